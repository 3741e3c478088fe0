// What goes into the checker and what comes out: probabilities in, judged steps and parts out.
import type { NamedStep, Reason } from './reason.ts';

/** What the network says about one window. Times are seconds of the source. */
export interface WindowScores {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** One probability per label, in the order of the model card; they add up to 1. */
  readonly probabilities: readonly number[];
}

/** Counts or rates; row: true label, column: named label. */
export type ConfusionMatrix = readonly (readonly number[])[];

/** How the errors of a network are, measured by `stepwatch evaluate` on labelled videos. */
export interface ErrorModel {
  /**
   * Temperature scaling (Guo et al. 2017): probabilities to the power of 1/temperature, made to add up to 1, are as sure as they
   * are right. Above 1 the network is too sure.
   */
  readonly temperature: number;
  /** Mean time in seconds for which the network is wrong, from the first wrong window to the next right one. */
  readonly errorSeconds: number;
  /** Of the windows that show two actions, the share in which the network mixes both, 0 to 1; null when it was not measured. */
  readonly mixing: number | null;
  /** Windows by the probability of the named label after scaling, in ten bins of equal width from 0 to 1. */
  readonly confidence: { readonly right: readonly number[]; readonly wrong: readonly number[] };
}

/** How a network errs, as far as a station can tell it from parts that passed, where no labels tell it. */
export interface ErrorEstimate {
  readonly errors: ErrorModel;
  /** Parts and windows that it was estimated from. */
  readonly parts: number;
  readonly windows: number;
}

/** The network that names the actions, as far as the checker depends on it. */
export interface RecognitionModel {
  /** In the order of the model card. */
  readonly labels: readonly string[];
  /** The label of doing nothing; null when the model has none. */
  readonly background: string | null;
  /** Of this network; null when none was measured. */
  readonly confusion: ConfusionMatrix | null;
  /** Of this network; null, or left out, when it was not measured. */
  readonly errors?: ErrorModel | null;
}

/** From the best to the worst. */
export const verdicts = ['pass', 'warn', 'fail'] as const;
export type Verdict = (typeof verdicts)[number];

/** @param known The verdict so far; null when there is none yet. */
export function worseVerdict(known: Verdict | null, other: Verdict): Verdict {
  return known !== null && verdicts.indexOf(known) >= verdicts.indexOf(other) ? known : other;
}

/**
 * - `ok`: the expected action, recognised clearly
 * - `uncertain`: somebody should look: the expected action was seen weakly, or something else may have been done
 * - `wrong`: another action was done in its place
 * - `missed`: it was not done
 * - `extra`: an action that the recipe does not ask for here
 * - `swapped`: done right after the step that comes after it: the two are in each other's place, which is one mistake
 * - `outOfOrder`: done, but before or after its turn otherwise
 * - `corrected`: a wrong part went in, was taken out again, and the right one followed
 * - `tooFast`, `tooSlow`: the expected action, shorter or longer than the limits of the step
 * - `tooSoon`, `tooLate`: the expected action, begun before or after the time that the step allows since an earlier one
 */
export const stepStatuses = [
  'ok',
  'uncertain',
  'wrong',
  'missed',
  'extra',
  'swapped',
  'outOfOrder',
  'corrected',
  'tooFast',
  'tooSlow',
  'tooSoon',
  'tooLate',
] as const;
export type StepStatus = (typeof stepStatuses)[number];

/** The windows and probabilities behind a judgement. */
export interface StepEvidence {
  /** The windows in which the action was seen; for a `missed` step, those in which it should have been seen. */
  readonly windows: {
    readonly fromSeconds: number;
    readonly toSeconds: number;
    readonly count: number;
  } | null;
  /** The likeliest other action in the same windows: its mean probability, and for how long it was the likeliest. */
  readonly runnerUp: {
    readonly label: string;
    readonly probability: number;
    readonly seconds: number;
  } | null;
  /** Posterior probability that the step is not as the recipe asks, given all windows so far: 0 to 1. */
  readonly doubt: number;
}

/** One step of a part after judgement. */
export interface JudgedStep {
  /** 1-based number of the step in the expanded recipe; null for an action that the recipe does not ask for. */
  readonly index: number | null;
  /** What the recipe asks for; null for an action that it does not ask for. */
  readonly expected: string | null;
  /** What was done; null for a `missed` step. */
  readonly label: string | null;
  readonly status: StepStatus;
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
  /** Mean probability of `label` over its windows, 0 to 1; null for a `missed` step. */
  readonly probability: number | null;
  /** Why it is judged so; null when there is nothing to explain. */
  readonly reason: Reason | null;
  /** The reason as a sentence of English, for logs; empty without one. */
  readonly remark: string;
  /** What the status means for the part, by the rules of the recipe for the step. */
  readonly severity: Verdict;
  /** Null for policies that look at single windows only. */
  readonly evidence: StepEvidence | null;
}

