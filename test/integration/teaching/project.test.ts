// A project through a real engine: recordings, labels, and what is refused.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LabelledAction, TeachLabel } from '../../../src-inference/contract/index.ts';
import type { EngineOnWire } from '../../engine-on-wire.ts';
import { makeCutOff, makeSound, makeUneven } from '../../media-files.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();

const labels: readonly TeachLabel[] = ['red', 'green', 'blue'].map((name) => ({
  name,
  title: name,
  color: '#808080',
}));

const action = (startSeconds: number, endSeconds: number, label: string): LabelledAction => ({
  startSeconds,
  endSeconds,
  label,
});

async function openProject(name: string): Promise<EngineOnWire> {
  const engine = await open(name);
  await engine.request('teachNewProject', { directory: null, name: 'Colours', labels });
  return engine;
}

async function withRecording(name: string): Promise<EngineOnWire> {
  const engine = await openProject(name);
  await engine.request('teachAddVideo', { path: at('rgb.mp4'), operator: 'Ada' });
  return engine;
}

beforeAll(() => {
  makeParts(at('rgb.mp4'), ['red', 'green', 'blue']);
  mkdirSync(at('labelled'));
  makeParts(at('labelled/gb.mp4'), ['green', 'blue']);
  writeFileSync(at('labelled/gb.csv'), 'start,end,label\n1,2.3,green\n3.3,4.6,blue\n');
});

