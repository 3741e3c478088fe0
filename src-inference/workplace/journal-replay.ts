// Journal replay: what the journals say of the time before this engine. The counts of the shift, and what a lost engine left
// unfinished. The index knows nearly all of it, and from where to read the rest; without one, the journals of days are read.
import { stat } from 'node:fs/promises';
import { type Archive, PartCollector, readPartEntries } from '../archive/index.ts';
import {
  advance,
  type CurrentPart,
  type FinishedPart,
  type ModelState,
  mostUnacknowledged,
  type PartId,
  type PartNumber,
  type RecipeState,
  type ShiftCounts,
  type StationSettings,
  type StationSnapshot,
  type WindowScores,
} from '../contract/index.ts';
import {
  dayOf,
  type JournalEntry,
  journalDays,
  journalPath,
  type NewestEntry,
  readEntry,
  readGrowingJournal,
  readInOrder,
  readJournal,
} from '../record/index.ts';
import { PartWindows } from '../windows/index.ts';

/** A run without an end in the journal: its engine was lost. */
export interface InterruptedRun {
  /** The source as screens see it. */
  readonly source: string;
  /** What the run was judged by. */
  readonly settings: StationSettings;
  readonly model: ModelState;
  readonly recipe: RecipeState;
  /** Null when no part was in progress. */
  readonly part: CurrentPart | null;
  /** The settings or the recipe changed in the middle of the part. */
  readonly isMixed: boolean;
  /** Number of judgements of the part that were published, amendments included; 0 without a part. */
  readonly judgements: number;
  /** From the end of the part before it on; empty when there are none. */
  readonly windows: readonly WindowScores[];
  /** When the last window was judged, ISO 8601; empty when there is none. */
  readonly lastAt: string;
  /** Day of the journal that the run is in. */
  readonly day: string;
}

export interface ReplayedJournal {
  readonly shift: ShiftCounts;
  readonly unacknowledged: StationSnapshot['unacknowledged'];
  readonly lastPart: StationSnapshot['lastPart'];
  /** Who works, and what is known of the part that begins next. */
  readonly bench: Pick<StationSnapshot, 'operator' | 'nextPart'>;
  readonly numbered: StationSnapshot['numbered'];
  /** The estimate of the network's errors that the last engine judged by, and its model. */
  readonly estimated: Pick<StationSnapshot, 'model' | 'errorEstimate'>;
  readonly interrupted: InterruptedRun | null;
  /** The newest part of each journal that was read. */
  readonly numbers: readonly PartNumber[];
  /** Lines of the journals that could not be used. */
  readonly unusable: number;
  /** Whether counts, waiting parts and last part are whole: the index was not built yet, and only the end of the record was read. */
  readonly isWhole: boolean;
}

/** Parts that failed before that no longer wait for an acknowledgement. */
const daysBack = 7;
/** An hour with a hop of a quarter second: a part that takes longer is not resumed from its start. */
const mostWindows = 14_400;

/** A station does not wait longer for its index. */
const mostMilliseconds = 700;

/** So much is read at once where there is no index yet. */
const shortBytes = 32 << 20;
/** Of the newest journal, where there is more: the windows of an hour, and the parts in it. */
const tailBytes = 8 << 20;
/** When no part begins in the end that was read, more of it is. */
const mostTailBytes = 64 << 20;

/**
 * @param directory Folder of the journals.
 * @param newest Of the journals; null: they have no entry.
 */
export async function replayJournal(
  directory: string,
  archive: Archive,
  initial: StationSnapshot,
  newest: NewestEntry | null,
  now: Date,
): Promise<ReplayedJournal> {
  if (newest === null) return replayDays(directory, initial, '');
  const firstDay = firstDayOf(initial, newest, now);
  try {
    if (await archive.catchUpWithin(mostMilliseconds)) {
      return await replayFromIndex(directory, archive, initial, firstDay);
    }
  } catch {
    // An index that cannot be used is told where it is used; the station starts without it.
  }
  const isShort = (await bytesSince(directory, firstDay)) <= shortBytes;
  return isShort ? replayDays(directory, initial, firstDay) : replayTail(directory, initial, newest.day);
}

async function bytesSince(directory: string, firstDay: string): Promise<number> {
  let bytes = 0;
  for (const day of await journalDays(directory)) {
    if (day >= firstDay) bytes += (await stat(journalPath(directory, day))).size;
  }
  return bytes;
}

/** From where on parts of the shift and parts that wait are looked for. A clock that went ahead makes nothing old. */
export function firstDayOf({ shift }: StationSnapshot, newest: NewestEntry | null, now: Date): string {
  const earliest = new Date(Math.min(now.getTime(), newest === null ? now.getTime() : Date.parse(newest.at)));
  earliest.setDate(earliest.getDate() - daysBack);
  return [dayOf(new Date(shift.since)), dayOf(earliest)].sort()[0]!;
}

