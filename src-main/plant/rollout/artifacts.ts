// Makes versions of recipes and models out of files.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import {
  type ArtifactFile,
  type ArtifactKind,
  type PlantVersion,
  StationError,
} from '../../../src-inference/contract/index.ts';
import type { Database } from '../database/database.ts';
import { keepVersion } from '../queries/artifacts.ts';
import type { FileStore } from './file-store.ts';
import { namePictures } from './recipe-pictures.ts';

export interface NewVersion {
  readonly kind: ArtifactKind;
  /** Of the recipe in the collections of the stations; of the model. */
  readonly name: string;
  /** File of the recipe, or the folder that holds it or the model. */
  readonly path: string;
  readonly note: string;
  readonly by: string;
}

/**
 * Content that the plant has already is no new version.
 *
 * @throws StationError `recipe_invalid`, `model_not_found`, `request_invalid`; those of the database.
 */
export async function makeVersion(
  { kind, name, path, note, by }: NewVersion,
  { database, files }: { readonly database: Database; readonly files: FileStore },
): Promise<PlantVersion> {
  mustBeName(name);
  const kept = kind === 'model' ? await keepModel(path, files) : await keepRecipe(name, path, files);
  return keepVersion(database, { kind, name, note, by, files: kept, ...digestOf(kept) });
}

/** `name` of a file or a folder. */
export function artifactName(kind: ArtifactKind, path: string): string {
  return kind === 'model' ? basename(path) : basename(path, extname(path));
}

async function keepModel(folder: string, files: FileStore): Promise<readonly ArtifactFile[]> {
  const card = await stat(join(folder, 'model.yaml')).catch(() => null);
  if (card?.isFile()) return files.keepFolder(folder);
  throw new StationError('model_not_found', `"${basename(folder)}" is no model: it has no model.yaml.`, {
    where: folder,
    hint: 'Choose the folder that holds model.yaml and the networks.',
  });
}

async function keepRecipe(name: string, path: string, files: FileStore): Promise<readonly ArtifactFile[]> {
  const file = await recipeFileOf(path);
  const named = await namePictures(await readFile(file, 'utf8'), dirname(file), `${name}.yaml`);
  const folder = await mkdtemp(join(tmpdir(), 'stepwatch-recipe-'));
  try {
    await writeFile(join(folder, 'recipe.yaml'), named.text);
    for (const [picture, from] of named.pictures) {
      await mkdir(dirname(join(folder, picture)), { recursive: true });
      await copyFile(from, join(folder, picture));
    }
    return await files.keepFolder(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The only YAML file of a folder. @throws StationError `recipe_invalid`. */
async function recipeFileOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) return path;
  const names = await readdir(path).catch(() => []);
  const recipes = names.filter((name) => /\.ya?ml$/i.test(name));
  if (recipes.length === 1) return join(path, recipes[0]!);
  throw new StationError('recipe_invalid', 'There is not exactly one recipe among the files.', {
    where: path,
    hint: 'Send one YAML file, with its pictures where it names them.',
  });
}

/** The same files have the same digest, whoever pushed them. */
function digestOf(files: readonly ArtifactFile[]): { readonly sha256: string; readonly bytes: number } {
  const list = files.map(({ path, bytes, sha256 }) => `${sha256} ${bytes} ${path}\n`).join('');
  return {
    sha256: createHash('sha256').update(list).digest('hex'),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function mustBeName(name: string): void {
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u.test(name)) return;
  throw new StationError('request_invalid', `"${name}" cannot be the name of a recipe or a model.`, {
    hint: 'Use at most 64 letters, digits, blanks, "-", "_" and ".", and begin with a letter or a digit.',
  });
}
