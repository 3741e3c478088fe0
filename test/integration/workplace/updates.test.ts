// Folders of stations of earlier and later versions: the first are read, the others are not touched.
import { appendFileSync, cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allParts } from '../../../src-inference/contract/index.ts';
import { workplaceFolder } from '../../workplace-folder.ts';

const kept = resolve(import.meta.dirname, '../../workplaces');
const { at, open } = workplaceFolder();
const page = { ...allParts, before: null, limit: 100 };

/** A copy of a folder that is kept in the repository. @returns Its name. */
function copyOf(version: string, name: string): string {
  cpSync(join(kept, version), at(name), { recursive: true });
  return name;
}

/** Names, sizes and contents of all files of a folder. */
function contentsOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true }).map(String).sort();
  // The lock says only who has looked into the folder.
  const files = names.filter((name) => name !== 'lock' && statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function settingsOf(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(at(join(name, 'settings.json')), 'utf8'));
}

describe.each(['2026-11-24', '2026-11-29'])('the folder of a station of %s', (version) => {
  const journal = join('record', `journal-${version}.jsonl`);

  it('is read: its settings, its recipes with their versions, its parts and its log', async () => {
    const roots = ['/opt/models', '/var/lib'];
    const engine = await open(copyOf(version, `read-${version}`), { watch: false, roots });
    const { settings, settingsError } = await engine.request('snapshot', null);
    expect(settingsError).toBeNull();
    expect(settings).toMatchObject({
      model: '/opt/models/line',
      recipe: 'housing',
      minProbability: 0.35,
      kiosk: true,
      source: 'udp://:5000',
      setUp: true,
    });
    const recipe = await engine.request('readStoredRecipe', { name: 'housing', savedAt: null });
    expect(recipe.text).toContain('[place, screw, close]');
    expect(recipe.versions.map(({ note }) => note)).toEqual(['lid is closed', 'first']);
    await expect
      .poll(() => engine.request('listParts', page), { timeout: 60_000 })
      .toMatchObject({
        building: null,
        parts: [
          { number: 3, verdict: 'fail', problems: [{ label: 'screw' }], acknowledgement: null },
          { number: 2, verdict: 'fail', acknowledgement: { by: 'Ben' } },
          { number: 1, verdict: 'pass' },
        ],
      });
    const [, second] = (await engine.request('listParts', page)).parts;
    expect((await engine.request('readPart', { id: second!.id })).windows).toHaveLength(3);
    const people = await engine.request('listPeople', null);
    expect(people).toEqual(version === '2026-11-24' ? [] : [{ name: 'Ana', hasBadge: true, hasPin: true }]);
  });

  it('can be used by that version again: nothing is lost in between', async () => {
    const name = copyOf(version, `back-${version}`);
    const before = contentsOf(at(name));
    const engine = await open(name, { watch: false });
    await engine.request('changeSettings', { minProbability: 0.4 });
    await engine.stop();
    const after = contentsOf(at(name));
    // That version reads the fields that it knows, and skips the others.
    const old = JSON.parse(before['settings.json']!) as Record<string, unknown>;
    const { recentSources: _, ...fields }: Record<string, unknown> = { ...old, minProbability: 0.4 };
    expect(settingsOf(name)).toMatchObject(fields);
    expect(settingsOf(name)).toMatchObject({ version: 1, stepwatch: expect.any(String) });
    expect(after[journal]!.startsWith(before[journal]!)).toBe(true);
    for (const file of Object.keys(before).filter((one) => one.startsWith('recipes'))) {
      expect(after[file]).toBe(before[file]);
    }
  });
});

describe('the folder of a station of a later version', () => {
  it('is refused, and nothing in it is touched', async () => {
    const name = copyOf('future', 'future');
    const before = contentsOf(at(name));
    await expect(open(name, { watch: false })).rejects.toMatchObject({
      code: 'station_newer',
      message: 'This station was made by a newer Stepwatch (version 9.0.0).',
      hint: expect.stringContaining('Install that version again, or choose another folder.'),
      where: at(join(name, 'settings.json')),
    });
    expect(contentsOf(at(name))).toEqual(before);
  });

  it.each([
    ['people.json', { version: 2, stepwatch: '9.0.0', crews: [] }],
    ['rollouts/rollouts.json', { version: 2, rollouts: [] }],
  ])('is refused for its %s alone', async (file, content) => {
    const name = copyOf('2026-11-29', `future-${file.replace('/', '-')}`);
    cpSync(join(kept, '2026-11-29/people.json'), at(join(name, 'rollouts', 'other.json')));
    writeFileSync(at(join(name, file)), JSON.stringify(content));
    const before = contentsOf(at(name));
    await expect(open(name, { watch: false })).rejects.toMatchObject({ code: 'station_newer' });
    expect(contentsOf(at(name))).toEqual(before);
  });

  it('is read where its format is the same: what it has added to settings and journal stays', async () => {
    const name = copyOf('2026-11-29', 'added');
    const journal = at(join(name, 'record/journal-2026-11-29.jsonl'));
    const settings = { ...settingsOf(name), version: 1, stepwatch: '9.0.0', benchLight: { level: 3 } };
    writeFileSync(at(join(name, 'settings.json')), JSON.stringify(settings));
    const added = [
      { type: 'lightChanged', at: '2026-11-29T19:00:00.000Z', seq: 1, level: 3 },
      { type: 'partStarted', at: '2026-11-29T19:00:01.000Z', seq: 2, piece: 'A' },
      { type: 'partAcknowledged', at: '2026-11-29T19:00:02.000Z', seq: 3, part: { id: 7 } },
    ];
    appendFileSync(journal, added.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const text = readFileSync(journal, 'utf8');
    const engine = await open(name, { watch: false });
    expect(await engine.until('journalDamaged')).toMatchObject({ error: { code: 'journal_damaged' } });
    await engine.request('changeSettings', { minProbability: 0.6 });
    await expect
      .poll(async () => (await engine.request('listParts', page)).parts.length, { timeout: 60_000 })
      .toBe(3);
    expect(settingsOf(name)).toMatchObject({ minProbability: 0.6, benchLight: { level: 3 } });
    expect(readFileSync(journal, 'utf8').startsWith(text)).toBe(true);
  });
});
