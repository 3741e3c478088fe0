// What the checker is told and what it says: probabilities in, judged steps and parts out.

/** What the network said about one window. Times are seconds of the source. */
export interface WindowScores {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** One probability per label, in the order of the model card; they add up to 1. */
  readonly probabilities: readonly number[];
}

export const verdicts = ['pass', 'warn', 'fail'] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * - `ok`: the expected action, recognised clearly
 * - `uncertain`: the expected action, but the evidence or the limits of the step ask for a look
 * - `wrong`: another action was done in its place
 * - `missed`: it was not done
 * - `extra`: an action that the recipe does not ask for here
 * - `outOfOrder`: done, but before or after its turn
 * - `corrected`: a wrong part went in, was taken out again, and the right one followed
 */
export const stepStatuses = [
  'ok',
  'uncertain',
  'wrong',
  'missed',
  'extra',
  'outOfOrder',
  'corrected',
] as const;
export type StepStatus = (typeof stepStatuses)[number];

/** One step of a part after judgement. */
export interface JudgedStep {
  /** 1-based number of the step in the expanded recipe; null for an `extra` action. */
  readonly index: number | null;
  /** What the recipe asks for; null for an `extra` action. */
  readonly expected: string | null;
  /** What was done; null for a `missed` step. */
  readonly label: string | null;
  readonly status: StepStatus;
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
  /** Mean probability of `label` over its windows, 0 to 1; null for a `missed` step. */
  readonly probability: number | null;
  /** Why it is not `ok`, in a few words for a person; empty when there is nothing to say. */
  readonly remark: string;
}

/** Whether the part lacks what the recipe asked for here: nothing was done, or another action in its place. */
export function isMissing({ status }: JudgedStep): boolean {
  return status === 'missed' || status === 'wrong';
}

export interface ExpectedStep {
  readonly index: number;
  readonly label: string;
}

/** What the checker says. `part` counts from 1 within a run. */
export type SequenceEvent =
  | { readonly type: 'partStarted'; readonly part: number; readonly atSeconds: number }
  /** An action is being seen right now: quick feedback, not yet a judgement. */
  | {
      readonly type: 'actionStarted';
      readonly part: number;
      readonly atSeconds: number;
      readonly label: string;
      readonly expected: ExpectedStep | null;
    }
  /** Final: never taken back. */
  | {
      readonly type: 'stepJudged';
      readonly part: number;
      readonly step: JudgedStep;
      /** The step that the recipe asks for next; null when the part is complete. */
      readonly next: ExpectedStep | null;
    }
  | {
      readonly type: 'partEnded';
      readonly part: number;
      readonly atSeconds: number;
      readonly verdict: Verdict;
      /** Every judged step of the part, in the order of the recipe, extras where they happened. */
      readonly steps: readonly JudgedStep[];
    };

/**
 * How actions become judged steps, the first being the usual one:
 * - `alignment`: weighs the whole sequence against the recipe
 * - `firstMatch`: every change of label is a step, compared with the expected one at once
 */
export const policies = ['alignment', 'firstMatch'] as const;
export type PolicyName = (typeof policies)[number];

/** Online: windows go in by rising time, events come out. Holds no clock, file or process. */
export interface Checker {
  push(window: WindowScores): readonly SequenceEvent[];
  /** The source has ended: judges what is still open. */
  finish(): readonly SequenceEvent[];
}
