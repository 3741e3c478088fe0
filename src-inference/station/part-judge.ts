// Judges windows by the plan in force, and lets the next plan take its place between two parts. Windows that already belong
// to the new part are judged again by the new plan. Pure.

import { gaps, unseenBetween } from '../checker/index.ts';
import {
  type AbortReason,
  argmax,
  type Checker,
  type EngineEvent,
  type JoinedPartRule,
  type PartMark,
  type SequenceEvent,
  type WindowScores,
} from '../contract/index.ts';
import { PartWindows } from '../windows/index.ts';
import type { JudgingPlans, PlanChange } from './judging-plans.ts';
import { PartNumbers } from './part-numbers.ts';

/** What parts are judged by. Each of its checkers judges one continuous stretch of time. */
export interface JudgingPlan {
  /**
   * @param mayJoin Whether a part may be in progress already.
   * @returns Null when nothing is to be checked.
   */
  makeChecker(mayJoin: boolean): Checker | null;
  /** Parts begin by a mark (by hand or with a scanner), not with an action. */
  readonly startsByMark?: boolean;
  /** What becomes of a part whose beginning was not seen; left out: it has no verdict. */
  readonly joinedParts?: JoinedPartRule;
}

export type JudgeEvent<Plan> =
  | SequenceEvent
  | {
      readonly type: 'partAborted';
      readonly part: number;
      readonly atSeconds: number;
      readonly reason: AbortReason;
    }
  | Extract<EngineEvent, { type: 'partEnding' | 'partEndUndone' }>
  /** The new plan judges what comes after this event. */
  | ({ readonly type: 'planChanged' } & PlanChange<Plan>);

/** What the journal says of a part that was in progress when its engine was lost. */
export interface InterruptedPart {
  readonly number: number;
  /** From the end of the part before it on. */
  readonly windows: readonly WindowScores[];
  /** Number of judgements that were published, amendments included. */
  readonly judgements: number;
  /** The mark that it began with; null: it began with an action. */
  readonly mark?: PartMark | null;
  /** It was told that its beginning was not seen. */
  readonly joined?: boolean;
}

export interface JudgeOptions {
  /** Left out: parts count from 1. */
  readonly numbers?: PartNumbers;
  /** Whether a part may be in progress before the first window. */
  readonly mayJoin?: boolean;
  /** Work goes on while nothing is seen: parts may end and begin meanwhile. */
  readonly isLive?: boolean;
}

/** A part that a person has ended in the middle, as long as it can be taken back. */
interface Ending {
  readonly atSeconds: number;
  /** Code of the part that begins then; null: it begins with an action, or as the recipe says. */
  readonly code: string | null;
  /** What was seen since: it belongs to this part or to the next one. */
  readonly windows: WindowScores[];
}

/** Five minutes with a hop of a quarter second: the checker never doubts longer where a part began. */
const keptWindows = 1200;
/** For so long a person may take back that a part was ended. */
export const undoSeconds = 5;
/** Windows overlap, so the end of an action is seen for a while. Below this probability it is over for certain. */
const trailingProbability = 0.1;

export class PartJudge<Plan extends JudgingPlan> {
  private readonly plans: JudgingPlans<Plan>;
  private readonly numbers: PartNumbers;
  private readonly isLive: boolean;
  private checker: Checker | null;
  /** The number that the next part has; null: the next one of the day. */
  private given: number | null = null;
  private open: number | null = null;
  private isJoined = false;
  private ending: Ending | null = null;
  private seconds = 0;
  /** Until when something was seen; null: nothing yet. */
  private seenSeconds: number | null = null;
  private readonly windows = new PartWindows<WindowScores>();
  /** Index of the action that was being done when the part was closed by hand; windows that still show it are skipped. */
  private trailingLabel: number | null = null;

  constructor(
    plans: JudgingPlans<Plan>,
    { numbers = new PartNumbers(), mayJoin = false, isLive = false }: JudgeOptions = {},
  ) {
    this.plans = plans;
    this.numbers = numbers;
    this.isLive = isLive;
    this.checker = plans.current.makeChecker(mayJoin);
  }

  /** Number of the part in progress, which counts for the station and the day. */
  get openPart(): number | null {
    return this.open;
  }

  get isChecking(): boolean {
    return this.checker !== null;
  }

  /** Whether a person has ended the part in progress, and may still take it back. */
  get isEnding(): boolean {
    return this.ending !== null;
  }

