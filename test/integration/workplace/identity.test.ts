// Which part it is, who works on it, and who said otherwise: with the real engine and its journals.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type IdentitySettings, usualIdentitySettings } from '../../../src-inference/contract/index.ts';
import type { EngineOnWire } from '../../engine-on-wire.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();
const any = {
  ...{ fromDay: null, toDay: null, verdict: null, recipe: null, step: null, serial: null, before: null },
  limit: 10,
};
const none = { serial: null, order: null, variant: null };

beforeAll(() => {
  makeParts(at('good.mp4'), ['red', 'green', 'blue']);
  makeParts(at('bad.mp4'), ['red', 'blue']);
  writeFileSync(
    at('marked.yaml'),
    'name: marked\ntitle: Marked\nsteps: [red, green, blue]\npart: { start: mark }\n',
  );
});

async function watchToEnd(engine: EngineOnWire, video: string): Promise<void> {
  const since = engine.events.length;
  await engine.request('openSource', { source: at(video) });
  await engine.until('runEnded', () => true, since);
}

function scan(engine: EngineOnWire, text: string) {
  return engine.request('scanCode', { text, by: 'scanner' });
}

async function configure(engine: EngineOnWire, change: Partial<IdentitySettings>): Promise<void> {
  const { scanner } = usualIdentitySettings;
  await engine.request('changeSettings', {
    identity: { ...usualIdentitySettings, scanner: { ...scanner, badgePrefix: 'ID-' }, ...change },
  });
}

describe('a part', () => {
  it('has the serial number that was scanned and the operator; the same number again is told, and is rework', async () => {
    const engine = await open('serial');
    await configure(engine, {});
    await engine.request('savePerson', { name: 'Ana', badge: 'B-1' });
    expect(await scan(engine, 'ID-B-1')).toEqual({ kind: 'operator', name: 'Ana' });
    const identity = { ...none, serial: 'SN-1' };
    expect(await scan(engine, 'SN-1\r')).toEqual({ kind: 'nextPart', identity });
    await watchToEnd(engine, 'bad.mp4');
    const first = await engine.request('snapshot', null);
    expect(first).toMatchObject({ nextPart: null, lastPart: { identity, operator: 'Ana', verdict: 'fail' } });

    await expect(scan(engine, 'SN-1')).rejects.toMatchObject({ code: 'serial_known' });
    const earlier = { id: first.lastPart!.id, number: 1, verdict: 'fail', overrideVerdict: null };
    const told = await engine.request('snapshot', null);
    expect(told).toMatchObject({ nextPart: null, identityRefusal: { text: 'SN-1', earlier } });
    await engine.request('identifyNextPart', { identity, by: 'Ana', rework: true });
    await engine.request('closeSource', null);
    await engine.kill();

    const again = await open('serial');
    expect(await again.request('snapshot', null)).toMatchObject({ nextPart: identity, operator: 'Ana' });
    await watchToEnd(again, 'good.mp4');
    const { parts } = await again.request('listParts', { ...any, serial: 'SN-1' });
    expect(parts).toMatchObject([
      { verdict: 'pass', identity, operator: 'Ana' },
      { verdict: 'fail', identity, operator: 'Ana' },
    ]);
  });

  it('keeps the verdict of the checker beside that of a person', async () => {
    const engine = await open('override');
    await watchToEnd(engine, 'bad.mp4');
    const { id } = (await engine.request('snapshot', null)).lastPart!;
    const words = { by: 'Ana', reason: 'the green one was in already' };
    await engine.request('overridePart', { id, verdict: 'pass', ...words });
    const override = { verdict: 'pass', ...words };
    expect(await engine.request('snapshot', null)).toMatchObject({
      unacknowledged: [],
      shift: { fail: 1, pass: 0, overridden: 1 },
      lastPart: { verdict: 'fail', override },
    });
    const { summary, log } = await engine.request('readPart', { id });
    expect(summary).toMatchObject({ verdict: 'fail', override });
    expect(log.at(-1)!.event).toMatchObject({ type: 'partOverridden', replaces: null });
  });

  it('that began without the serial number it needs asks for it until the next one begins', async () => {
    const engine = await open('required');
    await configure(engine, { serialRequired: true });
    await watchToEnd(engine, 'good.mp4');
    const { id } = (await engine.request('snapshot', null)).lastPart!;
    const identity = { ...none, serial: 'SN-2' };
    expect(await scan(engine, 'SN-2')).toEqual({ kind: 'part', id, identity });
    expect((await engine.request('snapshot', null)).lastPart).toMatchObject({ identity });
    expect(await scan(engine, 'SN-3')).toMatchObject({ kind: 'nextPart' });
    await watchToEnd(engine, 'good.mp4');
    const late = { id, identity: { ...none, serial: 'SN-4' }, by: 'Ana', rework: false };
    await expect(engine.request('identifyPart', late)).rejects.toMatchObject({ code: 'not_possible' });
    const { parts } = await engine.request('listParts', any);
    expect(parts.map((part) => part.identity?.serial)).toEqual(['SN-3', 'SN-2']);
  });

  it('begins with its code where the recipe says that a mark begins it', async () => {
    const engine = await open('marked', {
      defaults: { model: at('model'), recipes: [at('marked.yaml')], folders: [at('')] },
    });
    await engine.request('openSource', { source: `file:${at('good.mp4')}#pace=realTime` });
    await engine.until('windowClassified');
    await scan(engine, ']C121SN-5');
    expect(engine.of('partStarted')).toMatchObject([{ code: 'SN-5' }]);
    expect((await engine.request('snapshot', null)).part).toMatchObject({
      identity: { ...none, serial: 'SN-5' },
    });
    await engine.request('closeSource', null);
  });
});

