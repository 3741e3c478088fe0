// Makes the report of a check from the events of the engine: the object that `check --json` prints. Pure.
import {
  type EngineEvent,
  isMissing,
  type JudgedStep,
  type StepEvidence,
  type StepStatus,
  type Verdict,
} from '../../src-inference/contract/index.ts';

/** Times are seconds of the video. */
export interface CheckReport {
  /** The worst verdict of all parts; `fail` without a part. */
  readonly verdict: Verdict;
  /** Number of parts in the video. */
  readonly parts: number;
  readonly steps: readonly {
    readonly part: number;
    /** Number in the expanded recipe; null for an action that is not in the recipe. */
    readonly index: number | null;
    /** The action that was done; for a missed step, the action that was expected. */
    readonly label: string;
    readonly expected: string | null;
    readonly status: StepStatus;
    readonly start: number | null;
    readonly end: number | null;
    readonly probability: number | null;
    readonly remark: string;
    readonly severity: Verdict;
    readonly evidence: StepEvidence | null;
  }[];
  /** Steps that were not done: missed steps, and steps that were replaced by another action. */
  readonly missing: readonly { readonly part: number; readonly index: number; readonly label: string }[];
  /** Actions that should not have been done there: wrong, extra, swapped and out of order. */
  readonly wrong: readonly {
    readonly part: number;
    readonly index: number | null;
    readonly status: StepStatus;
    readonly expected: string | null;
    readonly actual: string;
    readonly start: number | null;
    readonly end: number | null;
  }[];
  readonly video: { readonly seconds: number; readonly frames: number };
  /** Wall time of the check in seconds, and checked frames per second of it. */
  readonly timing: { readonly seconds: number; readonly fps: number };
}

const unwanted: ReadonlySet<StepStatus> = new Set(['wrong', 'extra', 'swapped', 'outOfOrder']);

/**
 * @param events The `partEnded` and `runEnded` events of one run, in order.
 * @param recipeLabels Labels of the expanded recipe. Without a part, all of them are missing.
 * @param wallSeconds Wall time of the check.
 */
export function checkReport(
  events: readonly EngineEvent[],
  recipeLabels: readonly string[],
  wallSeconds: number,
): CheckReport {
  const parts = events.filter((event) => event.type === 'partEnded');
  const end = events.find((event) => event.type === 'runEnded');
  const steps = parts.flatMap(({ part, steps }) => steps.map((step) => ({ part, step })));
  const missing = steps
    .filter(({ step }) => isMissing(step))
    .map(({ part, step }) => ({ part, index: step.index ?? 0, label: step.expected ?? '' }));
  return {
    verdict: end?.verdict ?? 'fail',
    parts: parts.length,
    steps: steps.map(({ part, step }) => reportStep(part, step)),
    missing: parts.length > 0 ? missing : recipeLabels.map((label, i) => ({ part: 1, index: i + 1, label })),
    wrong: steps
      .filter(({ step }) => unwanted.has(step.status))
      .map(({ part, step }) => ({
        part,
        index: step.index,
        status: step.status,
        expected: step.expected,
        actual: step.label ?? '',
        start: rounded(step.startSeconds, 3),
        end: rounded(step.endSeconds, 3),
      })),
    video: { seconds: rounded(end?.seconds ?? 0, 3), frames: end?.frames ?? 0 },
    timing: {
      seconds: rounded(wallSeconds, 3),
      fps: rounded(wallSeconds > 0 ? (end?.frames ?? 0) / wallSeconds : 0, 1),
    },
  };
}

function reportStep(part: number, step: JudgedStep): CheckReport['steps'][number] {
  return {
    part,
    index: step.index,
    label: step.label ?? step.expected ?? '',
    expected: step.expected,
    status: step.status,
    start: rounded(step.startSeconds, 3),
    end: rounded(step.endSeconds, 3),
    probability: rounded(step.probability, 4),
    remark: step.remark,
    severity: step.severity,
    evidence: step.evidence,
  };
}

function rounded<Value extends number | null>(value: Value, digits: number): Value {
  return value === null ? value : (Number(value.toFixed(digits)) as Value);
}