  /**
   * Goes on with the part of a lost engine: judges its windows again, and leaves out the judgements that were published.
   *
   * @returns The events that were not published yet; null when the windows do not show the part any more.
   */
  resume(interrupted: InterruptedPart): readonly JudgeEvent<Plan>[] | null {
    const { number, windows, judgements, mark = null, joined = false } = interrupted;
    this.given = number;
    const begun = mark === null ? [] : this.mark(mark);
    const since = mark === null ? windows : windows.filter((one) => one.endSeconds > mark.atSeconds);
    const events = [...begun, ...since.flatMap((window) => this.push(window))];
    if (this.given !== null) return null;
    return unpublishedOf(events, judgements, joined);
  }

  push(window: WindowScores): readonly JudgeEvent<Plan>[] {
    if (this.ending !== null) {
      this.ending.windows.push(window);
      return [];
    }
    return [...this.passGap(window), ...this.judge(window)];
  }

  /** After a time in which nothing was seen of a live source: its windows were damaged, or there were none. */
  private passGap(window: WindowScores): readonly JudgeEvent<Plan>[] {
    const before = this.seenSeconds;
    this.seenSeconds = window.endSeconds;
    if (!this.isLive || before === null) return [];
    const gap = window.startSeconds - before;
    const isShort = gap <= gaps.mostSeconds;
    for (const missing of unseenBetween(this.seconds, window)) this.checker?.pushUnseen(missing);
    if (gap <= gaps.leastSeconds) return [];
    if (this.open === null) return this.startOver(true);
    // Marks of parts come also while nothing is seen.
    if (isShort && this.plans.current.startsByMark === true) return [];
    // Else another part may have begun meanwhile.
    if (this.checker?.isUnfinished === false) return [...this.finish(), ...this.startOver(true)];
    return isShort ? [] : [...this.abortPart('notSeen'), ...this.startOver(true)];
  }

  private judge(window: WindowScores): readonly JudgeEvent<Plan>[] {
    this.seconds = window.endSeconds;
    if (this.trailingLabel !== null) {
      if (window.probabilities[this.trailingLabel]! >= trailingProbability) return [];
      this.trailingLabel = null;
    }
    this.windows.push(window);
    this.windows.keepNewest(keptWindows);
    const events: JudgeEvent<Plan>[] = [];
    for (const event of this.checker?.push(window) ?? []) {
      events.push(this.told(event));
      if (event.type !== 'partEnded' || this.plans.next === null) continue;
      return [...events, ...this.judgeAgain(event.atSeconds)];
    }
    return events;
  }

  /** Nothing could be seen in this window, which comes in its place among those that are pushed. */
  pushUnseen(window: Pick<WindowScores, 'startSeconds' | 'endSeconds'>): void {
    this.seconds = window.endSeconds;
    this.checker?.pushUnseen(window);
  }

  /** The source has ended, or one pass over it: the part in progress is judged. */
  finish(): readonly JudgeEvent<Plan>[] {
    const ended = this.confirmEnd();
    const events = (this.checker?.finish() ?? []).map((event) => this.told(event));
    return [...ended, ...events, ...this.startOver()];
  }

  /**
   * Judges the part in progress by what was seen of it. The next part begins with the next action, with a code at once.
   *
   * @param mayUndo A part of which something is left to do only ends with `confirmEnd`, and goes on with `undoEnd`.
   */
  closePart(code: string | null = null, mayUndo = false): readonly JudgeEvent<Plan>[] {
    if (this.open === null) return this.begin(code);
    if (this.ending !== null) {
      // A second press is no other wish; another part is.
      return mayUndo ? [] : [...this.confirmEnd(), ...this.closePart(code)];
    }
    if (mayUndo && this.checker?.isUnfinished === true) {
      const { seconds: atSeconds } = this;
      this.ending = { atSeconds, code, windows: [] };
      return [{ type: 'partEnding', part: this.open, atSeconds, undoSeconds }];
    }
    return this.close(code);
  }

  /** The part that a person has ended has ended, at that moment; does nothing without one. */
  confirmEnd(): readonly JudgeEvent<Plan>[] {
    const { ending } = this;
    if (ending === null) return [];
    this.ending = null;
    const events = this.close(ending.code);
    return [...events, ...ending.windows.flatMap((window) => this.push(window))];
  }

