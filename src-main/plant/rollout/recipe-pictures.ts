// Gives the pictures of a recipe names that tell what is in them, so that another version never changes a picture that an older
// version, or another recipe of a station, shows.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isScalar, parseDocument, visit } from 'yaml';
import { StationError } from '../../../src-inference/contract/index.ts';

export interface NamedRecipe {
  /** YAML with the new names; all else as it was. */
  readonly text: string;
  /** New path of each picture to where it is now. */
  readonly pictures: ReadonlyMap<string, string>;
}

/**
 * @param folder That of the recipe.
 * @throws StationError `recipe_invalid` for what is no YAML, or a picture that is not there.
 */
export async function namePictures(text: string, folder: string, where: string): Promise<NamedRecipe> {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) {
    throw new StationError('recipe_invalid', `${where}: ${error.message.split('\n', 1)[0]}`, { where });
  }
  const found: { readonly picture: string; readonly from: number; readonly to: number }[] = [];
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== 'picture' || !isScalar(value) || !value.range) return;
      found.push({ picture: String(value.value).trim(), from: value.range[0], to: value.range[1] });
    },
  });
  const pictures = new Map<string, string>();
  let named = text;
  for (const { picture, from, to } of found.reverse()) {
    const path = join(folder, picture);
    const name = newName(picture, await readPicture(path, picture, where));
    pictures.set(name, path);
    named = `${named.slice(0, from)}${JSON.stringify(name)}${named.slice(to)}`;
  }
  return { text: named, pictures };
}

async function readPicture(path: string, picture: string, where: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new StationError('recipe_invalid', `${where}: its picture "${picture}" is not there.`, {
      where: picture,
      hint: 'Push it together with its pictures, or take the picture out of the recipe.',
      cause,
    });
  }
}

/** A recipe that comes from a station has the new names already. */
function newName(picture: string, content: Buffer): string {
  const mark = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const name = basename(picture).replace(/^[0-9a-f]{12}-/, '');
  return `pictures/${mark}-${name}`;
}
