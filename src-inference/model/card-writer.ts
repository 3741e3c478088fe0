// Changes a card on disk: what people wrote in it stays, comments included, and it is never half there.
import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Document,
  isMap,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import { type NetworkTarget, type Precision, StationError } from '../contract/index.ts';
import { type FileContent, isDiskFull, writeAllAtomically } from '../files/index.ts';
import { parseYamlDocument } from '../yaml/index.ts';
import { cardSchema } from './card-schema.ts';

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

/**
 * Adds a network to the files of a card, in the place of the one for the same target. The int8 networks of other targets
 * stay, and so do their comments.
 */
export function setNetwork(
  card: Document,
  { precision, target }: { readonly precision: Precision; readonly target: NetworkTarget | null },
  network: Node,
): void {
  if (precision !== 'int8') return card.setIn(['files', precision], network);
  const known = card.getIn(['files', 'int8'], true) as Node | undefined;
  if (!isSeq(known)) {
    const list = new YAMLSeq();
    if (known) list.items.push(known);
    card.setIn(['files', 'int8'], list);
  }
  const path = pathInCard(card, { precision, target });
  if (path) card.setIn(path, network);
  else card.addIn(['files', 'int8'], network);
}

/** Where the card has a network; null: it has none such. */
export function pathInCard(
  card: Document,
  { precision, target }: { readonly precision: Precision; readonly target: NetworkTarget | null },
): readonly (string | number)[] | null {
  const path = ['files', precision];
  const known = card.getIn(path, true);
  if (!isSeq(known)) return known === undefined ? null : path;
  const place = known.items.findIndex((item) => isMap(item) && (item.get('target') ?? null) === target);
  return place === -1 ? null : [...path, place];
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

/** As `replaceFiles`, for one. */
export function replaceFile(path: string, content: Uint8Array): Promise<void> {
  return replaceFiles([{ path, content }]);
}

/**
 * Writes files of a model atomically.
 *
 * @throws StationError `output_unwritable` or `disk_full`: all files are as they were.
 */
export async function replaceFiles(files: readonly FileContent[]): Promise<void> {
  try {
    await writeAllAtomically(files, 0o644);
  } catch (cause) {
    const error = cause as NodeJS.ErrnoException;
    // The draft of the file that cannot be written has its name at the beginning.
    const failed = files.find(({ path }) => error.path?.startsWith(`${path}.`)) ?? files[0]!;
    throw unwritable(failed.path, error);
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
  const isFull = isDiskFull(cause);
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
