// Parts as people make them: drawn from a recipe, one in five with one mistake.
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

export interface SimulatedPart {
  readonly actions: readonly SimulatedAction[];
  readonly endSeconds: number;
  /** Null for a good part. */
  readonly mistake: {
    readonly kind: MistakeKind;
    /** From here on it can be seen. */
    readonly startSeconds: number;
    /** End of the action that is not as it should be; of a skipped step, of the action that was done in its place. */
    readonly endSeconds: number;
  } | null;
  /** What a perfect checker says: step number (null for an extra action) and status, in the order of the recipe. */
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
  /** The same action twice with less than a window between is one long action to any network. */
  readonly shortestPauseBeforeSameSeconds: number;
}

export const usualPace: Pace = {
  actionSeconds: [2.5, 5],
  actionSpread: 0.35,
  pauseSeconds: 1.2,
  pauseSpread: 0.5,
  shortestPauseSeconds: 0.6,
  shortestPauseBeforeSameSeconds: 1,
};

const idleBeforeSeconds = 2;
const idleAfterSeconds = 6;

/** The median of an action: the same for every part, different from label to label. */
export function medianSeconds(labels: readonly string[], label: string, pace: Pace): number {
  const [least, most] = pace.actionSeconds;
  const position = labels.indexOf(label);
  return least + ((most - least) * ((position * 5) % labels.length)) / Math.max(labels.length - 1, 1);
}

interface Plan {
  readonly labels: readonly string[];
  readonly mistake: MistakeKind | null;
  /** Positions in `labels` of the first and the last action that belong to the mistake. */
  readonly from: number;
  readonly to: number;
  readonly truth: SimulatedPart['truth'];
}

export function simulatePart(
  recipe: Recipe,
  labels: readonly string[],
  mistake: MistakeKind | null,
  pace: Pace,
  random: Random,
): SimulatedPart {
  const plan = makePlan(recipe, mistake, random);
  let seconds = idleBeforeSeconds * (0.5 + random.uniform());
  const actions = plan.labels.map((label, at) => {
    const startSeconds = seconds;
    const endSeconds = startSeconds + random.duration(medianSeconds(labels, label, pace), pace.actionSpread);
    const pauseSeconds = random.duration(pace.pauseSeconds, pace.pauseSpread);
    const isRepeated = plan.labels[at + 1] === label;
    const shortest = isRepeated ? pace.shortestPauseBeforeSameSeconds : pace.shortestPauseSeconds;
    seconds = endSeconds + Math.max(pauseSeconds, shortest);
    return { label, startSeconds, endSeconds };
  });
  const last = actions.at(-1)!;
  return {
    actions,
    endSeconds: last.endSeconds + idleAfterSeconds,
    mistake:
      plan.mistake === null
        ? null
        : {
            kind: plan.mistake,
            startSeconds: (actions[plan.from] ?? last).startSeconds,
            endSeconds: (actions[plan.to] ?? last).endSeconds,
          },
    truth: plan.truth,
  };
}

/** The steps of the recipe as one right order of them: as written, without what is optional. */
function makePlan(recipe: Recipe, mistake: MistakeKind | null, random: Random): Plan {
  const steps = recipe.steps.filter(({ optional }) => !optional);
  const good = steps.map(({ label }) => label);
  const truth: SimulatedPart['truth'] = steps.map(({ index }) => ({ index, status: 'ok' }));
  const count = good.length;
  const marked = (status: StepStatus, from: number, to = from + 1): Plan['truth'] =>
    truth.map((one, at) => (at >= from && at < to ? { ...one, status } : one));
  const at = random.below(count);
  const others = good.filter((label) => label !== good[at] && label !== good[at - 1]);
  const other = others[random.below(others.length)]!;
  switch (mistake) {
    case null:
      return { labels: good, mistake, from: 0, to: 0, truth };
    case 'skip':
      return { labels: good.toSpliced(at, 1), mistake, from: at, to: at, truth: marked('missed', at) };
    case 'swap': {
      const places = good.flatMap((label, index) =>
        good[index + 1] && good[index + 1] !== label ? index : [],
      );
      const first = places[random.below(places.length)]!;
      return {
        labels: good.toSpliced(first, 2, good[first + 1]!, good[first]!),
        mistake,
        from: first,
        to: first,
        truth: marked('outOfOrder', first, first + 2),
      };
    }
    case 'repeat':
      return {
        labels: good.toSpliced(at, 0, good[at]!),
        mistake,
        from: at + 1,
        to: at + 1,
        truth: truth.toSpliced(at + 1, 0, { index: null, status: 'extra' }),
      };
    case 'wrong':
      return { labels: good.with(at, other), mistake, from: at, to: at, truth: marked('wrong', at) };
    case 'abandon': {
      const left = Math.min(3, count - 1) + random.below(Math.max(count - 3, 1));
      return {
        labels: [...good.slice(0, left), ...good],
        mistake,
        from: left,
        to: left,
        truth: [...marked('missed', left, count), ...truth],
      };
    }
    case 'corrected':
      return {
        labels: good.toSpliced(at, 0, other),
        mistake,
        from: at,
        to: at,
        truth: marked('corrected', at),
      };
    default:
      return mistake satisfies never;
  }
}