  /** The part that a person has ended goes on, as if nothing had happened; does nothing without one. */
  undoEnd(): readonly JudgeEvent<Plan>[] {
    const { ending, open } = this;
    if (ending === null || open === null) return [];
    this.ending = null;
    const atSeconds = ending.windows.at(-1)?.endSeconds ?? ending.atSeconds;
    const undone = { type: 'partEndUndone', part: open, atSeconds } as const;
    return [undone, ...ending.windows.flatMap((window) => this.push(window))];
  }

  /** The part in progress ends without a verdict. One that a person has ended has one, unless the person abandons it. */
  abortPart(reason: AbortReason): readonly JudgeEvent<Plan>[] {
    if (this.ending !== null && reason !== 'abandoned') {
      return [...this.confirmEnd(), ...this.abortPart(reason)];
    }
    const part = this.open;
    const last = this.windows.all.at(-1);
    if (part === null) return [];
    this.open = null;
    this.ending = null;
    const events = this.startOver();
    if (last && reason === 'abandoned') this.trailingLabel = argmax(last.probabilities);
    return [{ type: 'partAborted', part, atSeconds: this.seconds, reason }, ...events];
  }

  /** A new stretch of time begins. @param mayJoin Whether a part may be in progress in it already. */
  startOver(mayJoin = false): readonly JudgeEvent<Plan>[] {
    this.windows.clear();
    this.trailingLabel = null;
    const change = this.plans.takeNext();
    this.checker = this.plans.current.makeChecker(mayJoin);
    return change ? [{ type: 'planChanged', ...change }] : [];
  }

  /** The plan holds from the next part on, and at once when no part is in progress. */
  judgeBy(plan: Plan): readonly JudgeEvent<Plan>[] {
    this.plans.propose(plan);
    return this.open === null ? this.startOver(true) : [];
  }

  private close(code: string | null): readonly JudgeEvent<Plan>[] {
    const last = this.windows.all.at(-1);
    const judged = this.mark({ kind: 'end', atSeconds: this.seconds, code: null });
    const events = [...judged, ...this.startOver()];
    if (last) this.trailingLabel = argmax(last.probabilities);
    return [...events, ...this.begin(code)];
  }

  private begin(code: string | null): readonly JudgeEvent<Plan>[] {
    if (code === null && this.plans.current.startsByMark !== true) return [];
    return this.mark({ kind: 'start', atSeconds: this.seconds, code });
  }

  private mark(mark: PartMark): readonly JudgeEvent<Plan>[] {
    return (this.checker?.mark(mark) ?? []).map((event) => this.told(event));
  }

  /** With the number of its part, and without the verdict that a part has not whose beginning was not seen. */
  private told(event: SequenceEvent): JudgeEvent<Plan> {
    if (event.type === 'partStarted') {
      const given = this.given;
      const { day, number } = given === null ? this.numbers.next() : { day: undefined, number: given };
      this.given = null;
      this.open = number;
      this.isJoined = false;
      return { ...event, part: number, ...(day !== undefined && { day }) };
    }
    const part = this.open!;
    if (event.type === 'partJoined') this.isJoined = true;
    if (event.type !== 'partEnded') return { ...event, part };
    this.open = null;
    return this.isJoined && this.plans.current.joinedParts !== 'judgeSeen'
      ? { type: 'partAborted', part, atSeconds: event.atSeconds, reason: 'notSeenFromStart' }
      : { ...event, part };
  }

  private judgeAgain(fromSeconds: number): readonly JudgeEvent<Plan>[] {
    this.windows.endPart(fromSeconds);
    const windows = this.windows.all;
    const events = this.startOver();
    return [...events, ...windows.flatMap((window) => this.push(window))];
  }
}

/**
 * What the lost engine had not published of its part: its last judgements, its end, and all that comes after it.
 *
 * @param judgements Number of judgements that were published.
 * @param joined Whether it was published that the beginning of the part was not seen.
 */
function unpublishedOf<Plan>(
  events: readonly JudgeEvent<Plan>[],
  judgements: number,
  joined: boolean,
): readonly JudgeEvent<Plan>[] {
  const end = events.findIndex(({ type }) => type === 'partEnded' || type === 'partAborted');
  let toSkip = judgements;
  return events.filter((event, at) => {
    if (end >= 0 && at >= end) return true;
    if (event.type === 'stepJudged') return toSkip-- <= 0;
    return event.type === 'planChanged' || (event.type === 'partJoined' && !joined);
  });
}
