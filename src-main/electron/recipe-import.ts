// A recipe file that a person opened with Stepwatch goes into the station's collection, after a question.
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type EngineState, StationError, toStationError } from '../../src-inference/contract/index.ts';
import type { Supervisor } from '../supervisor/index.ts';
import type { Dialogs } from './dialogs.ts';
import { fill, type Texts } from './texts.ts';

const longestBytes = 1_000_000;

/** `press.stepwatch.yaml` is the recipe `press`. */
export function recipeName(path: string): string {
  return basename(path).replace(/(\.stepwatch)?\.ya?ml$/i, '');
}

export interface RecipeImport {
  readonly supervisor: Pick<Supervisor, 'request' | 'state' | 'onState'>;
  readonly dialogs: Pick<Dialogs, 'confirm' | 'tell'>;
  readonly texts: Texts;
}

/** Never rejects: what goes wrong is said in a dialog. */
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
    // A double click starts the program: the engine comes up while the person answers.
    await running(supervisor);
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
      const stored = await supervisor.request('readStoredRecipe', { name, savedAt: null });
      await save(stored.versions[0]?.savedAt ?? null);
    }
    await dialogs.tell('info', fill(texts.imported, name), '');
  } catch (thrown) {
    const { message, line, hint } = toStationError(thrown);
    const place = line === undefined ? '' : ` (${basename(path)}:${line})`;
    await dialogs.tell('error', fill(texts.notImported, name), `${message}${place}\n${hint ?? ''}`.trim());
  }
}

async function read(path: string, texts: Texts): Promise<string> {
  try {
    if ((await stat(path)).size > longestBytes) {
      throw new StationError('recipe_invalid', texts.tooLarge, { where: path });
    }
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if (thrown instanceof StationError) throw thrown;
    throw new StationError('recipe_not_found', (thrown as Error).message, { where: path, cause: thrown });
  }
}

/** Resolves when there is an engine that can be asked, or none any more until a person starts it. */
function running(supervisor: RecipeImport['supervisor']): Promise<void> {
  const isSettled = ({ state }: EngineState): boolean => state === 'running' || state === 'failed';
  if (isSettled(supervisor.state)) return Promise.resolve();
  return new Promise((resolve) => {
    const end = supervisor.onState((now) => {
      if (!isSettled(now)) return;
      end();
      resolve();
    });
  });
}