/** Whether the part lacks the step: nothing was done, or another action in its place. */
export function isMissing({ status }: JudgedStep): boolean {
  return status === 'missed' || status === 'wrong';
}

/** Whether two judgements are about the same step. An action that is no step is known by its start. */
export function isSameStep(one: JudgedStep, other: JudgedStep): boolean {
  return one.index === null
    ? other.index === null && one.startSeconds === other.startSeconds
    : one.index === other.index;
}

/** So many of the steps that may come next are named at most: more than that nobody reads. */
export const mostNext = 12;

/** What the checker reports. `part` counts from 1 within one checker; a station numbers its parts anew each day. */
export type SequenceEvent =
  | {
      readonly type: 'partStarted';
      readonly part: number;
      readonly atSeconds: number;
      /** Serial number that was scanned; null when there is none. */
      readonly code: string | null;
      /** The steps that may be done first. Journals of earlier versions do not have it. */
      readonly mayFollow?: readonly NamedStep[];
      /** Local date that the number of the part belongs to, that on which its shift began; only a station says it. */
      readonly day?: string;
    }
  /** The beginning of the part was not seen: it was already being made when the checker began to look. */
  | {
      readonly type: 'partJoined';
      readonly part: number;
      readonly atSeconds: number;
      /** The first step that was seen. */
      readonly step: NamedStep;
    }
  /** An action is in progress: quick feedback, not yet a judgement. */
  | {
      readonly type: 'actionStarted';
      readonly part: number;
      readonly atSeconds: number;
      readonly label: string;
      readonly expected: NamedStep | null;
      /** The steps that may be done after this action. Journals of earlier versions do not have it. */
      readonly mayFollow?: readonly NamedStep[];
    }
  /** The work on the part has stopped for a while. It changes no judgement. It is over with `workResumed`, or with the part. */
  | {
      readonly type: 'workInterrupted';
      readonly part: number;
      readonly atSeconds: number;
      /** The action that stopped and may go on; null: something is being done that is no known action. */
      readonly label: string | null;
    }
  /** The interruption is over: an action is being done, or it is an ordinary pause after all. */
  | { readonly type: 'workResumed'; readonly part: number; readonly atSeconds: number }
  /**
   * A judgement is never taken back, but the person may put the step right: the missed step is done after all, or the wrong
   * part is replaced by the right one. Then the same step is judged once more, with `amends`. A swap is told while its second
   * action is in progress: when that one ended is in the steps of `partEnded`.
   */
  | {
      readonly type: 'stepJudged';
      readonly part: number;
      readonly step: JudgedStep;
      /** Whether it replaces an earlier judgement of the same step. */
      readonly amends: boolean;
      /** The step that the recipe asks for next; null when the part is complete. */
      readonly next: NamedStep | null;
      /**
       * All steps that may be done next, `next` first: after a repeat of 2 to 5, in any order, or where there are alternatives,
       * there are several. At most `mostNext`. Journals of earlier versions do not have it.
       */
      readonly mayFollow?: readonly NamedStep[];
    }
  | {
      readonly type: 'partEnded';
      readonly part: number;
      readonly atSeconds: number;
      readonly verdict: Verdict;
      /** From the start of its first action to the end of its last; null when none was seen. */
      readonly cycleSeconds: number | null;
      /** The latest judgement of each step, in the order of the recipe; extra actions stand behind the step they followed. */
      readonly steps: readonly JudgedStep[];
    };

/**
 * How actions become judged steps. The first policy is the usual one.
 * - `alignment`: compares all likely sequences of actions with the recipe
 * - `firstMatch`: takes every change of label as a step, and compares it with the expected one at once
 * - `majority`: the same, after a vote over the last windows
 */
export const policies = ['alignment', 'firstMatch', 'majority'] as const;
export type PolicyName = (typeof policies)[number];

/** A part that is begun or ended by hand, or by scanning its serial number (`start` with a code). */
export interface PartMark {
  readonly kind: 'start' | 'end';
  /** Seconds of the source. */
  readonly atSeconds: number;
  readonly code: string | null;
}

/** Online: windows go in by rising time, events come out. It has no clock, file or process. */
export interface Checker {
  push(window: WindowScores): readonly SequenceEvent[];
  /** Nothing could be seen in this window, which comes in its place among those that are pushed. */
  pushUnseen(window: Pick<WindowScores, 'startSeconds' | 'endSeconds'>): void;
  /** The part in progress is judged; with `start`, the next one begins. */
  mark(mark: PartMark): readonly SequenceEvent[];
  /** The source has ended: judges what is still open. */
  finish(): readonly SequenceEvent[];
  /** Whether a part is in progress of which something is left to do, as far as it was seen. */
  readonly isUnfinished: boolean;
}
