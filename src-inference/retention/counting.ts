// What takes up the disk, and what would go. Pure.
import type {
  FileCount,
  RetentionPreview,
  RetentionSettings,
  StorageGroup,
  StorageUse,
} from '../contract/index.ts';
import { type ChosenByLimits, sizeOf } from './rules.ts';
import type { StoredFile } from './stored-file.ts';

const dayMilliseconds = 24 * 3600_000;
/** The growth is the mean of so many days: a week has all kinds of shifts. */
const growthDays = 7;

export function countGroups(files: readonly StoredFile[]): readonly StorageGroup[] {
  const groups = new Map<string, StoredFile[]>();
  for (const file of files) {
    const name = `${file.kind} ${file.outcome}`;
    const group = groups.get(name);
    if (group) group.push(file);
    else groups.set(name, [file]);
  }
  return [...groups.values()].map((group) => ({
    kind: group[0]!.kind,
    outcome: group[0]!.outcome,
    ...countOf(group),
    oldestAt: new Date(group.reduce((oldest, { at }) => Math.min(oldest, at), Infinity)).toISOString(),
    kept: countOf(group.filter(({ kept }) => kept)),
    unseen: countOf(group.filter(({ kept, seen }) => !kept && !seen)),
  }));
}

/** Bytes a day; null when not a whole day is known. What was deleted meanwhile is not in it. */
export function growthOf(files: readonly StoredFile[], now: Date): number | null {
  const end = now.getTime();
  const oldest = files.reduce((least, { at }) => Math.min(least, at), end);
  const days = Math.min(growthDays, (end - oldest) / dayMilliseconds);
  if (days < 1) return null;
  return sizeOf(files.filter(({ at }) => at >= end - days * dayMilliseconds && at <= end)) / days;
}

/** Null when it does not grow, or nothing is known. */
export function daysUntilFull(
  growthPerDay: number | null,
  bytes: number,
  disk: StorageUse['disk'],
  { totalBytes }: RetentionSettings,
): number | null {
  if (growthPerDay === null || growthPerDay <= 0) return null;
  const left = Math.min(disk.freeBytes - disk.keepFreeBytes, (totalBytes ?? Infinity) - bytes);
  return Math.max(0, left / growthPerDay);
}

/** @param recordDays Days of the record that would go. */
export function previewOf({ chosen, kept, unseen }: ChosenByLimits, recordDays: number): RetentionPreview {
  const files = chosen.map(({ file }) => file);
  const of = (reason: string): FileCount =>
    countOf(chosen.filter((one) => one.reason === reason).map(({ file }) => file));
  const newest = files.reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
  return {
    ...countOf(files),
    parts: new Set(files.flatMap(({ parts }) => parts)).size,
    reasons: { age: of('age'), outcomeBytes: of('outcomeBytes'), totalBytes: of('totalBytes') },
    kept: countOf(kept),
    unseen: countOf(unseen),
    recordDays,
    newestAt: files.length === 0 ? null : new Date(newest).toISOString(),
  };
}

function countOf(files: readonly StoredFile[]): FileCount {
  return { files: files.length, bytes: sizeOf(files) };
}
