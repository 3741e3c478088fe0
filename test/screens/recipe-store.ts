// The recipes of a station with every version, in memory. Tests and scenes of two editors use it in place of the engine.
import { type RecipeVersion, StationError, type StoredRecipe } from '../../src-inference/contract/index.ts';
import type { StationCommand, StationCommands } from '../../src-renderer/station/index.ts';
import { at } from './parts.ts';

type Answer<Name extends StationCommand> = (
  input: StationCommands[Name]['input'],
) => StationCommands[Name]['output'];

interface Version extends RecipeVersion {
  readonly text: string;
}

export interface RecipeStore {
  readonly answers: {
    readonly [Name in 'readStoredRecipe' | 'saveRecipe' | 'deleteRecipe']: Answer<Name>;
  };
  /** The current text; undefined when there is no such recipe. */
  newest(name: string): Version | undefined;
  /** Another person saves. */
  saveElsewhere(name: string, text: string, note: string): void;
  deleteElsewhere(name: string): void;
}

/** @param recipes Texts by name. */
export function createRecipeStore(recipes: Readonly<Record<string, string>>): RecipeStore {
  let saves = 0;
  const version = (text: string, note: string): Version => ({
    savedAt: at(saves++ * 60),
    note,
    author: { via: 'host', address: '192.168.1.31', operator: 'Marisol Ortega' },
    text,
  });
  const stored = new Map(
    Object.entries(recipes).map(([name, text]) => [name, [version(text, 'First version')]]),
  );
  const put = (name: string, text: string, note: string): void => {
    stored.set(name, [version(text, note), ...(stored.get(name) ?? [])]);
  };
  const read = (name: string, savedAt: string | null): StoredRecipe => {
    const versions = stored.get(name);
    if (versions === undefined) throw new StationError('recipe_not_found', `There is no recipe "${name}".`);
    const found = versions.find((one) => savedAt === null || one.savedAt === savedAt)!;
    return { name, text: found.text, versions: versions.map(({ text: _, ...rest }) => rest) };
  };
  return {
    newest: (name) => stored.get(name)?.[0],
    saveElsewhere: put,
    deleteElsewhere: (name) => void stored.delete(name),
    answers: {
      readStoredRecipe: ({ name, savedAt }) => read(name, savedAt),
      saveRecipe({ name, text, note, basedOn }) {
        const newest = stored.get(name)?.[0];
        if (basedOn === null && newest !== undefined) {
          throw new StationError('recipe_exists', `There is a recipe "${name}" already.`);
        }
        if (basedOn !== null && newest?.savedAt !== basedOn) {
          throw new StationError('recipe_changed', `Somebody else has saved "${name}".`);
        }
        put(name, text, note);
        return read(name, null);
      },
      deleteRecipe({ name }) {
        stored.delete(name);
        return null;
      },
    },
  };
}
