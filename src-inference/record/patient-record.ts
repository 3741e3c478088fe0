// A record that waits for its disk: an event that cannot be written stays in memory, and so do those after it. They are written
// in order as soon as that is possible again, without anybody doing anything.
import {
  type NumberedEvent,
  type RecordState,
  recordReady,
  type StationError,
  toStationError,
} from '../contract/index.ts';
import { dayOf } from './journal-days.ts';
import {
  type DayRecorder,
  type DayRecordOptions,
  openDayRecord,
  type Recorder,
  unrecordedTypes,
} from './recorder.ts';
import { UnwrittenEvents, type UnwrittenLimits } from './unwritten-events.ts';

export interface PatientRecordOptions extends DayRecordOptions {
  /** Called, never from within `write`, when events cannot be written, when the first of them is lost, and when all is well. */
  readonly onState: (state: RecordState) => void;
  readonly limits?: UnwrittenLimits;
  /** Called before files are opened. What it throws is why they cannot be written. */
  readonly beforeOpening?: () => void;
}

/** Pauses between attempts double, up to the longest; after so long without trouble they begin again with the first one. */
const firstPauseMilliseconds = 1000;
const longestPauseMilliseconds = 15_000;
const calmMilliseconds = 60_000;
/** Somebody may take the files away while nothing happens. */
const lookMilliseconds = 2000;
/** Writing what has waited must not hold up the checking. */
const turnMilliseconds = 20;

export class PatientRecord implements Recorder {
  private readonly options: PatientRecordOptions;
  private readonly unwritten: UnwrittenEvents;
  private days: DayRecorder | null = null;
  private state: RecordState = recordReady;
  /** Whether the journal cannot be written, so that events wait. */
  private isWaiting = false;
  private written = 0;
  private pause = firstPauseMilliseconds;
  private calmSince = Number.NEGATIVE_INFINITY;
  private retryTimer: NodeJS.Timeout | undefined;
  private readonly lookTimer: NodeJS.Timeout;

  /** Throws nothing: a record that cannot be opened is one that cannot be written. */
  constructor(options: PatientRecordOptions) {
    this.options = options;
    this.unwritten = new UnwrittenEvents(options.limits);
    this.attempt(() => undefined);
    this.lookTimer = setInterval(() => this.look(), lookMilliseconds).unref();
  }

  write(event: NumberedEvent): void {
    if (unrecordedTypes.has(event.event.type)) return;
    if (!this.isWaiting && this.attempt((days) => days.write(event), event.at)) return;
    this.unwritten.push(event);
    if (this.unwritten.lost > 0 && this.state.lost === 0) this.tell(this.counted());
  }

  get day(): string {
    return this.days?.day ?? dayOf(this.options.now());
  }

  /** What still waits is tried once more. What cannot be written then is lost. */
  close(): void {
    clearInterval(this.lookTimer);
    clearTimeout(this.retryTimer);
    try {
      this.writeUntil(this.opened(), Number.POSITIVE_INFINITY);
    } catch {
      // Nobody is left to be told.
    }
    this.days?.close();
  }

  private opened(): DayRecorder {
    if (this.days === null) this.options.beforeOpening?.();
    this.days ??= openDayRecord({
      ...this.options,
      // What is said of it is an event, too, and has a higher number than the one that is being written.
      onReplaced: (error) => queueMicrotask(() => this.options.onReplaced(error)),
    });
    return this.days;
  }

  /** @returns Whether it was done. Otherwise it is tried again later. @param at Of the event that it is about. */
  private attempt(action: (days: DayRecorder) => void, at = this.options.now().toISOString()): boolean {
    try {
      const days = this.opened();
      action(days);
      // The journal has it, and the log does not: that is told, too.
      if (days.logError !== null) this.beUnwritable(days.logError, at);
      return true;
    } catch (thrown) {
      this.isWaiting = true;
      this.beUnwritable(toStationError(thrown), at);
      return false;
    }
  }

  private look(): void {
    if (!this.isWaiting) this.attempt((days) => days.restore());
  }

  private beUnwritable(error: StationError, since: string): void {
    if (this.state.state === 'unwritable') return;
    const isCalm = performance.now() - this.calmSince > calmMilliseconds;
    this.unwritten.begin();
    this.written = 0;
    this.state = { ...recordReady, state: 'unwritable', since, error: error.toJSON() };
    // The event that it begins with is counted as well.
    queueMicrotask(() => this.tell(this.counted()));
    this.retryIn(isCalm ? firstPauseMilliseconds : 2 * this.pause);
  }

  private counted(): RecordState {
    return { ...this.state, kept: this.written + this.unwritten.count, lost: this.unwritten.lost };
  }

  private tell(state: RecordState): void {
    this.state = state;
    queueMicrotask(() => this.options.onState(state));
  }

  private retryIn(milliseconds: number): void {
    this.pause = Math.min(milliseconds, longestPauseMilliseconds);
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.retry(), this.pause).unref();
  }

  private retry(): void {
    try {
      const days = this.opened();
      days.restore();
      if (this.writeUntil(days, performance.now() + turnMilliseconds)) this.beReady(days);
      else this.retryTimer = setTimeout(() => this.retry(), 0).unref();
    } catch {
      this.retryIn(2 * this.pause);
    }
  }

  /** @returns Whether all was written. */
  private writeUntil(days: DayRecorder, deadline: number): boolean {
    for (let next = this.unwritten.first; next !== null; next = this.unwritten.first) {
      if (performance.now() > deadline) return false;
      days.write(next);
      this.unwritten.shift();
      this.written += 1;
    }
    return true;
  }

  private beReady({ logError }: DayRecorder): void {
    this.isWaiting = false;
    if (logError !== null) throw logError;
    this.calmSince = performance.now();
    this.tell({ ...this.counted(), state: 'ready', error: null });
  }
}
