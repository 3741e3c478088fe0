// Simulated parts: what people do with a part of a recipe, with one mistake or without.
import type { StepStatus } from '../contract/index.ts';
import type { Recipe } from '../recipe/index.ts';
import type { Random } from './random.ts';

export const mistakeKinds = ['skip', 'swap', 'repeat', 'wrong', 'abandon', 'corrected'] as const;
export type MistakeKind = (typeof mistakeKinds)[number];

export interface SimulatedAction {
  readonly label: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** An action that the network was not taught. */
export interface UnknownAction {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** The label that the network takes it for; null: it is sure of none. */
  readonly takenFor: string | null;
}

export interface SimulatedPart {
  /** What the camera sees, by time. An action whose middle cannot be seen stands there twice. */
  readonly actions: readonly SimulatedAction[];
  readonly unknown?: UnknownAction;
  readonly endSeconds: number;
  /** Null for a good part. */
  readonly mistake: {
    readonly kind: MistakeKind;
    /** From here on the mistake can be seen. */
    readonly startSeconds: number;
    /** End of the action that is wrong; for a skipped step, of the action that was done in its place. */
    readonly endSeconds: number;
  } | null;
  /** What a perfect checker says, in the order of the recipe; `index` is null for an extra action. */
  readonly truth: readonly { readonly index: number | null; readonly status: StepStatus }[];
}

/** How people work in the simulation. */
export interface Pace {
  /** Medians of the actions lie between these. */
  readonly actionSeconds: readonly [number, number];
  readonly actionSpread: number;
  readonly pauseSeconds: number;
  readonly pauseSpread: number;
  readonly shortestPauseSeconds: number;
  /** Between two actions with the same label: with less than a window between, every network sees one long action. */
  readonly shortestPauseBeforeSameSeconds: number;
  /** Parts that are worked on together: each step is done for all of them before the next one. */
  readonly partsAtOnce: number;
}

export const usualPace: Pace = {
  actionSeconds: [2.5, 5],
  actionSpread: 0.35,
  pauseSeconds: 1.2,
  pauseSpread: 0.5,
  shortestPauseSeconds: 0.6,
  shortestPauseBeforeSameSeconds: 1,
  partsAtOnce: 1,
};

/** The same work in `factor` times the time. */
export function scalePace(pace: Pace, factor: number): Pace {
  const [least, most] = pace.actionSeconds;
  return {
    ...pace,
    actionSeconds: [least * factor, most * factor],
    pauseSeconds: pace.pauseSeconds * factor,
    shortestPauseSeconds: pace.shortestPauseSeconds * factor,
    shortestPauseBeforeSameSeconds: pace.shortestPauseBeforeSameSeconds * factor,
  };
}

const idleBeforeSeconds = 2;
const idleAfterSeconds = 6;

/** The median of an action: the same for every part, different from label to label. */
export function medianSeconds(labels: readonly string[], label: string, pace: Pace): number {
  const [least, most] = pace.actionSeconds;
  const position = labels.indexOf(label);
  return least + ((most - least) * ((position * 5) % labels.length)) / Math.max(labels.length - 1, 1);
}

/** What is done with one part, before anything takes time. */
interface WorkPlan {
  readonly labels: readonly string[];
  readonly mistake: MistakeKind | null;
  /** Position in `labels` of the action with which the mistake can be seen. */
  readonly at: number;
  readonly truth: SimulatedPart['truth'];
}

export function simulatePart(
  recipe: Recipe,
  labels: readonly string[],
  mistake: MistakeKind | null,
  pace: Pace,
  random: Random,
): SimulatedPart {
  const plan = planWork(recipe, mistake, random);
  const done = plan.labels.flatMap((label) => Array<string>(pace.partsAtOnce).fill(label));
  let seconds = idleBeforeSeconds * (0.5 + random.uniform());
  const actions = done.map((label, at) => {
    const startSeconds = seconds;
    const endSeconds = startSeconds + random.duration(medianSeconds(labels, label, pace), pace.actionSpread);
    const pauseSeconds = random.duration(pace.pauseSeconds, pace.pauseSpread);
    const isRepeated = done[at + 1] === label;
    const shortest = isRepeated ? pace.shortestPauseBeforeSameSeconds : pace.shortestPauseSeconds;
    seconds = endSeconds + Math.max(pauseSeconds, shortest);
    return { label, startSeconds, endSeconds };
  });
  const last = actions.at(-1)!;
  const wrong = actions[plan.at * pace.partsAtOnce] ?? last;
  return {
    actions,
    endSeconds: last.endSeconds + idleAfterSeconds,
    mistake:
      plan.mistake === null
        ? null
        : {
            kind: plan.mistake,
            startSeconds: wrong.startSeconds,
            endSeconds: wrong.endSeconds,
          },
    truth: plan.truth,
  };
}

/** The required steps of the recipe as they are written, with one mistake. */
function planWork(recipe: Recipe, mistake: MistakeKind | null, random: Random): WorkPlan {
  const steps = recipe.steps.filter(({ optional }) => !optional);
  const good = steps.map(({ label }) => label);
  const truth: WorkPlan['truth'] = steps.map(({ index }) => ({ index, status: 'ok' }));
  const at = random.below(good.length);
  const others = good.filter((label) => label !== good[at] && label !== good[at - 1]);
  const other = others[random.below(others.length)]!;
  const plan = (labels: readonly string[], from: number, changed: WorkPlan['truth'] = truth): WorkPlan => ({
    labels,
    mistake,
    at: from,
    truth: changed,
  });
  switch (mistake) {
    case null:
      return plan(good, 0);
    case 'skip':
      return plan(good.toSpliced(at, 1), at, marked(truth, 'missed', at));
    case 'swap': {
      const first = pickSwap(good, random);
      const labels = good.toSpliced(first, 2, good[first + 1]!, good[first]!);
      return plan(labels, first, marked(truth, 'swapped', first));
    }
    case 'repeat': {
      const repeated = truth.toSpliced(at + 1, 0, { index: null, status: 'extra' });
      return plan(good.toSpliced(at, 0, good[at]!), at + 1, repeated);
    }
    case 'wrong':
      return plan(good.with(at, other), at, marked(truth, 'wrong', at));
    case 'abandon': {
      const done = Math.min(3, good.length - 1) + random.below(Math.max(good.length - 3, 1));
      const both = [...marked(truth, 'missed', done, good.length), ...truth];
      return plan([...good.slice(0, done), ...good], done, both);
    }
    case 'corrected':
      return plan(good.toSpliced(at, 0, other), at, marked(truth, 'corrected', at));
    default:
      return mistake satisfies never;
  }
}

/** A position whose step can be swapped with the next one: their labels are different. */
function pickSwap(labels: readonly string[], random: Random): number {
  const positions = labels.flatMap((label, index) =>
    labels[index + 1] && labels[index + 1] !== label ? index : [],
  );
  return positions[random.below(positions.length)]!;
}

/** The steps from `from` to before `to` with another status. */
function marked(
  truth: WorkPlan['truth'],
  status: StepStatus,
  from: number,
  to = from + 1,
): WorkPlan['truth'] {
  return truth.map((one, at) => (at >= from && at < to ? { ...one, status } : one));
}
