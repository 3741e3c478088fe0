// One look at all files of a station, by the thread that was started for it.
import { readdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readIndexedFiles } from '../archive/index.ts';
import type { PartId, RetentionPreview, RetentionSettings, StorageUse } from '../contract/index.ts';
import { dayFiles, recordDays } from '../record/index.ts';
import { cutoffs } from './ages.ts';
import { countGroups, daysUntilFull, growthOf, previewOf } from './counting.ts';
import { oldDays } from './old-days.ts';
import { type ChosenFile, chooseByLimits, chooseForRoom, sizeOf } from './rules.ts';
import { type Folders, findFiles } from './scan.ts';

/** Plain data: it is sent to a thread. */
export interface SurveyInput {
  /** File of the index, up to the journals. */
  readonly index: string;
  /** Folder of journals and logs. */
  readonly record: string;
  readonly folders: Folders;
  readonly retention: RetentionSettings;
  readonly now: Date;
  /** Whether a time service keeps the clock in step. */
  readonly synchronised: boolean;
  /** Recordings under way. */
  readonly targets: readonly string[];
  /** When the part in progress began, ms since 1970; null: there is none. */
  readonly partSince: number | null;
  /** So much must stay free on the disk of the recordings. */
  readonly keepFreeBytes: number;
  /** Wanted on the disk of that folder; null: what the limits of the settings name. */
  readonly room: { readonly directory: string; readonly bytes: number } | null;
}

export interface Survey {
  readonly use: StorageUse;
  readonly preview: RetentionPreview;
  /** In the order in which they go; the first of them, when there are many. */
  readonly chosen: readonly ChosenFile[];
  /** Whether more would go. */
  readonly more: boolean;
  /** Days of journals that go. */
  readonly oldDays: readonly string[];
  /** The parts whose evidence nobody has seen, and which takes the room; empty when no room was wanted. */
  readonly unseenParts: readonly PartId[];
}

/** Nobody waits for more of them: the next survey finds the rest. */
const mostChosen = 5000;
/** What was written to a moment ago may be written to still. */
const busyMilliseconds = 10_000;

/** @throws StationError `index_unwritable`. */
export async function survey(input: SurveyInput): Promise<Survey> {
  const { index, record, folders, retention, now, synchronised, room } = input;
  const { files, days } = await readIndexedFiles(index, (indexed) =>
    findFiles(indexed, folders, {
      targets: new Set(input.targets),
      since: Math.min(input.partSince ?? Infinity, now.getTime() - busyMilliseconds),
      until: now.getTime() + busyMilliseconds,
    }),
  );
  const written = await recordDays(record);
  const cutoff = cutoffs({ now, synchronised, days: written });
  const limits = chooseByLimits(files, retention, cutoff);
  const device = room && (await deviceOf(room.directory));
  const forRoom =
    room &&
    chooseForRoom(
      files.filter((file) => file.device === device),
      room.bytes,
    );
  const { chosen } = forRoom ?? limits;
  const { journalDays } = retention;
  const old = journalDays === null ? [] : oldDays(written, cutoff(journalDays), days);
  return {
    use: await measuredUse(input, files, written),
    preview: previewOf(limits, old.length),
    chosen: chosen.slice(0, mostChosen),
    more: chosen.length > mostChosen,
    oldDays: room === null ? old : [],
    unseenParts: forRoom?.unseenParts ?? [],
  };
}

async function measuredUse(
  { record, index, folders, now, retention, keepFreeBytes }: SurveyInput,
  files: Parameters<typeof countGroups>[0],
  days: readonly string[],
): Promise<StorageUse> {
  const bytes = sizeOf(files);
  const growthPerDay = growthOf(files, now);
  const { bavail, blocks, bsize } = await statfs(folders.recordings).catch(() => statfs(record));
  const disk = { freeBytes: bavail * bsize, totalBytes: blocks * bsize, keepFreeBytes };
  const recorded = days.flatMap((day) => dayFiles(record, day));
  return {
    at: now.toISOString(),
    groups: countGroups(files),
    record: { files: recorded.length, bytes: await bytesOf(recorded), oldestDay: days[0] ?? null },
    indexBytes: await bytesOf((await namesIn(dirname(index))).map((name) => join(dirname(index), name))),
    growthPerDay,
    disk,
    daysUntilFull: daysUntilFull(growthPerDay, bytes, disk, retention),
  };
}

async function deviceOf(directory: string): Promise<number | null> {
  return (await stat(directory).catch(() => null))?.dev ?? null;
}

async function namesIn(directory: string): Promise<readonly string[]> {
  return readdir(directory).catch(() => []);
}

async function bytesOf(paths: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const path of paths) bytes += (await stat(path).catch(() => null))?.size ?? 0;
  return bytes;
}
