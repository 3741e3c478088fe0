// Journal replay: what the journals say of the time before this engine. The counts of the shift, and what a lost engine left
// unfinished. The index knows nearly all of it, and from where to read the rest; without one, the journals of days are read.
import { type Archive, readPartEntries } from '../archive/index.ts';
import {
  advance,
  type CurrentPart,
  type FinishedPart,
  type ModelState,
  mostUnacknowledged,
  type PartId,
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
  readEntry,
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
  /** The estimate of the network's errors that the last engine judged by, and its model. */
  readonly estimated: Pick<StationSnapshot, 'model' | 'errorEstimate'>;
  readonly interrupted: InterruptedRun | null;
}

/** Parts that failed before that no longer wait for an acknowledgement. */
const daysBack = 7;
/** An hour with a hop of a quarter second: a part that takes longer is not resumed from its start. */
const mostWindows = 14_400;

/** A station does not wait longer for its index. */
const mostMilliseconds = 1000;

/** @param directory Folder of the journals. */
export async function replayJournal(
  directory: string,
  archive: Archive,
  initial: StationSnapshot,
  now: Date,
): Promise<ReplayedJournal> {
  const earliest = new Date(now);
  earliest.setDate(earliest.getDate() - daysBack);
  const firstDay = [dayOf(new Date(initial.shift.since)), dayOf(earliest)].sort()[0]!;
  try {
    if (await archive.catchUpWithin(mostMilliseconds)) {
      return await replayFromIndex(directory, archive, initial, firstDay);
    }
  } catch {
    // An index that cannot be used is told where it is used; the station starts without it.
  }
  return replayDays(directory, initial, firstDay);
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
  // Who works stays so until a journal says otherwise.
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
    for await (const entry of readJournal(path, { windows: false, from: last.replay.bytes })) {
      replay.take(entry, last.day);
    }
  }
  const { snapshot, run } = replay;
  return {
    shift: facts.shift,
    unacknowledged: facts.unacknowledged,
    lastPart: facts.lastPart === null ? null : await readFinishedPart(directory, archive, facts.lastPart),
    bench: { operator: snapshot.operator, nextPart: snapshot.nextPart },
    estimated: { model: snapshot.model, errorEstimate: snapshot.errorEstimate },
    interrupted: run && (await readInterruptedRun(directory, run, replay, last?.replay.bytes ?? 0)),
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
    source: ___,
    recipeSteps: ____,
    problems: _____,
    evidence,
    kept: ______,
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
  for (const day of days) {
    for await (const entry of readJournal(journalPath(directory, day), { windows: false })) {
      replay.take(entry, day);
    }
  }
  const { snapshot, run } = replay;
  return {
    shift: snapshot.shift,
    unacknowledged: snapshot.unacknowledged,
    lastPart: snapshot.lastPart,
    bench: { operator: snapshot.operator, nextPart: snapshot.nextPart },
    estimated: { model: snapshot.model, errorEstimate: snapshot.errorEstimate },
    interrupted: run && (await readInterruptedRun(directory, run, replay, 0)),
  };
}

/** Folds entries to the snapshot, as the lost engine did. */
class SnapshotReplay {
  snapshot: StationSnapshot;
  /** The run that has no end yet. */
  run: { readonly source: string; readonly day: string } | null = null;
  isMixed = false;
  private readonly since: string;
  private hasShiftBegun = false;

  constructor(initial: StationSnapshot) {
    this.snapshot = initial;
    this.since = initial.shift.since;
  }

  take(entry: JournalEntry, day: string): void {
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
        if (!isPartOpen) windows.clear();
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
