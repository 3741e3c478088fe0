// A line whose parts are simulated: the recipe as it would be learnt from recordings, the labels, and the parts by their number.
import type { Recipe } from '../recipe/index.ts';
import { createRandom, type Random } from './random.ts';
import { quantile } from './scores.ts';
import { mistakeKinds, type Pace, type SimulatedPart, simulatePart } from './simulated-part.ts';

/** One part in five has a mistake. */
const mistakeShare = 0.2;
export const background = 'no_action';

export interface RecordedLine {
  /** The background is the first one. */
  readonly labels: readonly string[];
  /** With `typicalSeconds`, as `stepwatch recipe learn` would write it from the recordings. */
  readonly recipe: Recipe;
  /** Good parts. */
  readonly recordings: readonly SimulatedPart[];
}

export function recordLine(recipe: Recipe, pace: Pace, recordings: number, random: Random): RecordedLine {
  const labels = [background, ...new Set(recipe.steps.map(({ label }) => label))];
  const recorded = Array.from({ length: recordings }, () => simulatePart(recipe, labels, null, pace, random));
  const seconds = new Map<string, number[]>();
  for (const { label, startSeconds, endSeconds } of recorded.flatMap(({ actions }) => actions)) {
    const known = seconds.get(label);
    if (known === undefined) seconds.set(label, [endSeconds - startSeconds]);
    else known.push(endSeconds - startSeconds);
  }
  const typical = (label: string): number | null => quantile(seconds.get(label) ?? [], 0.5);
  return {
    labels,
    recipe: {
      ...recipe,
      steps: recipe.steps.map((step) => ({
        ...step,
        typicalSeconds: step.typicalSeconds ?? typical(step.label),
      })),
    },
    recordings: recorded,
  };
}

/** The part with this number, and the random numbers with which it is watched: every policy sees the same parts and windows. */
export function drawPart(
  { recipe, labels }: RecordedLine,
  pace: Pace,
  seed: number,
  number: number,
): { readonly part: SimulatedPart; readonly random: Random } {
  const random = createRandom(seed * 1_000_003 + number);
  const kind = random.uniform() < mistakeShare ? mistakeKinds[random.below(mistakeKinds.length)]! : null;
  return { part: simulatePart(recipe, labels, kind, pace, random), random };
}
