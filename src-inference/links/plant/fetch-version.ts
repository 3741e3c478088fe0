// Fetches the files of a version into a folder, goes on where it ended before, and checks each by its SHA-256. The folder gets its
// name when it is complete.
import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type ArtifactFile,
  mostArtifactBytes,
  type RolloutOrder,
  StationError,
} from '../../contract/index.ts';
import { connectionError } from '../connection-errors.ts';
import { bytesOf, type PlantApi } from './plant-api.ts';

/** The record and the recordings need room as well. */
const leaveFreeBytes = 500e6;

/**
 * @param folder Of the version; it does not exist, or is complete.
 * @throws StationError `artifact_invalid`, `disk_full`, `record_unwritable`; those of a connection when it broke off and is worth another try.
 */
export async function fetchVersion(api: PlantApi, order: RolloutOrder, folder: string): Promise<void> {
  if (await exists(folder)) return;
  const draft = `${folder}.part`;
  await mkdir(draft, { recursive: true });
  await mustHaveRoom(draft, order);
  for (const file of order.files) await fetchFile(api, file, join(draft, file.path));
  await rename(draft, folder);
}

async function mustHaveRoom(folder: string, order: RolloutOrder): Promise<void> {
  const bytes = bytesOf(order);
  if (bytes > mostArtifactBytes) throw invalid(order.artifact.name, 'it is larger than 2 GB');
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes + leaveFreeBytes) {
    throw new StationError('disk_full', `${order.artifact.name}: there is no room for it on the disk.`, {
      where: folder,
      hint: 'Free some space at the station, then roll it out again.',
    });
  }
}

async function fetchFile(
  api: PlantApi,
  { path, bytes, sha256 }: ArtifactFile,
  target: string,
): Promise<void> {
  // It had its name only after it was checked.
  if (await exists(target)) return;
  await mkdir(dirname(target), { recursive: true });
  const draft = `${target}.part`;
  const had = Math.min(await sizeOf(draft), bytes);
  if (had < bytes || bytes === 0) await append(api, { path, bytes, sha256 }, draft, had);
  if ((await digestOf(draft)) !== sha256) {
    // What is wrong must not be gone on with.
    await rm(draft, { force: true });
    throw invalid(path, 'the file that arrived is not the one that was announced');
  }
  await rename(draft, target);
}

async function append(
  api: PlantApi,
  { path, bytes, sha256 }: ArtifactFile,
  draft: string,
  had: number,
): Promise<void> {
  const answer = await api.file(sha256, had);
  if (answer.statusCode === 404) {
    answer.resume();
    throw invalid(path, 'the plant does not have the file any more');
  }
  const from = answer.statusCode === 206 ? had : 0;
  const file = await open(draft, from > 0 ? 'r+' : 'w', 0o644);
  let at = from;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      if (at + chunk.byteLength > bytes) throw invalid(path, 'more arrived than was announced');
      await file.write(chunk, 0, chunk.byteLength, at);
      at += chunk.byteLength;
    }
    await file.truncate(at);
    await file.sync();
  } catch (thrown) {
    const { code = '' } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      throw new StationError('disk_full', `${path}: there is no room for it on the disk.`, { cause: thrown });
    }
    throw connectionError(api.target, thrown);
  } finally {
    await file.close();
  }
  if (at < bytes) throw connectionError(api.target, Object.assign(new Error(), { code: 'ECONNRESET' }));
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path);
  for await (const chunk of file.createReadStream()) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

function invalid(where: string, what: string): StationError {
  return new StationError('artifact_invalid', `${where}: ${what}.`, {
    where,
    hint: 'Roll it out again. If it happens again, push the files to the plant once more.',
  });
}