describe('a variant', () => {
  it('chooses the recipe; one that is not known leaves nothing to check by', async () => {
    const engine = await open('variant');
    await configure(engine, { plainCode: 'variant', variants: [{ pattern: 'V2*', recipe: 'rg' }] });
    await scan(engine, 'V2-left');
    expect((await engine.request('snapshot', null)).recipe).toMatchObject({ state: 'ready', name: 'rg' });
    await expect(scan(engine, 'V7')).rejects.toMatchObject({ code: 'variant_unknown' });
    expect(await engine.request('snapshot', null)).toMatchObject({
      settings: { recipe: null },
      recipe: { state: 'failed', name: 'V7', error: { code: 'variant_unknown' } },
      identityRefusal: { text: 'V7' },
    });
    await scan(engine, 'V2-left');
    expect(await engine.request('snapshot', null)).toMatchObject({
      recipe: { state: 'ready', name: 'rg' },
      identityRefusal: null,
    });
  });
});

describe('the operator at the bench', () => {
  it('logs in with a PIN, and is locked out after wrong ones', async () => {
    const engine = await open('pins');
    await engine.request('savePerson', { name: 'Luis', pin: '4711' });
    await engine.request('logInOperator', { name: 'Luis', pin: '4711' });
    expect((await engine.request('snapshot', null)).operator).toBe('Luis');
    await engine.request('logOutOperator', null);
    for (let attempt = 0; attempt < 5; attempt++) {
      const wrong = engine.request('logInOperator', { name: 'Luis', pin: '0000' });
      await expect(wrong).rejects.toMatchObject({ code: 'pin_wrong' });
    }
    const right = engine.request('logInOperator', { name: 'Luis', pin: '4711' });
    await expect(right).rejects.toMatchObject({ code: 'pin_locked' });
    const unknown = engine.request('logInOperator', { name: 'Eva', pin: '4711' });
    await expect(unknown).rejects.toMatchObject({ code: 'person_unknown' });
  });

  it('is logged out by the start of a shift, and when the person is removed', async () => {
    const engine = await open('shift');
    await configure(engine, { logOut: { atShift: true, idleMinutes: null } });
    await engine.request('savePerson', { name: 'Ana', badge: 'B-1' });
    const taken = engine.request('savePerson', { name: 'Luis', badge: 'B-1' });
    await expect(taken).rejects.toMatchObject({ code: 'badge_in_use' });
    await scan(engine, 'ID-B-1');
    await engine.request('startShift', null);
    await engine.until('operatorChanged', ({ reason }) => reason === 'shift');
    await scan(engine, 'ID-B-1');
    await engine.request('removePerson', { name: 'Ana' });
    expect((await engine.request('snapshot', null)).operator).toBeNull();
    await expect(scan(engine, 'ID-B-1')).rejects.toMatchObject({ code: 'person_unknown' });
  });
});

describe('the trail of changes', () => {
  it('says who changed what, from what to what, and no secret', async () => {
    const engine = await open('audit');
    await engine.request('savePerson', { name: 'Ana', badge: 'B-77', pin: '47114711' });
    await engine.request('logInOperator', { name: 'Ana', pin: '47114711' });
    await engine.request('changeSettings', { failAbove: 0.8 });
    await engine.request('useRecipe', { name: 'rg' });
    const draft = {
      name: 'new',
      text: 'name: new\ntitle: New\nsteps: [red]\n',
      note: 'short',
      basedOn: null,
    };
    await engine.request('saveRecipe', draft);
    await engine.request('deleteRecipe', { name: 'new' });
    const by = { via: 'program', address: null, operator: 'Ana' };
    const { entries } = await engine.request('readAudit', { what: null, before: null, limit: 100 });
    expect(entries.map(({ event }) => event)).toMatchObject([
      { what: 'people', subject: 'Ana', before: null, after: 'badge, PIN, new badge, new PIN' },
      { what: 'judging', subject: 'failAbove', before: '0.97', after: '0.8', by },
      { what: 'recipeInUse', subject: 'recipe', before: 'rgb', after: 'rg', by },
      { what: 'recipe', subject: 'new', before: null, after: expect.stringMatching(/: short$/) },
      { what: 'recipe', subject: 'new', after: null },
    ]);
    const judging = await engine.request('readAudit', { what: 'judging', before: null, limit: 100 });
    expect(judging.entries).toHaveLength(1);
    const record = at('audit/record');
    const written = readdirSync(record).map((file) => readFileSync(join(record, file), 'utf8'));
    const people = readFileSync(at('audit/people.json'), 'utf8');
    expect(written.join('')).not.toMatch(/47114711|B-77/);
    expect(people).not.toContain('47114711');
  });
});
