// Events that could not be written yet, in order. Memory is bounded: when it is used up, what is worth least goes first, the
// oldest of it. Pure.
import type { EngineEvent, NumberedEvent } from '../contract/index.ts';

export interface UnwrittenLimits {
  readonly mostEvents: number;
  /** As JSON. */
  readonly mostBytes: number;
}

/** An hour of work with everything, some days with the parts alone. */
const unwrittenLimits: UnwrittenLimits = { mostEvents: 50_000, mostBytes: 32e6 };

/** What is lost first is named first. */
const worths = ['windows', 'details', 'parts'] as const;
type Worth = (typeof worths)[number];

/** Without them nobody knows which parts were made, what became of them, and by what they were judged. */
const parts: ReadonlySet<EngineEvent['type']> = new Set([
  'runStarted',
  'runEnded',
  'runAborted',
  'modelState',
  'recipeState',
  'settingsChanged',
  'partStarted',
  'partEnded',
  'partAborted',
  'partAcknowledged',
  'partJudgedOtherwise',
  'partOverridden',
  'partIdentified',
  'nextPartIdentified',
  'partKept',
  'evidenceKept',
  'filesDeleted',
  'operatorChanged',
  'audited',
  'shiftStarted',
  'recordState',
  'recordReplaced',
]);

interface Waiting {
  readonly event: NumberedEvent;
  readonly bytes: number;
}

export class UnwrittenEvents {
  private readonly limits: UnwrittenLimits;
  private readonly waiting: Readonly<Record<Worth, Waiting[]>> = { windows: [], details: [], parts: [] };
  private bytes = 0;
  private gone = 0;

  constructor(limits = unwrittenLimits) {
    this.limits = limits;
  }

  get count(): number {
    return worths.reduce((sum, worth) => sum + this.waiting[worth].length, 0);
  }

  /** Events that there was no room for since `begin`. */
  get lost(): number {
    return this.gone;
  }

  /** The first in order; null when none waits. */
  get first(): NumberedEvent | null {
    return this.firstQueue()?.[0]?.event ?? null;
  }

  push(event: NumberedEvent): void {
    const bytes = JSON.stringify(event).length;
    this.waiting[worthOf(event.event)].push({ event, bytes });
    this.bytes += bytes;
    while (this.isTooMuch() && this.drop());
  }

  /** The first one was written. */
  shift(): void {
    const written = this.firstQueue()?.shift();
    this.bytes -= written?.bytes ?? 0;
  }

  /** Losses are counted anew. */
  begin(): void {
    this.gone = 0;
  }

  private isTooMuch(): boolean {
    return this.count > this.limits.mostEvents || this.bytes > this.limits.mostBytes;
  }

  /** @returns Whether anything could go. */
  private drop(): boolean {
    const { windows, details, parts } = this.waiting;
    if (windows.length > 0) return this.lose(windows, 0, 1);
    if (details.length > 0) return this.lose(details, 0, 1);
    // The oldest part goes whole: the record must not have the end of one without its start, or a start without an end.
    const start = parts.findIndex(({ event: { event } }) => event.type === 'partStarted');
    const end = parts.findIndex(({ event: { event } }, index) => index > start && isEnd(event));
    if (start !== -1 && end !== -1) return this.lose(parts, start, end + 1 - start);
    const other = parts.findIndex(({ event: { event } }) => event.type !== 'partStarted' && !isEnd(event));
    return other !== -1 && this.lose(parts, other, 1);
  }

  private lose(queue: Waiting[], from: number, count: number): true {
    for (const { bytes } of queue.splice(from, count)) {
      this.bytes -= bytes;
      this.gone += 1;
    }
    return true;
  }

  private firstQueue(): Waiting[] | null {
    const queues = worths.map((worth) => this.waiting[worth]).filter((queue) => queue.length > 0);
    return queues.reduce<Waiting[] | null>(
      (first, queue) =>
        first === null || queue[0]!.event.sequence < first[0]!.event.sequence ? queue : first,
      null,
    );
  }
}

function isEnd({ type }: EngineEvent): boolean {
  return type === 'partEnded' || type === 'partAborted';
}

function worthOf({ type }: EngineEvent): Worth {
  if (type === 'windowClassified') return 'windows';
  return parts.has(type) ? 'parts' : 'details';
}
