// A workplace in its own process, on a real folder and with real videos. The test asks it as screens do.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();

beforeAll(() => {
  makeParts(at('good.mp4'), ['red', 'green', 'blue']);
});

describe('a workplace', () => {
  it('that is new begins with the default settings and copies of the bundled recipes', async () => {
    const engine = await open('new');
    await engine.until('modelState', ({ model }) => model.state === 'ready');
    await engine.until('recipeState');
    const snapshot = await engine.request('snapshot', null);
    expect(snapshot).toMatchObject({
      settings: { recipe: 'rgb', policy: 'alignment', source: null, minProbability: 0, outputs: [] },
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

  it('watches a file to its verdict, and every screen folds the events into the same snapshot', async () => {
    const engine = await open('watch');
    const early = await engine.request('snapshot', null);
    await engine.request('openSource', { source: at('good.mp4') });
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
    const first = atSnapshot[0]!.sequence;
    expect(atSnapshot.map(({ sequence }) => sequence)).toEqual(atSnapshot.map((_, index) => first + index));
    expect(engine.fold(early)).toEqual(engine.fold(snapshot));
  });
});
