// Puts a move into words: the judged steps that it stands for, and the verdict over all of them.
import { type JudgedStep, type StepStatus, type Verdict, verdicts } from '../contract/index.ts';
import type { RecipeStep } from './recipe.ts';
import type { Segment } from './segmenter.ts';

/** Below this mean probability an expected action asks for a look, unless the step says otherwise. */
const defaultMinProbability = 0.5;

type Seen = Pick<JudgedStep, 'label' | 'startSeconds' | 'endSeconds' | 'probability'>;

function seen(segment: Segment): Seen {
  const { label, startSeconds, endSeconds, probability } = segment;
  return { label, startSeconds, endSeconds, probability };
}

function at(step: RecipeStep): Pick<JudgedStep, 'index' | 'expected'> {
  return { index: step.index, expected: step.label };
}

export function missed(step: RecipeStep): JudgedStep {
  const nothing = { label: null, startSeconds: null, endSeconds: null, probability: null };
  return { ...at(step), ...nothing, ...judged('missed', 'not done') };
}

/** Not seen as an action, but too likely before `next` to be called missed: doubt must not fail a part. */
export function faint(step: RecipeStep, next: Segment): JudgedStep {
  const nothing = { startSeconds: null, endSeconds: next.startSeconds, probability: null };
  return {
    ...at(step),
    ...nothing,
    label: step.label,
    ...judged('uncertain', 'hardly seen: look whether it was done'),
  };
}

/** `doubtful`: another action was seen, but weakly, and the expected one has a fair share. */
export function matched(step: RecipeStep, segment: Segment, doubtful: boolean): JudgedStep {
  if (doubtful) {
    const probability = segment.probabilities.get(step.label) ?? 0;
    const remark = `seen weakly: it could also be ${segment.label}`;
    return { ...at(step), ...seen(segment), label: step.label, probability, ...judged('uncertain', remark) };
  }
  const remark = brokenLimit(step, segment);
  return { ...at(step), ...seen(segment), ...judged(remark === '' ? 'ok' : 'uncertain', remark) };
}

/** As expected, whatever the limits of the step say. */
export function recognised(step: RecipeStep, segment: Segment): JudgedStep {
  return { ...at(step), ...seen(segment), ...judged('ok', '') };
}

export function wrong(step: RecipeStep, segment: Segment): JudgedStep {
  return {
    ...at(step),
    ...seen(segment),
    ...judged('wrong', `${segment.label} instead of ${step.label}`),
  };
}

export function swapped(
  step: RecipeStep,
  neighbour: RecipeStep,
  segment: Segment,
  when: 'before' | 'after',
): JudgedStep {
  const remark = `done ${when} step ${neighbour.index} (${neighbour.label})`;
  return { ...at(step), ...seen(segment), ...judged('outOfOrder', remark) };
}

export function corrected(step: RecipeStep, mistake: Segment, segment: Segment): JudgedStep {
  const remark = `${mistake.label} first, then corrected`;
  return {
    ...at(step),
    ...seen(segment),
    startSeconds: mistake.startSeconds,
    ...judged('corrected', remark),
  };
}

export function extra(segment: Segment, repeated: boolean): JudgedStep {
  const remark = repeated ? `${segment.label} was repeated` : `${segment.label} is not asked for here`;
  return { index: null, expected: null, ...seen(segment), ...judged('extra', remark) };
}

export function dropped(segment: Segment): JudgedStep {
  const remark = `${segment.label} was seen too weakly to count`;
  return { index: null, expected: null, ...seen(segment), ...judged('uncertain', remark) };
}

function brokenLimit(step: RecipeStep, segment: Segment): string {
  const seconds = segment.endSeconds - segment.startSeconds;
  const least = step.minProbability ?? defaultMinProbability;
  if (step.minSeconds !== null && seconds < step.minSeconds) {
    return `too fast: ${inSeconds(seconds)}, at least ${inSeconds(step.minSeconds)}`;
  }
  if (step.maxSeconds !== null && seconds > step.maxSeconds) {
    return `too slow: ${inSeconds(seconds)}, at most ${inSeconds(step.maxSeconds)}`;
  }
  if (segment.probability < least) {
    return `seen weakly: probability ${segment.probability.toFixed(2)}, at least ${least}`;
  }
  return '';
}

function inSeconds(seconds: number): string {
  return `${Number(seconds.toFixed(1))} s`;
}

function judged(
  status: StepStatus,
  remark: string,
): Pick<JudgedStep, 'status' | 'remark' | 'severity' | 'evidence'> {
  return { status, remark, severity: severityOf(status), evidence: null };
}

/** `fail` for what is not as the recipe asks, `warn` for what asks for a look, else `pass`. */
function severityOf(status: StepStatus): Verdict {
  switch (status) {
    case 'wrong':
    case 'missed':
    case 'extra':
    case 'outOfOrder':
      return 'fail';
    case 'uncertain':
    case 'corrected':
    case 'tooFast':
    case 'tooSlow':
      return 'warn';
    case 'ok':
      return 'pass';
    default:
      return status satisfies never;
  }
}

/** The worst of all steps. */
export function verdictOf(steps: readonly JudgedStep[]): Verdict {
  return verdicts[Math.max(0, ...steps.map(({ severity }) => verdicts.indexOf(severity)))]!;
}
