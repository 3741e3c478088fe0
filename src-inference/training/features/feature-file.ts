// The features of all windows of a recording, kept on the disk: they are the same in every training. Rows of numbers come first,
// and behind them what they are; a file that is not whole has no end that fits, and counts as none.
import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StationError } from '../../contract/index.ts';

export interface WindowSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export interface RecordingRows {
  readonly windows: readonly WindowSpan[];
  /** Numbers in a row. */
  readonly columns: number;
  /** One row for each window, in the byte order of the machine. */
  readonly bytes: ArrayBuffer;
}

interface FileEnd {
  /** What the features were made of and with: `FeatureKey`. */
  readonly key: string;
  readonly columns: number;
  /** Of a number. */
  readonly bytes: number;
  readonly windows: readonly (readonly [startSeconds: number, endSeconds: number])[];
}

const mark = 'stepwatch features 2';
/** After the description: its length as 32 bits, and the mark. */
const tailBytes = 4 + mark.length;
/** No room on the disk, in the quota, or under the limit of the process. */
const fullCodes: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Null: there is none, or it is damaged. */
export async function readFeatures(path: string, key: string): Promise<RecordingRows | null> {
  const bytes = await readFile(path).catch(() => null);
  if (!bytes || bytes.length < tailBytes || bytes.toString('latin1', bytes.length - mark.length) !== mark)
    return null;
  const length = bytes.readUInt32LE(bytes.length - tailBytes);
  const endAt = bytes.length - tailBytes - length;
  if (endAt < 0) return null;
  const end = JSON.parse(bytes.toString('utf8', endAt, endAt + length)) as FileEnd;
  if (end.key !== key || endAt !== end.windows.length * end.columns * end.bytes) return null;
  return {
    windows: end.windows.map(([startSeconds, endSeconds]) => ({ startSeconds, endSeconds })),
    columns: end.columns,
    // A copy: a view must start at a multiple of the size of a number, and the file's own buffer need not.
    bytes: new Uint8Array(bytes.subarray(0, endAt)).buffer,
  };
}

export interface WindowRow extends WindowSpan {
  /** Half precision as its bits. */
  readonly row: Float32Array | Uint16Array;
}

/**
 * Writes rows as they come into a draft beside the file, which takes its place when all are on the disk. Whatever is thrown, no
 * draft is left.
 *
 * @throws StationError `disk_full`, `record_unwritable`; what `rows` throws.
 */
export async function writeFeatures(
  path: string,
  key: string,
  rows: AsyncIterable<WindowRow>,
): Promise<void> {
  const draft = `${path}.${randomUUID()}.part`;
  const windows: [number, number][] = [];
  let columns = 0;
  let bytes = 0;
  try {
    const file = await guarded(path, open(draft, 'wx'));
    try {
      for await (const { startSeconds, endSeconds, row } of rows) {
        columns = row.length;
        bytes = row.BYTES_PER_ELEMENT;
        windows.push([startSeconds, endSeconds]);
        await guarded(path, writeAll(file, Buffer.from(row.buffer, row.byteOffset, row.byteLength)));
      }
      const end = Buffer.from(JSON.stringify({ key, columns, bytes, windows } satisfies FileEnd));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(end.length);
      await guarded(path, writeAll(file, Buffer.concat([end, length, Buffer.from(mark, 'latin1')])));
      await guarded(path, file.sync());
    } finally {
      await file.close();
    }
    await guarded(path, rename(draft, path));
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw cause;
  }
}

/** What a killed training left behind. */
export async function removeDrafts(directory: string, names: readonly string[]): Promise<void> {
  for (const name of names) if (name.endsWith('.part')) await rm(join(directory, name), { force: true });
}

async function writeAll(file: Awaited<ReturnType<typeof open>>, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
}

async function guarded<Result>(path: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    const isFull = fullCodes.includes(code);
    throw new StationError(
      isFull ? 'disk_full' : 'record_unwritable',
      isFull
        ? 'The disk is full: the features of a recording have no room.'
        : `The features of a recording cannot be written (${code}).`,
      {
        where: path,
        hint: isFull
          ? 'Free some space, then resume the training: what was computed is kept.'
          : 'Allow the station to write there, then resume the training.',
        cause,
      },
    );
  }
}
