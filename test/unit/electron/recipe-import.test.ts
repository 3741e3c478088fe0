// The import of recipes that a person opens with Stepwatch, and its dialogs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Dialogs } from '../../../src-main/electron/dialogs.ts';
import { importRecipe } from '../../../src-main/electron/recipe-import.ts';
import { textsFor } from '../../../src-main/electron/texts.ts';
import { settle, superviseFakes } from '../supervisor/fake-engine.ts';
import { dialog } from './electron-mock.ts';

vi.mock('electron', () => import('./electron-mock.ts'));

/** Ends only a test that would hang. A wait ends as soon as its condition holds. */
const patience = { timeout: 60_000 };

const root = mkdtempSync(join(tmpdir(), 'stepwatch-recipes-'));
const file = join(root, 'press.stepwatch.yaml');
writeFileSync(file, 'name: Press\n');
writeFileSync(join(root, 'huge.yaml'), 'x'.repeat(1_000_001));
afterAll(() => rmSync(root, { recursive: true }));

const texts = textsFor('en');
const dialogs = new Dialogs({} as BrowserWindow, texts);
const [no, yes] = [0, 1];
const shown = () => dialog.shown.map(({ message }) => message);

beforeEach(() => {
  dialog.shown.length = 0;
  dialog.answers.length = 0;
});

async function running() {
  const fakes = superviseFakes();
  fakes.supervisor.start();
  fakes.last().answer('openWorkplace', null);
  await settle();
  const asked = (count: number) =>
    vi.waitFor(() => {
      const saves = fakes.last().requests.filter(({ command }) => command === 'saveRecipe');
      expect(saves).toHaveLength(count);
      return saves.at(-1)!.input;
    }, patience);
  return { ...fakes, asked };
}

describe('a recipe file', () => {
  it('is imported under its name, after a question', async () => {
    const { supervisor, last, asked } = await running();
    dialog.answers.push(yes);
    const done = importRecipe(file, { supervisor, dialogs, texts });
    expect(await asked(1)).toEqual({ name: 'press', text: 'name: Press\n', note: '', basedOn: null });
    last().answer('saveRecipe', {});
    await done;
    expect(shown()).toEqual([
      'Import the recipe "press" into this station?',
      'The recipe "press" was imported.',
    ]);
  });

  it('waits for the engine while the program starts', async () => {
    const { supervisor, last } = superviseFakes();
    supervisor.start();
    dialog.answers.push(yes);
    const done = importRecipe(file, { supervisor, dialogs, texts });
    last().answer('openWorkplace', null);
    await vi.waitFor(() => expect(last().requests.at(-1)?.command).toBe('saveRecipe'), patience);
    last().answer('saveRecipe', {});
    await done;
    expect(shown().at(-1)).toBe('The recipe "press" was imported.');
  });

  it('becomes a new version of an existing recipe, after another question', async () => {
    const { supervisor, last, asked } = await running();
    dialog.answers.push(yes, yes);
    const done = importRecipe(file, { supervisor, dialogs, texts });
    await asked(1);
    last().fail('saveRecipe', 'recipe_exists');
    await vi.waitFor(() => expect(last().requests.at(-1)?.command).toBe('readStoredRecipe'), patience);
    last().answer('readStoredRecipe', { versions: [{ savedAt: '2026-11-24T10:00:00.000Z', note: '' }] });
    expect(await asked(2)).toMatchObject({ name: 'press', basedOn: '2026-11-24T10:00:00.000Z' });
    last().answer('saveRecipe', {});
    await done;
  });

  it('is not imported when the person cancels', async () => {
    const { supervisor, last } = await running();
    dialog.answers.push(no);
    await importRecipe(file, { supervisor, dialogs, texts });
    expect(last().requests.map(({ command }) => command)).toEqual(['openWorkplace']);
    expect(shown()).toHaveLength(1);
  });

  it.each(['missing.yaml', 'huge.yaml'])('that cannot be read is reported: %s', async (name) => {
    const { supervisor } = await running();
    dialog.answers.push(yes);
    await importRecipe(join(root, name), { supervisor, dialogs, texts });
    expect(shown().at(-1)).toBe(`The recipe "${name.replace('.yaml', '')}" was not imported.`);
    expect(dialog.shown.at(-1)?.detail).toMatch(/ENOENT|too large/);
  });

  it('that is not valid is reported', async () => {
    const { supervisor, last, asked } = await running();
    dialog.answers.push(yes);
    const done = importRecipe(file, { supervisor, dialogs, texts });
    await asked(1);
    last().fail('saveRecipe', 'recipe_invalid');
    await done;
    expect(dialog.shown.at(-1)).toMatchObject({ type: 'error', detail: 'No.' });
  });
});

describe('the file dialog', () => {
  it.each([
    ['video', ['openFile']],
    ['recipe', ['openFile']],
    ['folder', ['openDirectory', 'createDirectory']],
  ] as const)('for a %s', async (what, properties) => {
    dialog.answers.push('/chosen');
    expect(await dialogs.choosePath({ what })).toBe('/chosen');
    expect(dialog.shown[0]?.properties).toEqual(properties);
  });

  it('can be cancelled', async () => {
    expect(await dialogs.choosePath({ what: 'video' })).toBeNull();
  });

  it.each([null, {}, { what: 'password' }])('is not opened for %j', async (input) => {
    await expect(dialogs.choosePath(input as never)).rejects.toMatchObject({ code: 'request_invalid' });
    expect(dialog.shown).toEqual([]);
  });
});