/** @param archive Up to the journals, which nobody writes to meanwhile. */
export async function replayFromIndex(
  directory: string,
  archive: Pick<Archive, 'query'>,
  initial: StationSnapshot,
  firstDay: string,
): Promise<ReplayedJournal> {
  const { since } = initial.shift;
  const [facts, journals] = await Promise.all([
    archive.query('shiftFacts', { since, firstDay, most: mostUnacknowledged }),
    archive.query('indexedJournals', { firstDay }),
  ]);
  const last = journals.at(-1);
  // Who works stays so until a journal says otherwise, and parts are numbered on from the newest one.
  const bench = Object.assign({}, ...journals.slice(0, -1).map((journal) => journal.bench));
  const replay = new SnapshotReplay({ ...initial, ...bench, ...last?.replay.bench });
  // An engine that was lost while it started may not have come to its model.
  const named = journals.findLast(({ standing }) => standing.modelState !== undefined);
  if (named && named !== last) {
    const { modelState, errorsEstimated } = named.standing;
    for (const place of [modelState, errorsEstimated]) {
      const entry = place === undefined ? null : await readEntry(journalPath(directory, named.day), place);
      if (entry) replay.take(entry, named.day);
    }
  }
  if (last) {
    const path = journalPath(directory, last.day);
    for (const place of last.replay.standing) {
      const entry = await readEntry(path, place);
      if (entry) replay.take(entry, last.day);
    }
    await replay.read(path, last.day, last.replay.bytes);
  }
  const { snapshot } = replay;
  return {
    shift: facts.shift,
    unacknowledged: facts.unacknowledged,
    lastPart: facts.lastPart === null ? null : await readFinishedPart(directory, archive, facts.lastPart),
    bench: { operator: snapshot.operator, nextPart: snapshot.nextPart },
    numbered: snapshot.numbered,
    estimated: { model: snapshot.model, errorEstimate: snapshot.errorEstimate },
    interrupted: await replay.interrupted(directory, last?.replay.bytes ?? 0),
    numbers: journals.flatMap(({ bench: { numbered } }) => numbered ?? []),
    unusable: replay.unusable,
    isWhole: true,
  };
}

async function readFinishedPart(
  directory: string,
  archive: Pick<Archive, 'query'>,
  id: PartId,
): Promise<FinishedPart | null> {
  const part = await archive.query('findPart', id);
  if (part === null) return null;
  const {
    recipe: _,
    model: __,
    recipeSteps: ____,
    doneSteps: _____,
    problems: ______,
    evidence,
    kept: _______,
    deleted: ________,
    ...finished
  } = part.summary;
  const path = journalPath(directory, part.day);
  const { steps } = await readPartEntries(path, id, part.endedAt, part.bytes);
  return { ...finished, steps, filmed: evidence?.clips ?? [] };
}

export async function replayDays(
  directory: string,
  initial: StationSnapshot,
  firstDay: string,
): Promise<ReplayedJournal> {
  const days = (await journalDays(directory)).filter((day) => day >= firstDay);
  const replay = new SnapshotReplay(initial);
  const { onUnusable } = replay;
  for await (const { entry, day } of readInOrder(directory, days, { windows: false, onUnusable })) {
    replay.take(entry, day);
  }
  return replayedBy(replay, await replay.interrupted(directory, 0), true);
}

/** What the end of a journal says, and the copies at its beginning. */
export async function replayTail(
  directory: string,
  initial: StationSnapshot,
  day: string,
  leastBytes = tailBytes,
): Promise<ReplayedJournal> {
  const path = journalPath(directory, day);
  const { size } = await stat(path);
  for (let bytes = leastBytes; ; bytes *= 8) {
    const replay = new SnapshotReplay(initial);
    const from = Math.max(0, size - bytes);
    if (from > 0) await replay.readCopies(path, day);
    const collector = new PartCollector();
    const { onUnusable } = replay;
    for await (const { entries } of readGrowingJournal(path, { windows: false, from, onUnusable })) {
      for (const placed of entries) {
        collector.take(placed);
        replay.take(placed.entry, day);
      }
    }
    if (replay.numbers.size === 0 && from > 0 && bytes < mostTailBytes) continue;
    const start = Math.max(from, collector.state.replay.bytes);
    return replayedBy(replay, await replay.interrupted(directory, start), false);
  }
}

function replayedBy(
  { snapshot, numbers, unusable }: SnapshotReplay,
  interrupted: InterruptedRun | null,
  isWhole: boolean,
): ReplayedJournal {
  return {
    shift: snapshot.shift,
    unacknowledged: snapshot.unacknowledged,
    lastPart: snapshot.lastPart,
    bench: { operator: snapshot.operator, nextPart: snapshot.nextPart },
    numbered: snapshot.numbered,
    estimated: { model: snapshot.model, errorEstimate: snapshot.errorEstimate },
    interrupted,
    numbers: [...numbers.values()],
    unusable,
    isWhole,
  };
}

