// A station in its own process that stays open. The test sends it commands over the contract, as a shell does.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../src-inference/contract/index.ts';
import { type EngineProcess, startEngine } from '../../src-main/supervisor/engine-process.ts';
import { commandFolders } from '../../src-main/supervisor/index.ts';
import { journalText } from '../journal-text.ts';
import { makeColourModel } from '../onnx-models.ts';

const entry = pathToFileURL(resolve(import.meta.dirname, '../../out/main/engine.js'));
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-commands-'));
const at = (name: string): string => join(folder, name);
const engines: EngineProcess[] = [];

beforeAll(() => {
  makeColourModel(at('model'));
  writeFileSync(at('rgb.yaml'), 'name: rgb\ntitle: Colours\nsteps: [red, green, blue]\n');
});
afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.stop())));
afterAll(() => rmSync(folder, { recursive: true }));

function start() {
  const events: EngineEvent[] = [];
  const waiting = new Set<() => void>();
  const engine = startEngine(entry, commandFolders([], [tmpdir()]), (event) => {
    events.push(event);
    for (const look of waiting) look();
  });
  engines.push(engine);
  const until = (fits: (event: EngineEvent) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (events.some(fits)) resolve();
      };
      waiting.add(look);
      look();
    });
  return { engine, events, until };
}

const options = () => ({
  model: at('model'),
  recipe: at('rgb.yaml'),
  policy: null,
  recordDirectory: at('log'),
});
const red = { source: 'test:red#width=320&height=240' };

describe('the commands of a station', () => {
  it('open it, change its source, attach and detach outputs, take previews, and close it', async () => {
    const { engine, events, until } = start();
    await engine.request('openStation', options());
    const output = await engine.request('attachOutput', {
      kind: 'preview',
      width: 160,
      quality: 80,
      annotation: 'live',
    });
    await engine.request('openSource', red);
    await until((event) => event.type === 'outputState' && event.state === 'running');
    const picture = await engine.request('nextPreview', { output });
    expect(picture).toMatchObject({ width: 160, height: 120, sequence: 1 });
    expect([...picture!.data.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    await until(({ type }) => type === 'partStarted');
    await engine.request('openSource', { source: 'test:green' });
    expect(events).toContainEqual(expect.objectContaining({ type: 'partAborted', reason: 'sourceChanged' }));
    await expect(engine.request('pauseSource', null)).rejects.toMatchObject({ code: 'not_possible' });
    await engine.request('detachOutput', { output });
    await engine.request('closeSource', null);
    await engine.request('closeStation', null);
    await expect(engine.request('openSource', red)).rejects.toMatchObject({ code: 'not_possible' });
  });

  it('open a station only once, and again after an opening that failed', async () => {
    const { engine } = start();
    const missing = engine.request('openStation', { ...options(), model: at('nothing') });
    await expect(missing).rejects.toMatchObject({ code: 'model_not_found' });
    await engine.request('openStation', options());
    await expect(engine.request('openStation', options())).rejects.toMatchObject({ code: 'not_possible' });
  });

  it('an engine whose shell ends completes the log, even while a request for a picture waits', async () => {
    const { engine, until } = start();
    await engine.request('openStation', { ...options(), recordDirectory: at('left') });
    const output = await engine.request('attachOutput', {
      kind: 'preview',
      width: 160,
      quality: 80,
      annotation: 'none',
    });
    await engine.request('openSource', red);
    await until(({ type }) => type === 'partStarted');
    const never = engine
      .request('nextPreview', { output })
      .then(() => engine.request('nextPreview', { output }));
    never.catch(() => undefined);
    await engine.stop();
    const journal = journalText(at('left'));
    expect(journal).toContain('"reason":"stopped"');
    expect(journal).toContain('"runEnded"');
  });
});
