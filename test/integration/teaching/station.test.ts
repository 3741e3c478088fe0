// What a project and the station that it teaches have to do with one another: recordings of parts, networks, the queue.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type PartFilter,
  recordingDefaults,
  type TeachLabel,
} from '../../../src-inference/contract/index.ts';
import type { EngineOnWire } from '../../engine-on-wire.ts';
import { makeColourModel } from '../../onnx-models.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();

const labels: readonly TeachLabel[] = ['red', 'green', 'blue'].map((name) => ({
  name,
  title: name,
  color: '#808080',
}));
const all: PartFilter = {
  fromDay: null,
  toDay: null,
  verdict: null,
  recipe: null,
  step: null,
  serial: null,
  before: null,
  limit: 10,
};

beforeAll(() => {
  makeParts(at('parts.mp4'), ['red', 'green', 'blue', 'red', 'blue']);
  makeParts(at('three.mp4'), ['red', 'green', 'blue', 'red', 'green', 'blue', 'red', 'blue']);
});

async function openProject(name: string): Promise<EngineOnWire> {
  const engine = await open(name);
  await engine.request('teachNewProject', { directory: null, name: 'Colours', labels });
  return engine;
}

/** A model folder that a training has finished. */
function addNetwork(station: string, id: string): string {
  const folder = join(at(station), 'teach/networks', id);
  makeColourModel(folder);
  const made = { method: 'head', madeAt: '2026-11-29T10:00:00.000Z', recordings: ['one'] };
  writeFileSync(join(folder, 'made.json'), JSON.stringify(made));
  return folder;
}

describe('parts of the history', () => {
  it('join the project with what the network saw, and so do samples of the queue', async () => {
    const engine = await openProject('history');
    const { settings } = await engine.request('snapshot', null);
    const spec = {
      ...recordingDefaults,
      kind: 'recording',
      directory: settings.recordings,
      annotation: 'none',
    } as const;
    await engine.request('changeSettings', { outputs: [{ id: 'r', enabled: true, spec }] });
    await engine.request('openSource', { source: at('parts.mp4') });
    await engine.until('runEnded');
    await engine.request('changeSettings', { outputs: [] });
    const { parts } = await engine.request('listParts', all);
    const [second, first] = parts.map(({ id }) => id) as [string, string];

    const taken = await engine.request('teachFromHistory', { part: first, operator: 'Ada' });
    expect(taken).toMatchObject({ origin: 'history', operator: 'Ada', state: 'draft' });
    const { draft } = await engine.request('teachReadLabels', { recording: taken.id });
    expect(draft).toMatchObject({ maker: 'model' });
    // The end of a part is known when the next one has begun: the recording may show some of that.
    expect(draft!.actions.slice(0, 3).map(({ label }) => label)).toEqual(['red', 'green', 'blue']);
    expect(draft!.actions.at(-1)!.endSeconds).toBeLessThanOrEqual(taken.durationSeconds);
    const twice = engine.request('teachFromHistory', { part: first, operator: 'Ada' });
    await expect(twice).rejects.toMatchObject({ code: 'recording_exists' });
    const unknown = { part: '2020-01-01T00:00:00.000Z', operator: 'Ada' };
    await expect(engine.request('teachFromHistory', unknown)).rejects.toMatchObject({
      code: 'part_not_found',
    });

    const judged = { part: second, judgement: 'falseAlarm', by: 'Bob', note: 'it was there' } as const;
    await engine.request('teachJudgePart', judged);
    const queue = await engine.request('teachQueue', null);
    const [sample] = queue.filter(({ kind }) => kind === 'falseAlarm');
    expect(sample).toMatchObject({
      part: second,
      judged: { by: 'Bob', note: 'it was there' },
      hasRecording: true,
    });
    const resolution = { kind: 'take', operator: 'Ada' } as const;
    const recording = await engine.request('teachResolveSample', { sample: sample!.id, resolution });
    expect(recording).toMatchObject({ origin: 'history', state: 'draft' });
    const again = engine.request('teachResolveSample', {
      sample: sample!.id,
      resolution: { kind: 'dismiss' },
    });
    await expect(again).rejects.toMatchObject({ code: 'not_possible' });
  });
});