/** Folds entries to the snapshot, as the lost engine did. */
class SnapshotReplay {
  snapshot: StationSnapshot;
  /** The run that has no end yet. */
  run: { readonly source: string; readonly day: string } | null = null;
  isMixed = false;
  unusable = 0;
  /** The newest part of each journal, by its day. */
  readonly numbers = new Map<string, PartNumber>();
  private readonly since: string;
  private hasShiftBegun = false;

  constructor(initial: StationSnapshot) {
    this.snapshot = initial;
    this.since = initial.shift.since;
  }

  readonly onUnusable = (): void => {
    this.unusable += 1;
  };

  async read(path: string, day: string, from: number): Promise<void> {
    const { onUnusable } = this;
    for await (const entry of readJournal(path, { windows: false, from, onUnusable })) this.take(entry, day);
  }

  /** What held when the journal was begun. */
  async readCopies(path: string, day: string): Promise<void> {
    for await (const entry of readJournal(path, { windows: false })) {
      if (!entry.copied) return;
      this.take(entry, day);
    }
  }

  /** @param from Where reading of its journal must begin to know its windows. */
  async interrupted(directory: string, from: number): Promise<InterruptedRun | null> {
    return this.run && readInterruptedRun(directory, this.run, this, from);
  }

  /** What cannot be folded, whatever it is, must not keep the station from starting. */
  take(entry: JournalEntry, day: string): void {
    try {
      this.fold(entry, day);
    } catch {
      this.unusable += 1;
    }
  }

  private fold(entry: JournalEntry, day: string): void {
    const { at, seq: sequence, ...event } = entry;
    this.beginShift(at);
    const before = this.snapshot;
    this.snapshot = advance(before, { sequence, at, event });
    // A part is never cut in two: its windows are in the journal in which it began.
    if (this.run && before.part === null) this.run = { ...this.run, day };
    switch (event.type) {
      case 'runStarted':
        this.run = { source: event.source.name, day: this.run && before.part ? this.run.day : day };
        break;
      case 'runEnded':
      case 'runAborted':
        this.run = null;
        break;
      case 'partStarted':
        this.isMixed = false;
        if (this.snapshot.numbered !== null) this.numbers.set(day, this.snapshot.numbered);
        break;
      case 'recipeState':
        this.isMixed ||= before.part !== null && event.next !== null;
        break;
      case 'settingsChanged':
        this.isMixed ||= before.part !== null && !judgesAlike(before.settings, event.settings);
        break;
      default:
    }
  }

  /** Parts before the start of the shift do not count. */
  private beginShift(at: string): void {
    if (this.hasShiftBegun || at < this.since) return;
    this.hasShiftBegun = true;
    const shift = { since: this.since, pass: 0, warn: 0, fail: 0, aborted: 0, overridden: 0 };
    this.snapshot = { ...this.snapshot, shift };
  }
}

/** Whether parts come out the same under both settings. */
export function judgesAlike(a: StationSettings, b: StationSettings): boolean {
  return (
    a.policy === b.policy &&
    a.minProbability === b.minProbability &&
    a.failAbove === b.failAbove &&
    a.hopSeconds === b.hopSeconds
  );
}

async function readInterruptedRun(
  directory: string,
  { source, day }: { readonly source: string; readonly day: string },
  { snapshot: { settings, model, recipe, part }, isMixed }: SnapshotReplay,
  from: number,
): Promise<InterruptedRun> {
  const windows = new PartWindows<WindowScores>();
  let lastAt = '';
  let isPartOpen = false;
  let judgements = 0;
  for await (const entry of readJournal(journalPath(directory, day), { windows: true, from })) {
    switch (entry.type) {
      case 'windowClassified': {
        const { startSeconds, endSeconds, probabilities } = entry;
        windows.push({ startSeconds, endSeconds, probabilities });
        windows.keepNewest(mostWindows);
        lastAt = entry.at;
        break;
      }
      case 'runStarted':
        if (!isPartOpen && !entry.copied) windows.clear();
        break;
      case 'partStarted':
        isPartOpen = true;
        judgements = 0;
        break;
      case 'stepJudged':
        judgements += 1;
        break;
      case 'partEnded':
        isPartOpen = false;
        judgements = 0;
        windows.endPart(entry.atSeconds);
        break;
      case 'partAborted':
        isPartOpen = false;
        judgements = 0;
        windows.clear();
        break;
      default:
    }
  }
  if (windows.all.length === 0) lastAt = '';
  return { source, settings, model, recipe, part, isMixed, judgements, windows: windows.all, lastAt, day };
}
