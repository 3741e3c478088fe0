// Judges windows by the plan in force, and lets the next plan take its place between two parts. Windows that already belong
// to the new part are judged again by the new plan. Pure.
import {
  type AbortReason,
  argmax,
  type Checker,
  type PartMark,
  type SequenceEvent,
  type WindowScores,
} from '../contract/index.ts';
import { PartWindows } from '../windows/index.ts';
import type { JudgingPlans, PlanChange } from './judging-plans.ts';

/** What parts are judged by. Each of its checkers judges one continuous stretch of time. */
export interface JudgingPlan {
  /** @returns Null when nothing is to be checked. */
  makeChecker(): Checker | null;
  /** Parts begin by a mark (by hand or with a scanner), not with an action. */
  readonly startsByMark?: boolean;
}

export type JudgeEvent<Plan> =
  | SequenceEvent
  | {
      readonly type: 'partAborted';
      readonly part: number;
      readonly atSeconds: number;
      readonly reason: AbortReason;
    }
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
}

/** Five minutes with a hop of a quarter second: the checker never doubts longer where a part began. */
const keptWindows = 1200;
/** Windows overlap, so the end of an action is seen for a while. Below this probability it is over for certain. */
const trailingProbability = 0.1;

export class PartJudge<Plan extends JudgingPlan> {
  private readonly plans: JudgingPlans<Plan>;
  private checker: Checker | null;
  private partsBefore = 0;
  private lastPart = 0;
  private open: number | null = null;
  private seconds = 0;
  private readonly windows = new PartWindows<WindowScores>();
  /** Index of the action that was being done when the part was closed by hand; windows that still show it are skipped. */
  private trailingLabel: number | null = null;

  constructor(plans: JudgingPlans<Plan>) {
    this.plans = plans;
    this.checker = plans.current.makeChecker();
  }

  /** Number of the part in progress, which counts from 1 within a run. */
  get openPart(): number | null {
    return this.open;
  }

  get isChecking(): boolean {
    return this.checker !== null;
  }

  /**
   * Goes on with the part of a lost engine: judges its windows again, and leaves out the judgements that were published.
   *
   * @returns The events that were not published yet; null when the windows do not show the part any more.
   */
  resume(interrupted: InterruptedPart): readonly JudgeEvent<Plan>[] | null {
    const { number, windows, judgements, mark = null } = interrupted;
    this.partsBefore = number - 1;
    const begun = mark === null ? [] : this.mark(mark);
    const since = mark === null ? windows : windows.filter((one) => one.endSeconds > mark.atSeconds);
    const events = [...begun, ...since.flatMap((window) => this.push(window))];
    if (this.lastPart < number) return null;
    let toSkip = judgements;
    return events.filter((event) => {
      if (event.type === 'planChanged' || event.type === 'partAborted' || event.part > number) return true;
      if (event.type === 'stepJudged') return toSkip-- <= 0;
      return event.type === 'partEnded';
    });
  }

  push(window: WindowScores): readonly JudgeEvent<Plan>[] {
    this.seconds = window.endSeconds;
    if (this.trailingLabel !== null) {
      if (window.probabilities[this.trailingLabel]! >= trailingProbability) return [];
      this.trailingLabel = null;
    }
    this.windows.push(window);
    this.windows.keepNewest(keptWindows);
    const events: JudgeEvent<Plan>[] = [];
    for (const event of this.checker?.push(window) ?? []) {
      events.push(this.numbered(event));
      if (event.type !== 'partEnded' || this.plans.next === null) continue;
      return [...events, ...this.judgeAgain(event.atSeconds)];
    }
    return events;
  }

  /** The source has ended, or one pass over it: the part in progress is judged. */
  finish(): readonly JudgeEvent<Plan>[] {
    const events = (this.checker?.finish() ?? []).map((event) => this.numbered(event));
    return [...events, ...this.startOver()];
  }

  /** Judges the part in progress by what was seen of it. The next part begins with the next action, with a code at once. */
  closePart(code: string | null = null): readonly JudgeEvent<Plan>[] {
    if (this.open === null) return this.begin(code);
    const last = this.windows.all.at(-1);
    const judged = this.mark({ kind: 'end', atSeconds: this.seconds, code: null });
    const events = [...judged, ...this.startOver()];
    if (last) this.trailingLabel = argmax(last.probabilities);
    return [...events, ...this.begin(code)];
  }

  /** The part in progress ends without a verdict. */
  abortPart(reason: AbortReason): readonly JudgeEvent<Plan>[] {
    const part = this.open;
    const last = this.windows.all.at(-1);
    if (part === null) return [];
    this.open = null;
    const events = this.startOver();
    if (last && reason === 'abandoned') this.trailingLabel = argmax(last.probabilities);
    return [{ type: 'partAborted', part, atSeconds: this.seconds, reason }, ...events];
  }

  /** A new stretch of time begins. */
  startOver(): readonly JudgeEvent<Plan>[] {
    this.partsBefore = this.lastPart;
    this.windows.clear();
    this.trailingLabel = null;
    const change = this.plans.takeNext();
    this.checker = this.plans.current.makeChecker();
    return change ? [{ type: 'planChanged', ...change }] : [];
  }

  /** The plan holds from the next part on, and at once when no part is in progress. */
  judgeBy(plan: Plan): readonly JudgeEvent<Plan>[] {
    this.plans.propose(plan);
    return this.open === null ? this.startOver() : [];
  }

  private begin(code: string | null): readonly JudgeEvent<Plan>[] {
    if (code === null && this.plans.current.startsByMark !== true) return [];
    return this.mark({ kind: 'start', atSeconds: this.seconds, code });
  }

  private mark(mark: PartMark): readonly JudgeEvent<Plan>[] {
    return (this.checker?.mark(mark) ?? []).map((event) => this.numbered(event));
  }

  private numbered(event: SequenceEvent): SequenceEvent {
    const part = event.part + this.partsBefore;
    this.lastPart = part;
    if (event.type === 'partStarted') this.open = part;
    if (event.type === 'partEnded') this.open = null;
    return { ...event, part };
  }

  private judgeAgain(fromSeconds: number): readonly JudgeEvent<Plan>[] {
    this.windows.endPart(fromSeconds);
    const windows = this.windows.all;
    const events = this.startOver();
    return [...events, ...windows.flatMap((window) => this.push(window))];
  }
}