describe('a network of the project', () => {
  it('takes over with its recipe when no part is in progress; a file goes on where it was', async () => {
    const engine = await openProject('deploying');
    const folder = addNetwork('deploying', '0001');
    const recipe = 'name: taught\ntitle: Colours\nsteps: [red, green, blue]\n';
    await engine.request('teachSetRecipe', { text: recipe });
    const before = (await engine.request('snapshot', null)).settings;
    const unknown = engine.request('teachDeploy', { network: '0007' });
    await expect(unknown).rejects.toMatchObject({ code: 'network_not_found' });
    expect(await engine.request('teachDeploy', { network: '0001' })).toMatchObject({
      inForce: '0001',
      canRollBack: true,
      pending: null,
    });
    const { settings, model, recipe: inUse } = await engine.request('snapshot', null);
    expect(settings).toMatchObject({ model: folder, recipe: 'taught' });
    expect(model).toMatchObject({ state: 'ready', directory: folder });
    expect(inUse).toMatchObject({ state: 'ready', name: 'taught' });
    const removed = engine.request('teachRemoveNetwork', { network: '0001' });
    await expect(removed).rejects.toMatchObject({ code: 'not_possible' });

    addNetwork('deploying', '0002');
    await engine.request('teachDeploy', { network: '0002' });
    expect((await engine.request('teachRollback', null)).inForce).toBe('0001');
    expect(await engine.request('teachRollback', null)).toMatchObject({ inForce: null, canRollBack: false });
    const back = (await engine.request('snapshot', null)).settings;
    expect(back).toMatchObject({ model: before.model, recipe: before.recipe });
    await expect(engine.request('teachRollback', null)).rejects.toMatchObject({ code: 'not_possible' });
  });

  it('waits for the end of the part in progress', async () => {
    const engine = await openProject('waiting');
    addNetwork('waiting', '0001');
    await engine.request('openSource', { source: `file:${at('three.mp4')}#pace=realTime` });
    await engine.until('partStarted');
    const asked = engine.events.length;
    const waiting = await engine.request('teachDeploy', { network: '0001' });
    expect(waiting).toMatchObject({ inForce: null, pending: { network: '0001' } });
    await engine.until('modelState', ({ model }) => model.state === 'ready', asked);
    const types = engine.events.slice(asked).map(({ event }) => event.type);
    expect(types.indexOf('partEnded')).toBeLessThan(types.indexOf('modelState'));
    expect(engine.of('partEnded')[0]).toMatchObject({ part: 1, verdict: 'pass' });
    expect(types).not.toContain('partAborted');
    // The rest of the file is judged by the new network; it has not seen the second part from its beginning.
    await engine.until(
      'partEnded',
      ({ steps }) => steps.some(({ expected, status }) => expected === 'green' && status === 'missed'),
      asked,
    );
    expect((await engine.request('teachProject', null))!.inForce).toBe('0001');
  });

  it('that cannot be used is refused, and the station goes on as it was', async () => {
    const engine = await openProject('refused');
    const folder = addNetwork('refused', '0001');
    const { settings } = await engine.request('snapshot', null);
    writeFileSync(
      join(folder, 'model.yaml'),
      readFileSync(join(folder, 'model.yaml'), 'utf8').replace('red', 'rot'),
    );
    await engine.request('teachSetRecipe', { text: 'name: taught\ntitle: Colours\nsteps: [red]\n' });
    const foreign = engine.request('teachDeploy', { network: '0001' });
    await expect(foreign).rejects.toMatchObject({ code: 'recipe_mismatch' });
    writeFileSync(join(folder, 'model.yaml'), 'name: nothing\n');
    const broken = engine.request('teachDeploy', { network: '0001' });
    await expect(broken).rejects.toMatchObject({ code: 'model_card_invalid' });
    expect((await engine.request('snapshot', null)).settings).toEqual(settings);
    expect(await engine.request('teachProject', null)).toMatchObject({ inForce: null, pending: null });
  });
});
