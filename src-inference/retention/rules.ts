// Which files go, in which order, and why. Pure.
//
// What a person keeps for good never goes. Evidence that nobody has seen goes only when the settings allow it, and never because
// the disk is full.
import type { DeletionReason, PartId, RetainedOutcome, RetentionSettings } from '../contract/index.ts';
import { retainedOutcomes } from '../contract/index.ts';
import type { StoredFile } from './stored-file.ts';

export interface ChosenFile {
  readonly file: StoredFile;
  readonly reason: Exclude<DeletionReason, 'person'>;
}

export interface ChosenByLimits {
  /** In the order in which they go. */
  readonly chosen: readonly ChosenFile[];
  /** What the limits name, and what stays. */
  readonly kept: readonly StoredFile[];
  readonly unseen: readonly StoredFile[];
}

/**
 * What the limits of the settings name, one limit after the other: age, bytes of a verdict, bytes of all.
 *
 * @param cutoff What was begun before that moment is older than so many days.
 */
export function chooseByLimits(
  files: readonly StoredFile[],
  settings: RetentionSettings,
  cutoff: (days: number) => number,
): ChosenByLimits {
  const chosen = new Map<StoredFile, ChosenFile>();
  const held = new Set<StoredFile>();
  const mayGo = (file: StoredFile): boolean => !file.kept && (file.seen || !settings.keepUnseen);
  const take = (file: StoredFile, reason: ChosenFile['reason']): void => {
    if (mayGo(file)) chosen.set(file, { file, reason });
    else held.add(file);
  };
  const byAge = [...files].sort(olderFirst);

  for (const file of byAge) {
    const { days } = ruleOf(file, settings);
    if (days !== null && file.at < cutoff(days)) take(file, 'age');
  }
  for (const group of groupsOf(byAge.filter((file) => !chosen.has(file)))) {
    const { bytes } = ruleOf(group[0]!, settings);
    if (bytes === null) continue;
    // What may not go does not count: it would take the place of all others.
    const free = group.filter(mayGo);
    takeUntil(free, sizeOf(free) - bytes, (file) => take(file, 'outcomeBytes'));
  }
  if (settings.totalBytes !== null) {
    const rest = byAge.filter((file) => !chosen.has(file));
    const excess = sizeOf(rest) - settings.totalBytes;
    const inTurn = rest.filter(mayGo).sort(inOrderOfTurns);
    const taken = takeUntil(inTurn, excess, (file) => take(file, 'totalBytes'));
    if (taken < excess) for (const file of rest.filter((one) => !mayGo(one))) held.add(file);
  }
  const stays = [...held];
  return {
    chosen: [...chosen.values()],
    kept: stays.filter(({ kept }) => kept),
    unseen: stays.filter(({ kept, seen }) => !kept && !seen),
  };
}

export interface ChosenForRoom {
  /** In the order in which they go. */
  readonly chosen: readonly ChosenFile[];
  /** The parts whose evidence nobody has seen, and which therefore stays. */
  readonly unseenParts: readonly PartId[];
}

/** What goes so that `bytes` become free: the oldest passes first, then the oldest mistakes that somebody has seen. */
export function chooseForRoom(files: readonly StoredFile[], bytes: number): ChosenForRoom {
  const chosen: ChosenFile[] = [];
  const inTurn = files.filter(({ kept, seen }) => seen && !kept).sort(inOrderOfTurns);
  takeUntil(inTurn, bytes, (file) => chosen.push({ file, reason: 'diskFull' }));
  const unseen = files.filter(({ kept, seen }) => !kept && !seen);
  return { chosen, unseenParts: [...new Set(unseen.flatMap(({ parts }) => parts))] };
}

/** Files without a part follow the rule of passes. */
function ruleOf({ kind, outcome }: StoredFile, settings: RetentionSettings) {
  return settings[kind === 'recording' ? 'recordings' : 'evidence'][outcome ?? 'pass'];
}

/**
 * Passes, and recordings in which no part was made; parts without a verdict; recordings of mistakes; their evidence, which is small
 * and says most; what nobody has seen.
 */
function turnOf({ kind, outcome, seen }: StoredFile): number {
  if (!seen) return 4;
  if (outcome === null || outcome === 'pass') return 0;
  if (outcome === 'aborted') return 1;
  return kind === 'recording' ? 2 : 3;
}

function olderFirst(one: StoredFile, other: StoredFile): number {
  return one.at - other.at || (one.path < other.path ? -1 : 1);
}

function inOrderOfTurns(one: StoredFile, other: StoredFile): number {
  return turnOf(one) - turnOf(other) || olderFirst(one, other);
}

/** @returns The bytes that were taken. */
function takeUntil(files: readonly StoredFile[], bytes: number, take: (file: StoredFile) => void): number {
  let taken = 0;
  for (const file of files) {
    if (taken >= bytes) break;
    take(file);
    taken += file.bytes;
  }
  return taken;
}

/** One for each rule, none of them empty. */
function groupsOf(files: readonly StoredFile[]): readonly (readonly StoredFile[])[] {
  const names: readonly (readonly [StoredFile['kind'], RetainedOutcome])[] = (
    ['recording', 'evidence'] as const
  ).flatMap((kind) => retainedOutcomes.map((outcome) => [kind, outcome] as const));
  return names
    .map(([kind, outcome]) => files.filter((one) => one.kind === kind && (one.outcome ?? 'pass') === outcome))
    .filter(({ length }) => length > 0);
}

export function sizeOf(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
