// The pictures of a recipe: files in its folder, and nothing outside of it.
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { RecipeInfo } from '../contract/index.ts';

const maxBytes = 8_000_000;

const types: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

/**
 * @param folder That of the recipe.
 * @returns As a `data:` address; null when there is no such picture, or it is larger than 8 MB.
 */
export async function readPicture(folder: string, picture: string): Promise<string | null> {
  const file = await pictureFile(folder, picture);
  if (file === null) return null;
  const bytes = await readFile(file).catch(() => null);
  return bytes && `data:${types[extname(file).toLowerCase()]};base64,${bytes.toString('base64')}`;
}

/** The pictures of the steps that cannot be shown, each once. */
export async function missingPictures(
  folder: string,
  { steps }: Pick<RecipeInfo, 'steps'>,
): Promise<readonly string[]> {
  const named = [...new Set(steps.flatMap(({ picture }) => picture ?? []))];
  const files = await Promise.all(named.map((picture) => pictureFile(folder, picture)));
  return named.filter((_, at) => files[at] === null);
}

/** The real path. A symbolic link must not lead out of the folder. */
async function pictureFile(folder: string, picture: string): Promise<string | null> {
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, picture))]);
    if (!file.startsWith(root + sep) || types[extname(file).toLowerCase()] === undefined) return null;
    const { size } = await stat(file).then((found) => (found.isFile() ? found : { size: Infinity }));
    return size <= maxBytes ? file : null;
  } catch {
    return null;
  }
}
