// What the journal says of the time before this engine: how the shift stands, and what a lost engine left behind.
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

/** A run that has no end in the journal: its engine was lost. */
export interface LostRun {
  /** As screens see it. */
  readonly source: string;
  /** What it was judged by. */
  readonly settings: StationSettings;
  readonly model: ModelState;
  readonly recipe: RecipeState;
  /** Null when none was in progress. */
  readonly part: CurrentPart | null;
  /** What it was judged by was changed in the middle of the part. */
  readonly isMixed: boolean;
  /** Of the part, as many as were told, amendments among them. */
  readonly judgements: number;
  /** From the end of the part before on; empty when nothing was seen. */
  readonly windows: readonly WindowScores[];
  /** When the last window was judged, ISO 8601. */
  readonly lastAt: string;
  /** The journal that it is in. */
  readonly day: string;
}

export interface Past {
  readonly shift: ShiftCounts;
  readonly unacknowledged: StationSnapshot['unacknowledged'];
  readonly lastPart: StationSnapshot['lastPart'];
  readonly lost: LostRun | null;
}

/** Parts that failed before this wait no longer for somebody who looks at them. */
const daysBack = 7;
/** An hour with a hop of a quarter second: a part that takes longer is not taken up again from its start. */
const mostWindows = 14_400;

/** @param directory Of the journals. */
export async function recollect(directory: string, blank: StationSnapshot, now: Date): Promise<Past> {
  const since = blank.shift.since;
  const earliest = new Date(now);
  earliest.setDate(earliest.getDate() - daysBack);
  const firstDay = [dayOf(new Date(since)), dayOf(earliest)].sort()[0]!;
  const days = (await journalDays(directory)).filter((day) => day >= firstDay);
  const memory = new Memory(blank);
  for (const day of days) {
    for await (const entry of readJournal(journalPath(directory, day), { windows: false })) {
      memory.take(entry, day);
    }
  }
  const { snapshot, run } = memory;
  return {
    shift: snapshot.shift,
    unacknowledged: snapshot.unacknowledged,
    lastPart: snapshot.lastPart,
    lost: run && (await lookAt(directory, run, snapshot, memory.isMixed)),
  };
}

class Memory {
  snapshot: StationSnapshot;
  /** The one that has no end yet. */
  run: { readonly source: string; readonly day: string } | null = null;
  isMixed = false;
  private readonly since: string;
  private hasShiftBegun = false;

  constructor(blank: StationSnapshot) {
    this.snapshot = blank;
    this.since = blank.shift.since;
  }

  take(entry: JournalEntry, day: string): void {
    const { at, seq: sequence, ...event } = entry;
    if (!this.hasShiftBegun && at >= this.since) {
      this.hasShiftBegun = true;
      this.snapshot = {
        ...this.snapshot,
        shift: { since: this.since, pass: 0, warn: 0, fail: 0, aborted: 0 },
      };
    }
    const before = this.snapshot;
    this.snapshot = advance(before, { sequence, at, event });
    // A part is never cut: what was seen of it is in the journal in which it began.
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
}

/** Whether parts come out the same under both, as far as the settings go. */
export function judgesAlike(a: StationSettings, b: StationSettings): boolean {
  return (
    a.policy === b.policy &&
    a.minProbability === b.minProbability &&
    a.failAbove === b.failAbove &&
    a.hopSeconds === b.hopSeconds
  );
}

async function lookAt(
  directory: string,
  { source, day }: { readonly source: string; readonly day: string },
  { settings, model, recipe, part }: StationSnapshot,
  isMixed: boolean,
): Promise<LostRun> {
  let windows: WindowScores[] = [];
  let lastAt = '';
  let isOpen = false;
  let judgements = 0;
  for await (const entry of readJournal(journalPath(directory, day))) {
    switch (entry.type) {
      case 'windowClassified': {
        const { startSeconds, endSeconds, probabilities } = entry;
        // Again from the start, or another place.
        if (startSeconds < (windows.at(-1)?.startSeconds ?? 0)) windows = [];
        windows.push({ startSeconds, endSeconds, probabilities });
        if (windows.length > mostWindows) windows = windows.slice(mostWindows / 2);
        lastAt = entry.at;
        break;
      }
      case 'runStarted':
        if (!isOpen) windows = [];
        break;
      case 'partStarted':
        isOpen = true;
        judgements = 0;
        break;
      case 'stepJudged':
        judgements += 1;
        break;
      case 'partEnded':
        isOpen = false;
        windows = windows.filter(
          (window) => (window.startSeconds + window.endSeconds) / 2 >= entry.atSeconds,
        );
        break;
      case 'partAborted':
        isOpen = false;
        windows = [];
        break;
      default:
    }
  }
  return { source, settings, model, recipe, part, isMixed, judgements, windows, lastAt, day };
}
