// Whatever lies in the folder of the record, the station starts, and tells what it could not use.
import { execFileSync } from 'node:child_process';
import { appendFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allParts, localDay } from '../../../src-inference/contract/index.ts';
import { workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();
const today = localDay(new Date());
const now = new Date().toISOString();

function journalOf(station: string, day = today): string {
  mkdirSync(at(`${station}/record`), { recursive: true });
  return at(`${station}/record/journal-${day}.jsonl`);
}

const foreign = [
  { type: 'runStarted', at: now, seq: 1000 },
  { type: 'sourceState', at: now, seq: 1001, state: 'playing', source: { name: 'weird:' }, error: null },
  { type: 'sourceState', at: now, seq: 1002, state: 'playing', source: null, error: null },
  { type: 'partEnded', at: now, seq: 1003, part: 1, atSeconds: 3, verdict: 'pass', steps: [{}] },
  { type: 'settingsChanged', at: now, seq: 1004, settings: null },
  { type: 'operatorChanged', at: 'yesterday', seq: 1005, operator: null, reason: 'badge' },
  ['not', 'an', 'entry'],
  17,
];

describe('lines of another shape', () => {
  it('are set aside, counted and told; the lines round them hold', async () => {
    const journal = journalOf('foreign');
    const told = { type: 'operatorChanged', at: now, seq: 1, operator: 'Ana', reason: 'badge' };
    appendFileSync(journal, `${[told, ...foreign].map((line) => JSON.stringify(line)).join('\n')}\n`);
    const engine = await open('foreign');
    const { error } = await engine.until('journalDamaged');
    expect(error).toMatchObject({ code: 'journal_damaged', where: at('foreign/record') });
    expect(error.message).toMatch(/^8 lines of the journals/);
    const snapshot = await engine.request('snapshot', null);
    expect(snapshot).toMatchObject({ operator: 'Ana', source: null, part: null });
    expect(readFileSync(journal, 'utf8')).toContain('"weird:"');
    // The index of the history takes what it can, too.
    expect((await engine.request('listParts', { ...allParts, before: null, limit: 10 })).parts).toEqual([]);
  });

  it('a long torn line does not hold up the start', async () => {
    appendFileSync(journalOf('torn'), `${'{"type":"stepJudged","at":"'.repeat(8000)}\n`);
    const engine = await open('torn');
    expect((await engine.request('snapshot', null)).part).toBeNull();
  });
});

describe('what is no file in the place of a journal', () => {
  it.each<[string, (path: string) => void]>([
    ['a folder', (path) => mkdirSync(path)],
    ['a link to itself', (path) => symlinkSync(path, path)],
    ['a pipe', (path) => execFileSync('mkfifo', [path])],
  ])('%s: it gets another name, and the station writes its own', async (name, make) => {
    const station = name.replaceAll(' ', '-');
    make(journalOf(station));
    make(journalOf(station, '2026-01-02'));
    const engine = await open(station);
    await engine.request('snapshot', null);
    expect(lstatSync(journalOf(station)).isFile()).toBe(true);
    expect(readdirSync(at(`${station}/record`))).toContain(`journal-${today}.jsonl.unusable`);
  });
});

it.each([
  'settings.json',
  'people.json',
  'logins.json',
  'recipes/rgb.yaml',
  'rollouts/rollouts.json',
  'retention/deleting.json',
])('a pipe in the place of %s does not hold up the start', async (name) => {
  const station = name.replaceAll('/', '-');
  mkdirSync(dirname(at(`${station}/${name}`)), { recursive: true });
  execFileSync('mkfifo', [at(`${station}/${name}`)]);
  const engine = await open(station);
  expect((await engine.request('snapshot', null)).part).toBeNull();
  await engine.request('listRecipes', null);
});
