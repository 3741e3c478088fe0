// Journal replay: what the journals say of the time before this engine. The counts of the shift, and what a lost engine left
// unfinished.
import {
  advance,
  type CurrentPart,
  type ModelState,
  type RecipeState,
  type ShiftCounts,
  type StationSettings,
  type StationSnapshot,
  type WindowScores,
} from '../contract/index.ts';
import { dayOf, type JournalEntry, journalDays, journalPath, readJournal } from '../record/index.ts';
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
  /** Number of judgements of the part that were published, amendments included. */
  readonly judgements: number;
  /** From the end of the part before it on; empty when there are none. */
  readonly windows: readonly WindowScores[];
  /** When the last window was judged, ISO 8601. */
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

/** @param directory Folder of the journals. */
export async function replayJournal(
  directory: string,
  initial: StationSnapshot,
  now: Date,
): Promise<ReplayedJournal> {
  const earliest = new Date(now);
  earliest.setDate(earliest.getDate() - daysBack);
  const firstDay = [dayOf(new Date(initial.shift.since)), dayOf(earliest)].sort()[0]!;
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
    interrupted: run && (await readInterruptedRun(directory, run, replay)),
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
): Promise<InterruptedRun> {
  const windows = new PartWindows<WindowScores>();
  let lastAt = '';
  let isPartOpen = false;
  let judgements = 0;
  for await (const entry of readJournal(journalPath(directory, day))) {
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
        windows.endPart(entry.atSeconds);
        break;
      case 'partAborted':
        isPartOpen = false;
        windows.clear();
        break;
      default:
    }
  }
  return { source, settings, model, recipe, part, isMixed, judgements, windows: windows.all, lastAt, day };
}
