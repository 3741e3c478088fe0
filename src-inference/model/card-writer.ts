// Changes a card on disk: what people wrote in it stays, comments included, and it is never half there.
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import { StationError } from '../contract/index.ts';
import { parseYamlDocument } from '../contract/yaml-document.ts';
import { cardSchema } from './card-schema.ts';

/** Values longer than a line go over several. */
const lineWidth = 110;

/**
 * @param change Sets what is new in the document of the card.
 * @throws StationError `output_unwritable` when the folder cannot be written or the disk is full: the card is as it was.
 */
export async function updateCard(directory: string, change: (card: Document) => void): Promise<void> {
  const path = join(directory, 'model.yaml');
  const document = parseDocument(await readFile(path, 'utf8'));
  change(document);
  const text = document.toString({ lineWidth, flowCollectionPadding: true });
  // A card that could not be read again must not take the place of one that can.
  parseYamlDocument(text, cardSchema, { where: path, code: 'internal' });
  await replaceFile(path, Buffer.from(text));
}

/**
 * Writes beside the file, to the disk, and then takes its place: whoever reads finds the old or the new one, whole.
 *
 * @throws StationError `output_unwritable`.
 */
export async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(part, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true });
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
  const isFull = cause.code === 'ENOSPC' || cause.code === 'EDQUOT';
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
