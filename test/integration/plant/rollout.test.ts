// Recipes and models from the plant to stations: the real program, a real database, real engines, and what is killed meanwhile.
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  LinkSetting,
  PlantLinkSpec,
  PlantRollout,
  PlantRollouts,
  StationRollout,
} from '../../../src-inference/contract/index.ts';
import type { EngineOnWire } from '../../engine-on-wire.ts';
import { makeColourModel } from '../../onnx-models.ts';
import { plantLink } from '../../plant/link-settings.ts';
import { TestPlant } from '../../plant/plant-program.ts';
import { TestPostgres } from '../../plant/postgres.ts';
import { makeParts, rgb, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();

let database: TestPostgres;
let plant: TestPlant;

beforeAll(async () => {
  database = await TestPostgres.start();
  plant = await TestPlant.start(database);
  makeParts(at('parts.mp4'), ['red', 'green', 'blue', 'red', 'green', 'blue']);
});

afterAll(async () => {
  await plant[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

async function linkOf(station: string, more: Partial<PlantLinkSpec> = {}): Promise<LinkSetting> {
  const { token } = await plant.command<{ token: string }>('token', station);
  return plantLink(plant.url, token, { station, ...more });
}

async function openAt(station: string, link: LinkSetting): Promise<EngineOnWire> {
  const engine = await open(station);
  await engine.request('changeSettings', { links: [link] });
  await engine.until('linkState', ({ state }) => state === 'connected');
  return engine;
}

function untilState(
  engine: EngineOnWire,
  rollout: number,
  ...states: readonly StationRollout['state'][]
): Promise<StationRollout> {
  return engine
    .until(
      'rolloutState',
      (said) => said.rollout.rollout === `${rollout}` && states.includes(said.rollout.state),
    )
    .then((event) => event.rollout);
}

/** Resolves when the plant knows it. */
async function untilPlant(rollout: number, fits: (rollout: PlantRollout) => boolean): Promise<PlantRollout> {
  for (;;) {
    const { rollouts } = await plant.ask<PlantRollouts>('/plant/rollouts');
    const found = rollouts.find(({ id }) => id === rollout)!;
    if (fits(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function recipeFile(name: string, text: string): string {
  mkdirSync(at('pushed/pictures'), { recursive: true });
  writeFileSync(at('pushed/pictures/base.png'), randomBytes(300));
  writeFileSync(at(`pushed/${name}.yaml`), text);
  return at(`pushed/${name}.yaml`);
}

const versions = (station: string, name: string): readonly string[] =>
  readdirSync(at(`${station}/recipes/.versions/${name}`)).map(
    (file) => JSON.parse(readFileSync(at(`${station}/recipes/.versions/${name}/${file}`), 'utf8')).text,
  );

describe('a rollout', () => {
  it('goes to its stations in stages, is refused where it does not fit, and is taken back', async () => {
    const first = await openAt('bench1', await linkOf('bench1'));
    const second = await openAt('bench2', await linkOf('bench2'));
    const text =
      'name: rgb\ntitle: Colours, better\nsteps:\n  - step: red\n    picture: pictures/base.png\n  - blue\n';
    const pushed = await plant.command<{ version: number; rollout: number }>(
      ...['push', recipeFile('rgb', text), '--first', 'bench1', '--to', 'all', '--note', 'no green any more'],
    );
    await untilState(first, pushed.rollout, 'applied');
    const { recipe } = await first.request('snapshot', null);
    expect(recipe).toMatchObject({ state: 'ready', info: { title: 'Colours, better' } });
    expect('missingPictures' in recipe).toBe(false);
    expect((await second.request('snapshot', null)).rollouts).toEqual([]);

    await plant.ask('/plant/rollouts/change', { rollout: pushed.rollout, action: 'goOn', by: 'Ana' });
    await untilState(second, pushed.rollout, 'applied');
    await untilPlant(pushed.rollout, ({ state }) => state === 'done');
    // The same content is no other version.
    const again = await plant.command<{ version: number }>('push', at('pushed/rgb.yaml'));
    expect(again.version).toBe(pushed.version);

    await second.request('saveRecipe', {
      name: 'rgb',
      text: rgb,
      note: 'as it was',
      basedOn: (await second.request('readStoredRecipe', { name: 'rgb', savedAt: null })).versions[0]!
        .savedAt,
    });
    const edited = await untilPlant(
      pushed.rollout,
      ({ stages }) => stages[1]!.stations[0]!.editedAt !== null,
    );
    expect(edited.stages[0]!.stations[0]!.editedAt).toBeNull();

    await plant.ask('/plant/rollouts/change', { rollout: pushed.rollout, action: 'goBack', by: 'Ana' });
    await Promise.all([first, second].map((engine) => untilState(engine, pushed.rollout, 'goneBack')));
    expect((await first.request('readStoredRecipe', { name: 'rgb', savedAt: null })).text).toBe(rgb);
    expect(versions('bench1', 'rgb')).toHaveLength(3);

    const misfit = await plant.command<{ rollout: number }>(
      ...['push', recipeFile('purple', 'name: purple\ntitle: Purple\nsteps: [purple]\n'), '--to', 'bench1'],
    );
    const refused = await untilState(first, misfit.rollout, 'failed', 'applied');
    expect(refused.error?.code).toBe('recipe_mismatch');
    const told = await untilPlant(misfit.rollout, ({ state }) => state === 'done');
    expect(told.stages[0]!.stations[0]).toMatchObject({
      state: 'failed',
      error: { code: 'recipe_mismatch' },
    });
    expect((await first.request('snapshot', null)).settings.recipe).toBe('rgb');

    const { entries } = await first.request('readAudit', { what: 'recipe', before: null, limit: 10 });
    expect(entries[0]!.event).toMatchObject({ by: { via: 'plant', address: plant.url }, subject: 'rgb' });
    const { trail } = await plant.ask<PlantRollouts>('/plant/rollouts');
    expect(trail.map(({ who, what }) => `${who} ${what}`)).toEqual(
      expect.arrayContaining(['bench1 applied', 'bench2 editedHere', 'Ana goBack', 'bench1 goneBack']),
    );
    await expect(database.rows('DELETE FROM stepwatch.rollout_trail')).rejects.toThrow(/only added/);
  });

  it('waits for the end of a part, and is applied once although the engine is killed while it waits', async () => {
    const link = await linkOf('bench3');
    const engine = await openAt('bench3', link);
    await engine.request('openSource', { source: `file:${at('parts.mp4')}#pace=realTime` });
    await engine.until('partStarted');
    const text = 'name: rgb\ntitle: Later\nsteps: [red, green, blue]\n';
    const { rollout } = await plant.command<{ rollout: number }>(
      ...['push', recipeFile('rgb', text), '--to', 'bench3'],
    );
    await untilState(engine, rollout, 'waiting');
    await engine.until('partEnded');
    await untilState(engine, rollout, 'applied');
    expect(engine.of('partEnded')[0]!.verdict).toBe('pass');

    const second = await plant.command<{ rollout: number }>(
      ...['push', recipeFile('rgb', `${text}description: twice\n`), '--to', 'bench3', '--name', 'rgb'],
    );
    await untilState(engine, second.rollout, 'waiting', 'applied');
    await engine.kill();
    const next = await open('bench3');
    await untilPlant(second.rollout, ({ state }) => state === 'done');
    const { rollouts } = await next.request('snapshot', null);
    expect(rollouts.map(({ state }) => state)).toEqual(['applied', 'applied']);
    expect(versions('bench3', 'rgb').filter((one) => one.includes('twice'))).toHaveLength(1);
  });

  it('of a model survives the server and the engine, is refused when it does not load, and is taken back', async () => {
    const link = await linkOf('bench4');
    const engine = await openAt('bench4', link);
    const before = (await engine.request('snapshot', null)).settings.model;
    const model = makeColourModel(at('colours-2'));
    writeFileSync(join(model, 'notes.bin'), '');
    truncateSync(join(model, 'notes.bin'), 96 << 20);
    const { rollout } = await plant.command<{ rollout: number }>('push', model, '--to', 'bench4');
    await untilState(engine, rollout, 'fetching');
    await untilPartial('bench4');
    plant.hang();
    await engine.kill();
    await plant.kill();
    expect(JSON.parse(readFileSync(at('bench4/rollouts/rollouts.json'), 'utf8'))[0].state).toBe('fetching');
    const next = await open('bench4');
    await next.until('linkState', ({ state }) => state === 'failed');
    await plant.start();
    await untilState(next, rollout, 'applied');
    const { settings, model: loaded } = await next.request('snapshot', null);
    expect(settings.model).toMatch(/bench4\/rollouts\/versions\/colours-2-[0-9a-f]{16}$/);
    expect(loaded).toMatchObject({ state: 'ready', directory: settings.model });
    expect(statSync(join(settings.model, 'notes.bin')).size).toBe(96 << 20);

    const { upload } = await plant.ask<{ upload: string }>('/plant/uploads', {});
    for (const name of readdirSync(before)) {
      const content = name.endsWith('.onnx') ? randomBytes(1000) : readFileSync(join(before, name));
      await plant.ask(`/plant/uploads/${upload}/${name}`, content);
    }
    const broken = await plant.ask<{ artifact: number; version: number }>('/plant/rollouts/version', {
      upload,
      kind: 'model',
      name: 'broken',
      note: '',
      by: 'Ana',
    });
    const plan = { use: true, recipe: null, note: '', by: 'Ana' };
    const stages = [{ stations: ['bench4'], goesOn: 'person', amount: 0 }];
    const second = await plant.ask<{ rollout: number }>('/plant/rollouts', {
      ...plan,
      artifact: broken.artifact,
      version: broken.version,
      stages,
    });
    const refused = await untilState(next, second.rollout, 'failed', 'applied');
    expect(refused.error?.code).toBe('model_invalid');
    expect((await next.request('snapshot', null)).settings.model).toBe(settings.model);

    await plant.ask('/plant/rollouts/change', { rollout, action: 'goBack', by: 'Ana' });
    await untilState(next, rollout, 'goneBack');
    expect((await next.request('snapshot', null)).settings.model).toBe(before);
  });

  it('asks a person at the station where that is set, and nobody comes in without a token', async () => {
    const link = await linkOf('bench5', { accept: 'ask' });
    const engine = await openAt('bench5', link);
    const text = 'name: rgb\ntitle: Asked\nsteps: [red]\n';
    const { rollout } = await plant.command<{ rollout: number }>(
      ...['push', recipeFile('rgb', text), '--to', 'bench5'],
    );
    await untilState(engine, rollout, 'asking');
    await engine.request('answerRollout', { rollout: `${rollout}`, accept: false, by: 'Luis' });
    const told = await untilPlant(rollout, ({ state }) => state === 'done');
    expect(told.stages[0]!.stations[0]!.error?.message).toMatch(/Luis/);
    const again = engine.request('answerRollout', { rollout: `${rollout}`, accept: true, by: 'Luis' });
    await expect(again).rejects.toMatchObject({ code: 'not_possible' });

    expect(await engine.request('testLink', link)).toBeNull();
    const other = { ...link, spec: { ...link.spec, station: 'bench1' } as PlantLinkSpec };
    await expect(engine.request('testLink', other)).rejects.toMatchObject({ code: 'link_unauthorized' });
    await plant.command('token', 'bench5', '--revoke');
    await expect(engine.request('testLink', link)).rejects.toMatchObject({ code: 'link_unauthorized' });
  });
});

/** Resolves when a part of a file is there, and not all of it. */
async function untilPartial(station: string): Promise<void> {
  const folder = at(`${station}/rollouts/versions`);
  for (;;) {
    const [version] = existsSync(folder) ? readdirSync(folder) : [];
    const file = join(folder, version ?? '', 'notes.bin.part');
    if (version?.endsWith('.part') && existsSync(file) && statSync(file).size > 0) return;
    await new Promise(setImmediate);
  }
}
