// Takes a video into a project. Nothing of it is there before all of it is.
import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, link, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import {
  type DraftLabels,
  type RecordingOrigin,
  StationError,
  type TeachRecording,
} from '../contract/index.ts';
import { checkActions, labelsBeside, videoTypes, writeLabels } from '../labels/index.ts';
import { openSource } from '../media/index.ts';
import type { ProjectFolder } from './project-folder.ts';
import { jsonText, makeProjectFolder, writeError, writeProjectFiles } from './project-write.ts';
import type { RecordingFacts } from './recording-files.ts';

export interface NewRecording {
  /** Path of the video. */
  readonly path: string;
  readonly operator: string;
  readonly origin: RecordingOrigin;
  /** Name that the recording should have; null: that of its file. */
  readonly name: string | null;
  /**
   * - `copy`: the file may change later; shares its blocks where the file system can
   * - `link`: nobody changes it any more
   * - `move`: it belongs to the project
   */
  readonly how: 'copy' | 'link' | 'move';
  /** Null: without a draft. */
  readonly draft: DraftLabels | null;
  /** Its writer was lost: what the file says of its length may be that of its beginning. */
  readonly isCutOff?: true;
}

/** What must stay free on the disk besides the copy. */
const reservedBytes = 64 * 2 ** 20;
/** What labels of the same video by another program may differ in, in seconds. */
const roundingSeconds = 0.05;

/**
 * Labels beside the video (`NAME.csv`) become confirmed ones when they are about labels of the project.
 *
 * @throws StationError `recording_exists` when the same video is there, `source_not_found`, `source_unreadable`,
 *   `source_not_video`, `media_unavailable`, `labels_invalid`, `disk_full`: nothing is changed then.
 */
export async function takeIn(
  project: ProjectFolder,
  { path, operator, origin, name, how, draft, isCutOff }: NewRecording,
  now: Date,
): Promise<TeachRecording> {
  const { recordings } = project;
  makeProjectFolder(recordings.directory);
  const durationSeconds = await videoDuration(path, isCutOff);
  const sha256 = await hashOf(path);
  await mustBeNew(project, path, sha256);
  const csv = await labelsOf(project, path, durationSeconds);
  const { id, file } = await freeName(recordings.directory, name ?? basename(path, extname(path)), path);
  const facts: RecordingFacts = { operator, origin, addedAt: now.toISOString(), sha256, durationSeconds };
  const beside = [
    { path: recordings.pathOf(id, '.json'), content: jsonText(facts) },
    ...(csv === null ? [] : [{ path: recordings.pathOf(id, '.csv'), content: csv }]),
    ...(draft === null || csv !== null
      ? []
      : [{ path: recordings.pathOf(id, '.draft.json'), content: jsonText(within(draft, durationSeconds)) }]),
  ];
  const target = join(recordings.directory, file);
  const hidden = join(recordings.directory, `.${file}.part`);
  try {
    await bring(path, hidden, how);
    await writeProjectFiles(beside);
    await rename(hidden, target);
  } catch (thrown) {
    await rm(hidden, { force: true });
    for (const one of beside) await rm(one.path, { force: true });
    throw thrown instanceof StationError ? thrown : writeError(target, thrown);
  }
  if (how === 'move') await rm(path, { force: true });
  return recordings.describe(id);
}

/**
 * Removes what an interrupted intake has left behind.
 *
 * @param project Into which nothing is taken at present.
 */
export async function clearIntake({ recordings }: ProjectFolder): Promise<void> {
  const names = await readdir(recordings.directory).catch(() => []);
  const left = names.filter((name) => name.startsWith('.') && name.endsWith('.part'));
  for (const name of left) await rm(join(recordings.directory, name), { force: true });
}

/** Windows of the network may reach beyond the end of the file. */
function within(draft: DraftLabels, durationSeconds: number): DraftLabels {
  const actions = draft.actions
    .filter(({ startSeconds }) => startSeconds < durationSeconds)
    .map((action) => ({ ...action, endSeconds: Math.min(action.endSeconds, durationSeconds) }));
  return { ...draft, actions };
}

/** In seconds. @param isCutOff See `NewRecording`. @throws StationError when it is no video that can be read. */
export async function videoDuration(path: string, isCutOff?: true): Promise<number> {
  const source = await openSource(
    { kind: 'file', path, pace: 'asFastAsPossible', loop: false },
    { size: { width: 32, height: 32 }, router: null, onState: () => undefined },
  );
  try {
    const { durationSeconds } = source.info;
    if (durationSeconds !== null && !isCutOff) return durationSeconds;
    let seconds = 0;
    for await (const frame of source.frames()) seconds = frame.presentationSeconds;
    return seconds;
  } finally {
    await source.close();
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function mustBeNew({ recordings }: ProjectFolder, path: string, sha256: string): Promise<void> {
  const same = (await recordings.hashes()).get(sha256);
  if (same === undefined) return;
  throw new StationError('recording_exists', `"${path}" is in the project already, as "${same}".`, {
    where: path,
    hint: 'Twice the same video would make a network look better than it is.',
  });
}

/** Null without labels of this project beside the video. */
async function labelsOf(
  project: ProjectFolder,
  path: string,
  durationSeconds: number,
): Promise<string | null> {
  const { labels, background } = await project.read();
  const names = labels.map(({ name }) => name);
  const beside = await labelsBeside(path, [...names, background]);
  if (beside === null) return null;
  const limits = { labels: names, background, durationSeconds, toleranceSeconds: roundingSeconds };
  return writeLabels(checkActions(beside.actions, { ...limits, where: path }));
}

/** A name that no recording has, of characters that every file system takes. */
async function freeName(
  directory: string,
  wanted: string,
  path: string,
): Promise<{ readonly id: string; readonly file: string }> {
  const type = extname(path).toLowerCase();
  const ending = videoTypes.includes(type) ? type : '.mp4';
  const safe =
    wanted
      .replace(/[^\p{L}\p{N}._-]+/gu, '_')
      .replace(/^[._]+/, '')
      .slice(0, 100) || 'recording';
  const taken = new Set((await readdir(directory)).map((name) => basename(name, extname(name))));
  for (let number = 1; ; number++) {
    const id = number === 1 ? safe : `${safe}-${number}`;
    if (!taken.has(id)) return { id, file: `${id}${ending}` };
  }
}

async function bring(path: string, target: string, how: NewRecording['how']): Promise<void> {
  if (how !== 'copy' && (await linked(path, target))) return;
  const { size } = await stat(path);
  await copyFile(path, target, constants.COPYFILE_FICLONE_FORCE).catch(async () => {
    await mustHaveRoom(target, size);
    await copyFile(path, target);
  });
  const file = await open(target, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** False on another file system, or one without links. */
async function linked(path: string, target: string): Promise<boolean> {
  return link(path, target).then(
    () => true,
    () => false,
  );
}

async function mustHaveRoom(target: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(join(target, '..'));
  if (bavail * bsize >= bytes + reservedBytes) return;
  throw writeError(target, Object.assign(new Error('no room for the copy'), { code: 'ENOSPC' }));
}
