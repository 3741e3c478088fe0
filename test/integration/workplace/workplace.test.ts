// A station with a memory, asked as its screens ask it: a process of its own on a real folder, with real videos.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { WorkplaceOptions } from '../../../src-inference/contract/index.ts';
import { EngineOnWire } from '../../engine-on-wire.ts';
import { makeColours } from '../../media-files.ts';
import { makeColourModel } from '../../onnx-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-workplace-'));
const at = (name: string): string => join(folder, name);
const engines: EngineOnWire[] = [];

beforeAll(() => {
  makeColourModel(at('model'));
  writeFileSync(at('rgb.yaml'), 'name: rgb\ntitle: Colours\nsteps: [red, green, blue]\n');
  writeFileSync(at('rg.yaml'), 'name: rg\ntitle: Two colours\nsteps: [red, green]\n');
  const pause = ['black', 30] as const;
  makeColours(at('good.mp4'), [
    ...[pause, ['red', 40] as const, pause, ['green', 40] as const, pause, ['blue', 40] as const],
    ...[pause, pause, pause, pause],
  ]);
});
afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.stop())));
afterAll(() => rmSync(folder, { recursive: true }));

function options(name: string, more: Partial<WorkplaceOptions> = {}): WorkplaceOptions {
  return {
    directory: at(name),
    defaults: { model: at('model'), recipes: [at('rgb.yaml'), at('rg.yaml')], folders: [folder] },
    source: null,
    ...more,
  };
}

async function open(name: string, more: Partial<WorkplaceOptions> = {}): Promise<EngineOnWire> {
  const engine = new EngineOnWire();
  engines.push(engine);
  await engine.request('openWorkplace', options(name, more));
  return engine;
}

describe('a workplace', () => {
  it('that is new begins with the usual settings and copies of the recipes', async () => {
    const engine = await open('new');
    await engine.until('modelState', ({ model }) => model.state === 'ready');
    await engine.until('recipeState');
    const snapshot = await engine.request('snapshot', null);
    expect(snapshot).toMatchObject({
      settings: { recipe: 'rgb', policy: 'alignment', source: null, minProbability: 0.5, outputs: [] },
      settingsError: null,
      model: { state: 'ready', info: { name: 'colours' } },
      recipe: { state: 'ready', name: 'rgb', info: { title: 'Colours' } },
      source: null,
      part: null,
      shift: { pass: 0, warn: 0, fail: 0, aborted: 0 },
    });
    expect((await engine.request('listRecipes', null)).map(({ name }) => name)).toEqual(['rg', 'rgb']);
    expect(statSync(join(at('new'), 'settings.json')).mode & 0o777).toBe(0o600);
  });

  it('watches a file to its verdict, and every screen folds the events to the same snapshot', async () => {
    const engine = await open('watch');
    const early = await engine.request('snapshot', null);
    await engine.request('watch', { source: at('good.mp4') });
    await engine.until('partEnded');
    await engine.until('runEnded');
    const snapshot = await engine.request('snapshot', null);
    expect(snapshot).toMatchObject({
      source: { text: at('good.mp4'), live: false, state: 'ended', error: null },
      part: null,
      lastPart: { number: 1, verdict: 'pass', interrupted: false },
      shift: { pass: 1 },
    });
    const atSnapshot = engine.events.filter(({ sequence }) => sequence <= snapshot.sequence);
    expect(atSnapshot.map(({ sequence }) => sequence)).toEqual(atSnapshot.map((_, index) => index + 1));
    expect(engine.fold(early)).toEqual(engine.fold(snapshot));
  });
});