describe('a project', () => {
  it('is made in the folder of the settings, and is there again after a restart', async () => {
    const engine = await open('again');
    expect(await engine.request('teachProject', null)).toBeNull();
    await expect(engine.request('teachQueue', null)).rejects.toMatchObject({ code: 'project_not_found' });
    const made = await engine.request('teachNewProject', { directory: null, name: 'Colours', labels });
    expect(made).toMatchObject({
      directory: join(at('again'), 'teach'),
      name: 'Colours',
      background: 'no_action',
      recordings: [],
      networks: [],
      inForce: null,
      canRollBack: false,
      queueLength: 0,
    });
    const twice = engine.request('teachNewProject', { directory: null, name: 'Other', labels });
    await expect(twice).rejects.toMatchObject({ code: 'project_exists' });
    await engine.stop();
    expect(await (await open('again')).request('teachProject', null)).toMatchObject({
      name: 'Colours',
      labels,
    });
  });

  it('of another folder is opened, if the settings allow that folder', async () => {
    const engine = await openProject('elsewhere');
    const outside = engine.request('teachOpen', { directory: '/etc' });
    await expect(outside).rejects.toMatchObject({ code: 'outside_roots' });
    const none = engine.request('teachOpen', { directory: at('labelled') });
    await expect(none).rejects.toMatchObject({ code: 'project_not_found' });
    await engine.request('teachNewProject', { directory: at('other project'), name: 'Other', labels });
    expect((await engine.request('snapshot', null)).settings.teach).toBe(at('other project'));
    const first = await engine.request('teachOpen', { directory: join(at('elsewhere'), 'teach') });
    expect(first.name).toBe('Colours');
    await engine.until('teachingChanged', ({ what }) => what === 'project');
  });

  it.each([
    [
      'a newer version',
      'version: 2\nname: Colours\nsurprise: 1\n',
      'project_newer',
      /later version/,
      undefined,
    ],
    ['a mistyped key', 'version: 1\nname: Colours\nlabls: []\n', 'project_invalid', /labels/, 3],
    ['no YAML', 'version: [', 'project_invalid', /YAML/, 1],
  ])('with %s is refused and not changed', async (what, text, code, message, line) => {
    const name = `bad ${what}`;
    const engine = await openProject(name);
    const path = join(at(name), 'teach/project.yaml');
    writeFileSync(path, text);
    const error = { code, where: path, message: expect.stringMatching(message), ...(line && { line }) };
    await expect(engine.request('teachProject', null)).rejects.toMatchObject(error);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('renames a label in all recordings, and keeps one that is in use', async () => {
    const engine = await openProject('labels');
    await engine.request('teachAddVideo', { path: at('labelled/gb.mp4'), operator: 'Ada' });
    const [red, green, blue] = labels as [TeachLabel, TeachLabel, TeachLabel];
    const gone = engine.request('teachSetLabels', { labels: [red, green], renamed: {} });
    await expect(gone).rejects.toMatchObject({ code: 'label_in_use', where: 'gb' });
    const sky = { ...blue, name: 'sky' };
    await engine.request('teachSetLabels', { labels: [red, green, sky], renamed: { blue: 'sky' } });
    const { confirmed } = await engine.request('teachReadLabels', { recording: 'gb' });
    expect(confirmed?.actions.map(({ label }) => label)).toEqual(['green', 'sky']);
    const twice = engine.request('teachSetLabels', { labels: [sky, sky, green], renamed: {} });
    await expect(twice).rejects.toMatchObject({
      code: 'project_invalid',
      message: expect.stringMatching(/twice/),
    });
  });

  it('has a recipe of its labels', async () => {
    const engine = await openProject('recipe');
    const text = 'name: rgb\ntitle: Colours\nsteps: [red, green, blue]\n';
    expect((await engine.request('teachSetRecipe', { text })).recipe).toBe('rgb');
    expect(await engine.request('teachReadRecipe', null)).toBe(text);
    const foreign = engine.request('teachSetRecipe', { text: text.replace('blue', 'violet') });
    await expect(foreign).rejects.toMatchObject({ code: 'recipe_mismatch' });
    expect((await engine.request('teachSetRecipe', { text: null })).recipe).toBeNull();
  });
});

describe('a recording', () => {
  it('is a copy; the labels beside it are confirmed ones', async () => {
    const engine = await openProject('adding');
    const added = await engine.request('teachAddVideo', { path: at('labelled/gb.mp4'), operator: 'Ada' });
    expect(added).toMatchObject({
      id: 'gb',
      file: 'gb.mp4',
      operator: 'Ada',
      origin: 'added',
      state: 'confirmed',
      actions: 2,
      problem: null,
    });
    expect(added.durationSeconds).toBeCloseTo(8.67, 1);
    const folder = join(at('adding'), 'teach/recordings');
    expect(readFileSync(join(folder, 'gb.mp4')).equals(readFileSync(at('labelled/gb.mp4')))).toBe(true);
    expect(statSync(join(folder, 'gb.mp4')).ino).not.toBe(statSync(at('labelled/gb.mp4')).ino);
    const other = await engine.request('teachAddVideo', { path: at('rgb.mp4'), operator: 'Bob' });
    expect(other).toMatchObject({ state: 'unlabelled', actions: 0 });
    await engine.request('teachChangeRecording', { recording: 'rgb', operator: 'Eve' });
    await engine.request('teachRemoveRecording', { recording: 'gb' });
    const { recordings } = (await engine.request('teachProject', null))!;
    expect(recordings).toMatchObject([{ id: 'rgb', operator: 'Eve' }]);
    expect(readdirSync(folder).sort()).toEqual(['rgb.json', 'rgb.mp4']);
  });

  it('is there once; a video that cannot be read is refused, and nothing of it stays', async () => {
    const engine = await withRecording('refused');
    const folder = join(at('refused'), 'teach/recordings');
    const before = readdirSync(folder);
    const add = (path: string) => engine.request('teachAddVideo', { path, operator: 'Ada' });
    await expect(add(at('rgb.mp4'))).rejects.toMatchObject({
      code: 'recording_exists',
      message: expect.stringContaining('"rgb"'),
    });
    await expect(add(at('nothing.mp4'))).rejects.toMatchObject({ code: 'source_not_found' });
    await expect(add(makeSound(at('sound.wav')))).rejects.toMatchObject({ code: 'source_not_video' });
    writeFileSync(at('noise.mp4'), Buffer.alloc(5000, 7));
    await expect(add(at('noise.mp4'))).rejects.toMatchObject({ code: 'source_unreadable' });
    await expect(add('/etc/hostname')).rejects.toMatchObject({ code: 'outside_roots' });
    expect(readdirSync(folder)).toEqual(before);
  });

  it('of which somebody copied a second one into the folder is told as a duplicate', async () => {
    const engine = await withRecording('by hand');
    const folder = join(at('by hand'), 'teach/recordings');
    for (const type of ['mp4', 'json']) {
      writeFileSync(join(folder, `second.${type}`), readFileSync(join(folder, `rgb.${type}`)));
    }
    writeFileSync(join(folder, 'third.mp4'), readFileSync(at('labelled/gb.mp4')));
    const { recordings } = (await engine.request('teachProject', null))!;
    expect(recordings.map(({ id, problem }) => [id, problem?.code ?? null])).toEqual([
      ['rgb', null],
      ['second', 'recording_exists'],
      ['third', 'project_invalid'],
    ]);
    await engine.request('teachRemoveRecording', { recording: 'third' });
    expect(existsSync(join(folder, 'third.mp4'))).toBe(false);
  });

  it('has the times of its frames, of a varying rate too', async () => {
    const engine = await openProject('frames');
    await engine.request('teachAddVideo', { path: at('rgb.mp4'), operator: 'Ada' });
    const even = await engine.request('teachFrameTimes', { recording: 'rgb' });
    expect(even.length).toBe(330);
    expect(even[31]! - even[30]!).toBeCloseTo(1 / 30, 4);
    await engine.request('teachAddVideo', { path: makeUneven(at('uneven.mp4')), operator: 'Ada' });
    const uneven = await engine.request('teachFrameTimes', { recording: 'uneven' });
    const steps = uneven.slice(1).map((time, i) => time - uneven[i]!);
    expect(Math.min(...steps)).toBeGreaterThan(0.03);
    expect(Math.max(...steps)).toBeGreaterThan(0.06);
    expect(await engine.request('teachFrameTimes', { recording: 'uneven' })).toEqual(uneven);
    await engine.request('teachAddVideo', { path: makeCutOff(at('cut.mp4'), 0.5), operator: 'Ada' });
    const cut = engine.request('teachFrameTimes', { recording: 'cut' });
    await expect(cut).rejects.toMatchObject({ code: 'source_unreadable' });
  });

  it('that was recorded from the source joins the project', async () => {
    const engine = await openProject('filming');
    const early = engine.request('teachRecordBegin', { operator: 'Ada' });
    await expect(early).rejects.toMatchObject({ code: 'not_possible' });
    await engine.request('openSource', { source: 'test:ball#width=160&height=120' });
    await engine.until('progress', ({ seconds }) => seconds > 0);
    await engine.request('teachRecordBegin', { operator: 'Ada' });
    expect((await engine.request('teachProject', null))!.recording).toMatchObject({ operator: 'Ada' });
    const second = engine.request('teachRecordBegin', { operator: 'Bob' });
    await expect(second).rejects.toMatchObject({ code: 'not_possible' });
    const since = engine.of('progress').at(-1)!.seconds;
    await engine.until('progress', ({ seconds }) => seconds > since + 2);
    const recorded = await engine.request('teachRecordEnd', { keep: true });
    expect(recorded).toMatchObject({
      operator: 'Ada',
      origin: 'recorded',
      state: 'unlabelled',
      problem: null,
    });
    expect(recorded!.durationSeconds).toBeGreaterThan(1);
    const times = await engine.request('teachFrameTimes', { recording: recorded!.id });
    expect(times[0]).toBeCloseTo(0, 1);
    await engine.request('teachRecordBegin', { operator: 'Ada' });
    expect(await engine.request('teachRecordEnd', { keep: false })).toBeNull();
    const { recordings, recording } = (await engine.request('teachProject', null))!;
    expect(recordings.length).toBe(1);
    expect(recording).toBeNull();
  });
});

describe('a recording that was being made when the engine was lost', () => {
  it('joins the project at the next start, up to its last second', async () => {
    const engine = await openProject('lost');
    await engine.request('openSource', { source: 'test:ball#width=160&height=120' });
    await engine.until('progress', ({ seconds }) => seconds > 0);
    await engine.request('teachRecordBegin', { operator: 'Ada' });
    const since = engine.of('progress').at(-1)!.seconds;
    await engine.until('progress', ({ seconds }) => seconds > since + 4);
    await engine.kill();
    const next = await open('lost');
    const { recordings, recording } = (await next.request('teachProject', null))!;
    expect(recording).toBeNull();
    expect(recordings).toMatchObject([{ operator: 'Ada', origin: 'recorded', problem: null }]);
    const times = await next.request('teachFrameTimes', { recording: recordings[0]!.id });
    // The last second may not be on the disk yet.
    expect(times.at(-1)).toBeGreaterThan(1.5);
    expect(recordings[0]!.durationSeconds).toBeCloseTo(times.at(-1)!, 1);
    expect(readdirSync(join(at('lost'), 'teach/recordings/.incoming'))).toEqual([]);
  });
});

describe('labels', () => {
  const actions = [action(1, 2.3, 'red'), action(3.3, 4.6, 'green'), action(5.6, 6.9, 'blue')];

  it('are a draft until they are confirmed, and then our CSV', async () => {
    const engine = await withRecording('confirming');
    const recording = 'rgb';
    const none = await engine.request('teachReadLabels', { recording });
    expect(none).toMatchObject({ confirmed: null, draft: null });
    const save = (basedOn: string, confirm: boolean) =>
      engine.request('teachSaveLabels', { recording, actions, basedOn, confirm });
    const draft = await save(none.version, false);
    expect(draft).toMatchObject({
      confirmed: null,
      draft: { maker: 'person', actions: [{ confidence: 1 }, {}, {}] },
    });
    const confirmed = await save(draft.version, true);
    expect(confirmed).toMatchObject({ confirmed: { actions }, draft: null });
    const csv = readFileSync(join(at('confirming'), 'teach/recordings/rgb.csv'), 'utf8');
    expect(csv).toBe('start,end,label\n1,2.3,red\n3.3,4.6,green\n5.6,6.9,blue\n');
    expect((await engine.request('teachProject', null))!.recordings).toMatchObject([
      { state: 'confirmed', actions: 3 },
    ]);
    // Another screen had the labels from before.
    await expect(save(draft.version, true)).rejects.toMatchObject({ code: 'labels_changed' });
    const empty = { recording, actions: [], basedOn: confirmed.version, confirm: true };
    expect(await engine.request('teachSaveLabels', empty)).toMatchObject({ confirmed: { actions: [] } });
  });

  it.each([
    ['beyond the end', [action(9, 12, 'red')], /"red" from 9 s to 12 s.*beyond the end.*11 s/],
    [
      'overlapping',
      [action(1, 3, 'red'), action(2, 4, 'green')],
      /"red" from 1 s to 3 s overlaps with "green" from 2 s/,
    ],
    ['unknown', [action(1, 2, 'gren')], /no label "gren".*"green"/],
    ['backwards', [action(2, 1, 'red')], /ends before/],
  ])('that are %s are refused, and the stored ones stay', async (what, bad, message) => {
    const engine = await withRecording(`wrong ${what}`);
    const recording = 'rgb';
    const { version } = await engine.request('teachReadLabels', { recording });
    const saved = engine.request('teachSaveLabels', {
      recording,
      actions: bad,
      basedOn: version,
      confirm: true,
    });
    await expect(saved).rejects.toMatchObject({
      code: 'labels_invalid',
      message: expect.stringMatching(message),
    });
    expect(await engine.request('teachReadLabels', { recording })).toMatchObject({
      confirmed: null,
      version,
    });
  });

  it('that were spoilt by hand are the problem of their recording', async () => {
    const engine = await withRecording('spoilt');
    writeFileSync(join(at('spoilt'), 'teach/recordings/rgb.csv'), 'start,end,label\n1,2,red\n1,x,red\n');
    const { recordings } = (await engine.request('teachProject', null))!;
    expect(recordings[0]!.problem).toMatchObject({ code: 'labels_invalid', line: 3 });
  });

  it('of other tools are read as a draft, and written for them', async () => {
    const engine = await withRecording('tools');
    const recording = 'rgb';
    const { version } = await engine.request('teachReadLabels', { recording });
    const learn = { name: 'learnt', title: 'Learnt', recordings: [recording] };
    await expect(engine.request('teachLearnRecipe', learn)).rejects.toMatchObject({ code: 'not_possible' });
    await engine.request('teachSaveLabels', { recording, actions, basedOn: version, confirm: true });
    expect(await engine.request('teachLearnRecipe', learn)).toMatchObject({
      examples: [{ kind: 'recording', recording }],
      steps: [{ label: 'red', seenIn: [0] }, {}, { label: 'blue' }],
    });
    for (const format of ['csv', 'via', 'labelStudio', 'eaf', 'activityNet', 'assembly101'] as const) {
      const framesPerSecond = 30;
      const file = await engine.request('teachExportLabels', { recording, format, framesPerSecond });
      expect(file.name).toMatch(/^rgb\./);
      const read = { format, text: file.text, framesPerSecond, tier: null, video: null };
      const { draft } = await engine.request('teachImportLabels', { recording, labels: read });
      expect(draft).toMatchObject({ maker: 'imported', actions: [{ label: 'red' }, {}, { label: 'blue' }] });
      expect(draft!.actions[2]!.startSeconds).toBeCloseTo(5.6, 5);
      expect(await engine.request('teachDiscardDraft', { recording })).toMatchObject({
        draft: null,
        confirmed: {},
      });
    }
    const withoutRate = { recording, format: 'labelStudio', framesPerSecond: null } as const;
    await expect(engine.request('teachExportLabels', withoutRate)).rejects.toMatchObject({
      code: 'labels_need_rate',
    });
  });

  it('are drafted by the network of the station', async () => {
    const engine = await withRecording('drafting');
    const draft = await engine.request('teachDraft', { recording: 'rgb' });
    expect(draft.actions.map(({ label }) => label)).toEqual(['red', 'green', 'blue']);
    for (const [i, one] of draft.actions.entries()) {
      expect(Math.abs(one.startSeconds - actions[i]!.startSeconds)).toBeLessThan(0.4);
      expect(Math.abs(one.endSeconds - actions[i]!.endSeconds)).toBeLessThan(0.4);
      expect(one.confidence).toBeGreaterThan(0.5);
    }
    expect(draft.maker).toBe('model');
    expect((await engine.request('teachProject', null))!.recordings[0]).toMatchObject({
      state: 'draft',
      actions: 3,
    });
  });

  it('are drafted in the order of the recipe where there is one', async () => {
    const engine = await withRecording('aligning');
    writeFileSync(join(at('aligning'), 'teach/recipe.yaml'), 'name: a\ntitle: A\nsteps: [red, blue]\n');
    const draft = await engine.request('teachDraft', { recording: 'rgb' });
    expect(draft.maker).toBe('alignment');
    expect(draft.actions.map(({ label }) => label)).toEqual(['red', 'blue']);
    expect(draft.actions[1]!.startSeconds).toBeCloseTo(actions[2]!.startSeconds, 0);
  });
});
