import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type NumberedEvent, StationError } from '../../../src-inference/contract/index.ts';
import { createStation, type Station } from '../../../src-renderer/station/index.ts';
import { at, atWork, judged } from '../../screens/parts.ts';
import { createFakeShell, type FakeShell, welcome } from './fake-shell.ts';

let shell: FakeShell;
let station: Station;

beforeEach(() => {
  shell = createFakeShell();
  station = createStation(shell.transport);
});
afterEach(() => {
  station.close();
  vi.useRealTimers();
});

function step(sequence: number, index = 13): NumberedEvent {
  return {
    sequence,
    at: at(9000 + sequence),
    event: { type: 'stepJudged', part: 129, step: judged(index), next: null, amends: false },
  };
}

const known = () => {
  const state = station.snapshot.getState();
  return state.state === 'none' ? null : state.snapshot;
};
const indexes = () => known()?.part?.steps.map(({ index }) => index);

async function synchronise(): Promise<void> {
  await shell.say(welcome);
  await shell.answer('snapshot', atWork);
  await shell.answer('readLog', { entries: [], more: false });
}

describe('a screen and its station', () => {
  it('asks for the snapshot after the welcome, and folds what comes after it', async () => {
    await synchronise();
    expect(station.snapshot.getState().state).toBe('current');
    await shell.say({ kind: 'event', event: step(101) });
    expect(indexes()?.at(-1)).toBe(13);
    expect(known()?.sequence).toBe(101);
  });

  it('drops events that the snapshot holds already, and keeps those that overtook it', async () => {
    await shell.say(welcome);
    await shell.say({ kind: 'event', event: step(100, 12) });
    await shell.say({ kind: 'event', event: step(101, 13) });
    await shell.answer('snapshot', atWork);
    expect(indexes()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });

  it('has each line of the log once, whether the page or the event came first', async () => {
    await shell.say(welcome);
    await shell.answer('snapshot', atWork);
    const [first, second] = [step(101), step(102, 14)];
    await shell.say({ kind: 'event', event: first });
    await shell.say({ kind: 'event', event: second });
    const key = `${first.at}/${first.sequence}`;
    await shell.answer('readLog', { entries: [{ key, at: first.at, event: first.event }], more: true });
    expect(station.log.getState().entries.map((entry) => entry.key)).toEqual([key, `${second.at}/102`]);
    expect(station.log.getState().more).toBe(true);
  });

  it('keeps showing the last that it knew while the engine is away, and asks anew when one runs again', async () => {
    await synchronise();
    await shell.say({
      kind: 'engine',
      engine: { state: 'restarting', failures: 1, inSeconds: 0.5, reason: '' },
    });
    expect(station.snapshot.getState()).toMatchObject({ state: 'stale', snapshot: { engine: 'gallery' } });
    await shell.say({ kind: 'engine', engine: { state: 'running' } });
    await shell.answer('snapshot', { ...atWork, engine: 'another', sequence: 3 });
    expect(station.snapshot.getState()).toMatchObject({
      state: 'current',
      snapshot: { engine: 'another', sequence: 3 },
    });
  });

  it('takes no answer of the engine before for a snapshot of the one after', async () => {
    await shell.say(welcome);
    const asked = shell.requests.find(({ command }) => command === 'snapshot')!;
    await shell.say({ kind: 'engine', engine: { state: 'starting' } });
    await shell.say({ kind: 'answer', id: asked.id, output: atWork });
    expect(station.snapshot.getState()).toEqual({ state: 'none' });
  });

  it('asks again when the engine runs but its workplace is not open yet', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await shell.say(welcome);
    const { id } = shell.requests.at(-1)!;
    await shell.say({ kind: 'failure', id, error: { code: 'not_possible', message: 'not open' } });
    await vi.advanceTimersByTimeAsync(500);
    expect(shell.requests.filter(({ command }) => command === 'snapshot')).toHaveLength(2);
  });

  it('fails what waits for an answer when the link breaks, and connects again after the pause', async () => {
    await synchronise();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const asked = station.request('startPart', null);
    shell.listener.ended('lost');
    await expect(asked).rejects.toMatchObject({ code: 'engine_unavailable' });
    expect(station.connection.getState().state).toBe('lost');
    await vi.advanceTimersByTimeAsync(499);
    expect(shell.connections).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(shell.connections).toBe(2);
  });

  it('waits longer after each failure, and tries at once when a person says so', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    shell.listener.ended('lost');
    await vi.advanceTimersByTimeAsync(500);
    shell.listener.ended('lost');
    await vi.advanceTimersByTimeAsync(999);
    expect(shell.connections).toBe(2);
    station.reconnect();
    expect(shell.connections).toBe(3);
  });

  it('does not try again when the session is over', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    shell.listener.ended('refused');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(shell.connections).toBe(1);
  });

  it('refuses to ask without a connection, with an error that a person understands', async () => {
    await expect(station.request('startPart', null)).rejects.toBeInstanceOf(StationError);
  });

  it('gives the failure of a command as the engine said it', async () => {
    await synchronise();
    const asked = station.request('openSource', { source: 'nowhere.mp4' });
    const { id } = shell.requests.at(-1)!;
    const error = {
      code: 'source_not_found',
      message: 'There is no nowhere.mp4.',
      hint: 'Check it.',
    } as const;
    await Promise.all([
      shell.say({ kind: 'failure', id, error }),
      expect(asked).rejects.toMatchObject(error),
    ]);
  });
});
