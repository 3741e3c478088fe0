// Changes a card on disk: what people wrote in it stays, comments included, and it is never half there.
import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Document, isMap, type Node, type Pair, parseDocument, type Scalar, YAMLMap } from 'yaml';
import { StationError } from '../contract/index.ts';
import { writeAtomically } from '../files/index.ts';
import { parseYamlDocument } from '../yaml/index.ts';
import { cardSchema } from './card-schema.ts';

/** No room on the disk, in the quota, or under the limit of the process. */
const fullCodes: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Values longer than a line go over several. */
const lineWidth = 110;

/**
 * Everything but `files` stays to the letter; what was not changed in there keeps its comments.
 *
 * @param change Sets what is new in the files of the card.
 * @throws StationError `output_unwritable` or `disk_full`: the card is as it was.
 */
export async function updateCard(directory: string, change: (card: Document) => void): Promise<void> {
  const path = join(directory, 'model.yaml');
  const text = withFiles(await readFile(path, 'utf8'), change);
  // A card that could not be read again must not take the place of one that can.
  parseYamlDocument(text, cardSchema, { where: path, code: 'internal' });
  await replaceFile(path, Buffer.from(text));
}

function withFiles(text: string, change: (card: Document) => void): string {
  const document = parseDocument(text);
  const find = (): Pair<Scalar, Node> | undefined =>
    isMap<Scalar, Node>(document.contents)
      ? document.contents.items.find(({ key }) => key.value === 'files')
      : undefined;
  const before = find();
  const start = before?.key.range?.[0] ?? text.length;
  const end = before?.value?.range?.[2] ?? text.length;
  change(document);
  const files = find()!;
  // What stands before the key stays where it is.
  files.key.commentBefore = null;
  files.key.spaceBefore = false;
  const part = new Document(new YAMLMap());
  (part.contents as YAMLMap).items.push(files);
  return text.slice(0, start) + part.toString({ lineWidth, flowCollectionPadding: true }) + text.slice(end);
}

/**
 * Writes a file of a model atomically.
 *
 * @throws StationError `output_unwritable` or `disk_full`: the file is as it was.
 */
export async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  try {
    await writeAtomically(path, content, 0o644);
  } catch (cause) {
    throw unwritable(path, cause as NodeJS.ErrnoException);
  }
}

/** @throws StationError `output_unwritable`, before any work is done for nothing. */
export async function mustBeWritable(directory: string): Promise<void> {
  try {
    await access(directory, constants.W_OK);
  } catch (cause) {
    throw unwritable(directory, cause as NodeJS.ErrnoException);
  }
}

function unwritable(where: string, cause: NodeJS.ErrnoException): StationError {
  const isFull = fullCodes.includes(cause.code ?? '');
  return new StationError(
    isFull ? 'disk_full' : 'output_unwritable',
    `"${where}" cannot be written (${cause.code ?? cause.message}).`,
    {
      where,
      hint: isFull
        ? 'Free some space; the model is as it was.'
        : 'Check the permissions; the model is as it was.',
      cause,
    },
  );
}
