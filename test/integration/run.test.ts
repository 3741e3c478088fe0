// `stepwatch run` with a stream from a real sender.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../src-inference/contract/index.ts';
import { freePort, startPeer } from '../gst-peer.ts';
import { journalText } from '../journal-text.ts';
import { makeColours } from '../media-files.ts';
import { makeColourModel } from '../onnx-models.ts';
import { runProgram } from '../run-program.ts';
import { watch } from '../watched-source.ts';

const program = resolve(import.meta.dirname, '../../out/main/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-run-'));
const at = (name: string): string => join(folder, name);
const children = new Set<ChildProcess>();

beforeAll(() => {
  makeColourModel(at('model'));
  const pause = ['black', 30] as const;
  makeColours(at('good.mp4'), [
    pause,
    ['red', 40],
    pause,
    ['green', 40],
    pause,
    ['blue', 40],
    pause,
    pause,
    pause,
  ]);
  writeFileSync(at('rgb.yaml'), 'name: rgb\ntitle: Colours\nsteps: [red, green, blue]\n');
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(...words: string[]) {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  const events: EngineEvent[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{')) events.push(JSON.parse(line));
    for (const look of waiting) look();
  });
  const until = (condition: (event: EngineEvent) => boolean): Promise<EngineEvent> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = events.find(condition);
        if (found) resolve(found);
      };
      waiting.add(look);
      child.once('exit', (code) => reject(new Error(`ended with ${code}: ${JSON.stringify(events.at(-1))}`)));
      look();
    });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  return { child, events, until, exit };
}

/** The engine is a child of the program, and both must go at once. */
function descendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number);
  return [pid, ...children.flatMap(descendants)];
}

function run(log: string, ...words: string[]) {
  return start('run', '--model', at('model'), '--log-dir', at(log), '--json', ...words);
}

describe('stepwatch run', () => {
  it('judges the stream of stepwatch send, and a signal ends it in order', async () => {
    const port = await freePort();
    const station = run('live', '--source', `udp://127.0.0.1:${port}`, '--recipe', at('rgb.yaml'));
    await station.until((event) => event.type === 'sourceState' && event.state === 'waiting');
    const sender = start('send', at('good.mp4'), `udp://127.0.0.1:${port}`, '--loop');
    const ended = await station.until((event) => event.type === 'partEnded');
    // A busy machine may drop windows, so the verdict is not checked here. Other tests judge files.
    expect(ended).toMatchObject({ part: 1, verdict: expect.any(String) });
    expect(station.events).toContainEqual(
      expect.objectContaining({
        type: 'sourceState',
        state: 'playing',
        source: expect.objectContaining({ width: 160, height: 120 }),
      }),
    );
    const progress = station.events.find((event) => event.type === 'progress');
    expect(progress?.delaySeconds).toBeGreaterThanOrEqual(0);
    sender.child.kill('SIGINT');
    expect(await sender.exit).toBe(0);
    station.child.kill('SIGTERM');
    expect(await station.exit).toBe(0);
    expect(station.events.at(-1)).toMatchObject({ type: 'runEnded', verdict: expect.any(String) });
    expect(journalText(at('live'))).toContain('"runEnded"');
  });

  it('aborts the part in progress when the signal comes', async () => {
    writeFileSync(at('source.txt'), 'test:red#width=160&height=120\n', { mode: 0o600 });
    const station = run('aborted', '--source-file', at('source.txt'), '--recipe', at('rgb.yaml'));
    await station.until((event) => event.type === 'partStarted');
    station.child.kill('SIGINT');
    expect(await station.exit).toBe(0);
    expect(station.events).toContainEqual(
      expect.objectContaining({ type: 'partAborted', part: 1, reason: 'stopped' }),
    );
    expect(station.events.at(-1)).toMatchObject({ type: 'runEnded', verdict: null });
  });

  it('records, shares and streams at once, and its recording plays after a SIGKILL', async () => {
    const port = await freePort();
    const receiver = await watch(`udp://127.0.0.1:${port}`);
    const station = run(
      'killed',
      ...['--source', 'test:red#width=320&height=240', '--recipe', at('rgb.yaml')],
      ...['--shm', at('shm'), '--record', at('recordings'), '--stream', `udp://127.0.0.1:${port}`],
    );
    await receiver.until('frames', () => receiver.frames.length >= 60);
    const reader = startPeer(
      `shmsrc socket-path=${at('shm')} is-live=true num-buffers=10 !`,
      'video/x-raw,format=I420,width=320,height=240,framerate=30/1 ! fakesink',
    );
    expect(await reader.ended).toBe(0);
    const [file] = readdirSync(at('recordings'));
    await expect
      .poll(() => statSync(join(at('recordings'), file!)).size, { timeout: 60_000 })
      .toBeGreaterThan(5000);
    for (const pid of descendants(station.child.pid!)) process.kill(pid, 'SIGKILL');
    await station.exit;
    await receiver.source.close();
    const recorded = await watch(join(at('recordings'), file!));
    // The last fragment is incomplete: its frames can be read, and the end of the file is missing.
    await recorded.ended.catch(() => undefined);
    // A fragment lasts one second. A busy machine may have dropped some of its frames.
    expect(recorded.frames.length).toBeGreaterThanOrEqual(10);
    await recorded.source.close();
  });

  it('completes the recording after a signal: its index and its length are written', async () => {
    const station = run(
      'recorded',
      ...['--source', 'test:red#width=320&height=240', '--record', at('finished'), '--split', 'never'],
      ...['--annotation', 'live'],
    );
    await station.until((event) => event.type === 'progress' && event.frames > 60);
    station.child.kill('SIGTERM');
    expect(await station.exit).toBe(0);
    expect(station.events).toContainEqual(expect.objectContaining({ type: 'outputState', state: 'ended' }));
    const recorded = await watch(join(at('finished'), readdirSync(at('finished'))[0]!));
    await recorded.ended;
    expect(recorded.frames.length).toBeGreaterThan(30);
    expect(recorded.source.info.durationSeconds).toBeCloseTo(recorded.frames.length / 30, 1);
    await recorded.source.close();
  });

  it('names the actions of a file without a recipe, to its end', async () => {
    const station = run('file', '--source', at('good.mp4'));
    expect(await station.exit).toBe(0);
    expect(station.events.at(-1)).toMatchObject({ type: 'runEnded', verdict: null });
    expect(station.events.map(({ type }) => type)).toContain('windowClassified');
  });

  it.each([
    ['a source that is none', ['run', '--source', 'http://camera'], 'source_invalid'],
    ['a missing file', ['run', '--source', 'nothing.mp4', '--no-log'], 'source_not_found'],
    ['a target that is none', ['send', 'good.mp4', 'udp://:5000'], 'output_invalid'],
    ['a host that does not exist', ['send', 'good.mp4', 'udp://nothing.invalid:5000'], 'output_invalid'],
    ['a missing video', ['send', 'nothing.mp4', 'udp://127.0.0.1:5000'], 'source_not_found'],
  ])('%s is one clear error', (_, words, code) => {
    const { status, stderr } = runProgram(process.execPath, [program, ...words], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain(`error ${code}`);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
