// Imports a recipe file that a person opened with Stepwatch into the recipes of the station, after a question.
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type EngineState, StationError, toStationError } from '../../src-inference/contract/index.ts';
import type { Supervisor } from '../supervisor/index.ts';
import type { Dialogs } from './dialogs.ts';
import { fill, type Texts } from './texts.ts';

const maxBytes = 1_000_000;

/** The recipe of `press.stepwatch.yaml` is `press`. */
export function recipeName(path: string): string {
  return basename(path).replace(/(\.stepwatch)?\.ya?ml$/i, '');
}

export interface RecipeImport {
  readonly supervisor: Pick<Supervisor, 'request' | 'state' | 'onState'>;
  readonly dialogs: Pick<Dialogs, 'confirm' | 'show'>;
  readonly texts: Texts;
}

/** Never rejects: a dialog shows what went wrong. */
export async function importRecipe(
  path: string,
  { supervisor, dialogs, texts }: RecipeImport,
): Promise<void> {
  const name = recipeName(path);
  try {
    if (!(await dialogs.confirm(fill(texts.confirmImport, name), texts.confirmImportDetail, texts.import))) {
      return;
    }
    const text = await read(path, texts);
    // When a double click started the program, the engine may still be starting.
    await engineSettled(supervisor);
    const save = (basedOn: string | null) =>
      supervisor.request('saveRecipe', { name, text, note: '', basedOn });
    try {
      await save(null);
    } catch (thrown) {
      if (!(thrown instanceof StationError) || thrown.code !== 'recipe_exists') throw thrown;
      const replaces = await dialogs.confirm(
        fill(texts.confirmReplace, name),
        texts.confirmReplaceDetail,
        texts.replace,
      );
      if (!replaces) return;
      const { versions } = await supervisor.request('readStoredRecipe', { name, savedAt: null });
      await save(versions[0]!.savedAt);
    }
    await dialogs.show('info', fill(texts.imported, name), '');
  } catch (thrown) {
    const { message, line, hint } = toStationError(thrown);
    const place = line === undefined ? '' : ` (${basename(path)}:${line})`;
    await dialogs.show('error', fill(texts.notImported, name), `${message}${place}\n${hint ?? ''}`.trim());
  }
}

async function read(path: string, texts: Texts): Promise<string> {
  try {
    if ((await stat(path)).size > maxBytes) {
      throw new StationError('recipe_invalid', texts.tooLarge, { where: path });
    }
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if (thrown instanceof StationError) throw thrown;
    throw new StationError('recipe_not_found', (thrown as Error).message, { where: path, cause: thrown });
  }
}

/** Resolves when the engine runs, or when it failed and only a person can restart it. */
function engineSettled(supervisor: RecipeImport['supervisor']): Promise<void> {
  const isSettled = ({ state }: EngineState): boolean => state === 'running' || state === 'failed';
  if (isSettled(supervisor.state)) return Promise.resolve();
  return new Promise((resolve) => {
    const unsubscribe = supervisor.onState((now) => {
      if (!isSettled(now)) return;
      unsubscribe();
      resolve();
    });
  });
}
