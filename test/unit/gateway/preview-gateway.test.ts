// One preview and its gateway, with a port and an engine in memory: credits, and engines that are lost and come back.
import { describe, expect, it, vi } from 'vitest';
import { unpackPreview } from '../../../src-inference/contract/index.ts';
import { connectPreview, readPreviewOptions } from '../../../src-main/gateway/index.ts';
import { numbered, settle, superviseFakes } from '../supervisor/fake-engine.ts';

const source = {
  name: 'test:ball',
  width: 64,
  height: 48,
  durationSeconds: null,
  framesPerSecond: 30,
  codec: null,
} as const;
const playing = numbered(1, { type: 'sourceState', state: 'playing', source, error: null });

async function connect() {
  const station = superviseFakes();
  station.supervisor.start();
  station.last().answer('openWorkplace', null);
  await settle();
  const pictures: { sequence: number; capturedAt: number; handedOnAt: number }[] = [];
  const port = { queued: 0, closed: null as string | null };
  let say: (message: unknown) => void = () => undefined;
  let leave: () => void = () => undefined;
  connectPreview(
    {
      send: (envelope) => pictures.push(unpackPreview(envelope.buffer)!),
      onMessage: (listener) => {
        say = listener;
      },
      onClose: (listener) => {
        leave = listener;
      },
      buffered: () => port.queued,
      close: (reason) => {
        port.closed = reason;
      },
    },
    readPreviewOptions({ width: '320' }),
    station.supervisor,
  );
  const asked = (command: string) => station.last().requests.filter((one) => one.command === command);
  const answer = async (command: 'attachOutput' | 'nextPreview', output: unknown): Promise<void> => {
    station.last().answer(command, output);
    await settle();
  };
  return {
    ...station,
    pictures,
    port,
    say: (message: unknown) => say(message),
    leave: () => leave(),
    asked,
    answer,
  };
}

const picture = (sequence: number) => ({
  data: new Uint8Array([0xff, 0xd8]),
  width: 320,
  height: 240,
  sequence,
  captureSeconds: Number(process.hrtime.bigint()) / 1e9 - 0.05,
});

describe('the gateway of a preview', () => {
  it('attaches an output with the requested options, and gives one picture for each credit', async () => {
    const { asked, answer, say, pictures } = await connect();
    expect(asked('attachOutput')).toMatchObject([
      { input: { kind: 'preview', width: 320, quality: 80, annotation: 'none' } },
    ]);
    await answer('attachOutput', 5);
    expect(asked('nextPreview')).toHaveLength(0);
    say('next');
    say('next');
    expect(asked('nextPreview')).toMatchObject([{ input: { output: 5 } }]);
    await answer('nextPreview', picture(1));
    expect(pictures).toHaveLength(1);
    expect(asked('nextPreview')).toHaveLength(1);
    const { handedOnAt, capturedAt } = pictures[0]!;
    expect(Math.abs(handedOnAt - Date.now())).toBeLessThan(60_000);
    expect(handedOnAt - capturedAt).toBeGreaterThanOrEqual(50);
  });

  it('waits for a source, and then answers the credits that came before', async () => {
    const { asked, answer, say, last, pictures } = await connect();
    say('next');
    await answer('attachOutput', 5);
    last().fail('nextPreview', 'not_possible');
    await settle();
    expect(asked('nextPreview')).toHaveLength(1);
    last().say(playing);
    expect(asked('nextPreview')).toHaveLength(2);
    await answer('nextPreview', picture(1));
    expect(pictures).toHaveLength(1);
  });

  it('tries again when the source began to play before the refusal arrived', async () => {
    const { asked, answer, say, last } = await connect();
    say('next');
    await answer('attachOutput', 5);
    last().fail('nextPreview', 'not_possible');
    last().say(playing);
    await settle();
    expect(asked('nextPreview')).toHaveLength(2);
  });

  it('attaches again when the engine is back, without an action of the screen; the numbers of pictures go on', async () => {
    vi.useFakeTimers();
    const { engines, asked, answer, say, last, pictures } = await connect();
    await answer('attachOutput', 5);
    say('next');
    await answer('nextPreview', picture(1));
    say('next');
    last().exit('SIGKILL');
    await settle();
    await vi.advanceTimersByTimeAsync(500);
    vi.useRealTimers();
    expect(engines).toHaveLength(2);
    expect(asked('attachOutput')).toHaveLength(0);
    last().answer('openWorkplace', null);
    await settle();
    await answer('attachOutput', 1);
    await answer('nextPreview', picture(1));
    expect(pictures.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('attaches again when its output failed, or was closed because the model changed', async () => {
    const { asked, answer, say, last } = await connect();
    await answer('attachOutput', 5);
    say('next');
    last().say(
      numbered(2, {
        type: 'outputState',
        output: 5,
        kind: 'preview',
        state: 'failed',
        target: '',
        setting: null,
        fromSeconds: null,
        error: { code: 'output_failed', message: 'It broke.' },
      }),
    );
    await answer('nextPreview', null);
    await answer('attachOutput', 6);
    expect(asked('nextPreview').at(-1)).toMatchObject({ input: { output: 6 } });
  });

  it('detaches when the screen disconnects, even while the output is being attached', async () => {
    const early = await connect();
    early.leave();
    await early.answer('attachOutput', 5);
    expect(early.asked('detachOutput')).toMatchObject([{ input: { output: 5 } }]);
    const late = await connect();
    await late.answer('attachOutput', 9);
    late.say('next');
    late.leave();
    expect(late.asked('detachOutput')).toMatchObject([{ input: { output: 9 } }]);
    await late.answer('nextPreview', picture(1));
    expect(late.pictures).toEqual([]);
  });

  it('detaches nothing from a new engine when the screen disconnected while the old one attached', async () => {
    const { supervisor, engines, leave, last } = await connect();
    leave();
    const restarting = supervisor.restart();
    engines[0]!.answer('attachOutput', 5);
    engines[0]!.exit('exit code 0');
    await restarting;
    last().answer('openWorkplace', null);
    await settle();
    expect(last().requests.map(({ command }) => command)).toEqual(['openWorkplace']);
  });

  it('disconnects a screen that requests pictures and does not read them, or sends something invalid', async () => {
    const { answer, say, port } = await connect();
    await answer('attachOutput', 5);
    port.queued = 4_000_001;
    say('next');
    await answer('nextPreview', picture(1));
    expect(port.closed).toBe('slow');
    const other = await connect();
    other.say('previous');
    expect(other.port.closed).toBe('invalid');
  });

  it.each([
    { width: '63' },
    { width: 'wide' },
    { quality: '101' },
    { annotation: 'aligned' },
    null,
  ])('refuses %j', (options) => {
    expect(() => readPreviewOptions(options)).toThrow(expect.objectContaining({ code: 'request_invalid' }));
  });
});
