// The cheapest way to explain a few segments by a recipe: a weighted edit alignment with transpositions
// (Damerau 1964; Lowrance and Wagner 1975), with the moves that people make at a bench.

import { createMissedSteps } from './missed-steps.ts';
import type { Recipe } from './recipe.ts';
import type { Segment } from './segmenter.ts';

/** One thing that happened. `step` is a 0-based position in the recipe, `missed` the steps left out before it. */
export type Move =
  | {
      readonly kind: 'match';
      readonly step: number;
      readonly missed: readonly number[];
      readonly doubtful: boolean;
    }
  | { readonly kind: 'wrong'; readonly step: number }
  | { readonly kind: 'swapped'; readonly step: number }
  | { readonly kind: 'corrected'; readonly step: number }
  | { readonly kind: 'extra'; readonly repeated: boolean }
  | { readonly kind: 'dropped' }
  /** The part was left, or is complete, and the segment belongs to a new one. */
  | { readonly kind: 'newPart' };

export interface Explained {
  readonly move: Move;
  /** Of this move and the cheapest ones after it. */
  readonly cost: number;
  /** Position in the recipe after the move. */
  readonly position: number;
  /** Segments that the move explains. */
  readonly segments: number;
}

/** `open`: more may follow; `closed`: nothing does, and the steps that are left count as missed. */
export type Ending = 'open' | 'closed';

const costs = {
  /** Times the doubt in a matching segment. */
  match: 0.1,
  /** A weak segment in which the expected action has a fair share. */
  doubtfulMatch: 0.5,
  wrong: 1,
  extra: 1,
  /** A step done twice after the last one: nothing else could explain it. */
  repeatedLast: 0.5,
  dropped: 0.3,
  swapped: 1,
  /** The same as an extra action and a match, and preferred to it: cheaper, it would turn two wrong steps in a row
   * into an extra action and a correction. */
  corrected: 1,
  missed: 1,
  /** Steps left out in one go are one mistake for the most part. */
  missedMore: 0.35,
  /** The first action of a recipe that does not occur again tells a new part. */
  newPartByUniqueStart: 0.9,
  newPart: 1.5,
} as const;

/** Below this mean probability a segment is weak evidence. */
const weakProbability = 0.6;
/** Mean probability from which another label may be what was really done. */
const fairShare = 0.25;
/** A weak segment is dropped easily only when it is also this short. */
const shortSeconds = 1;
const tie = 1e-9;

export function isWeak(segment: Segment): boolean {
  return segment.probability < weakProbability;
}

export function isNegligible(segment: Segment): boolean {
  return isWeak(segment) && segment.endSeconds - segment.startSeconds < shortSeconds;
}

/** Whether `label` could have been done in this segment, though another one was seen. */
export function isPlausible(segment: Segment, label: string): boolean {
  return isWeak(segment) && (segment.probabilities.get(label) ?? 0) >= fairShare;
}

export interface Explainer {
  /** Every first move from `position`, cheapest first; at equal cost in the order in which people would judge. */
  explain(
    segments: readonly Segment[],
    position: number,
    previousLabel: string | null,
    ending: Ending,
  ): readonly Explained[];
  /** Whether no required step is left at `position`. */
  isComplete(position: number): boolean;
  missedBetween(from: number, to: number): readonly number[];
}

export function createExplainer(recipe: Recipe): Explainer {
  const { steps } = recipe;
  const end = steps.length;
  const missed = createMissedSteps(recipe);
  const first = steps[0]!.label;
  const last = steps[end - 1]!.label;
  const startIsUnique = steps.filter(({ label }) => label === first).length === 1;

  const missedCost = (count: number): number =>
    count === 0 ? 0 : costs.missed + costs.missedMore * (count - 1);

  const explain: Explainer['explain'] = (segments, start, previousLabel, ending) => {
    const known = new Map<number, number>();

    const rest = (index: number, position: number): number => {
      if (index === segments.length) return ending === 'open' ? 0 : missedCost(missed.count(position, end));
      const key = index * (end + 1) + position;
      let cost = known.get(key);
      if (cost === undefined) {
        cost = Math.min(...movesFrom(index, position).map((move) => move.cost));
        known.set(key, cost);
      }
      return cost;
    };

    const movesFrom = (index: number, position: number): Explained[] => {
      const segment = segments[index]!;
      const following = segments[index + 1];
      const before = index === 0 ? previousLabel : segments[index - 1]!.label;
      const found: Explained[] = [];
      const add = (move: Move, cost: number, to: number, used: 0 | 1 | 2): void => {
        found.push({ move, cost: cost + rest(index + used, to), position: to, segments: used });
      };

      if (missed.count(position, end) === 0) addAfterTheEnd();
      for (let step = position; step < end; step++) {
        const left = missed.count(position, step);
        if (left === Number.POSITIVE_INFINITY) continue;
        addMatch(step, left);
        if (left === 0) addMistakesAt(step);
      }
      if (isNegligible(segment)) add({ kind: 'dropped' }, costs.dropped, position, 1);
      if (position < end) {
        add({ kind: 'extra', repeated: segment.label === before }, costs.extra, position, 1);
        if (position >= 2 && segment.label === first) {
          add({ kind: 'newPart' }, startIsUnique ? costs.newPartByUniqueStart : costs.newPart, 0, 0);
        }
      }
      return found;

      function addAfterTheEnd(): void {
        if (segment.label === last && before === last && last !== first) {
          add({ kind: 'extra', repeated: true }, costs.repeatedLast, position, 1);
        }
        // Position 0 of an all-optional recipe is complete before it has begun.
        if (position > 0) add({ kind: 'newPart' }, 0, 0, 0);
      }

      function addMatch(step: number, left: number): void {
        const { label } = steps[step]!;
        const doubtful = segment.label !== label;
        if (doubtful && (left > 0 || !isPlausible(segment, label))) return;
        const cost = doubtful ? costs.doubtfulMatch : costs.match * (1 - segment.probability);
        const skipped = missed.positions(position, step);
        add({ kind: 'match', step, missed: skipped, doubtful }, missedCost(left) + cost, step + 1, 1);
      }

      function addMistakesAt(step: number): void {
        const { label } = steps[step]!;
        if (segment.label === label) return;
        add({ kind: 'wrong', step }, costs.wrong, step + 1, 1);
        if (following?.label !== label) return;
        if (segment.label === steps[step + 1]?.label)
          add({ kind: 'swapped', step }, costs.swapped, step + 2, 2);
        // The step before, done once more, is no attempt at this one.
        if (segment.label !== before) {
          const doubt = costs.match * (1 - following.probability);
          add({ kind: 'corrected', step }, costs.corrected + doubt, step + 1, 2);
        }
      }
    };

    const preference = (move: Move): number => preferred.indexOf(move.kind);
    return movesFrom(0, start).sort((a, b) =>
      Math.abs(a.cost - b.cost) > tie ? a.cost - b.cost : preference(a.move) - preference(b.move),
    );
  };

  return {
    explain,
    isComplete: (position) => missed.count(position, end) === 0,
    missedBetween: (from, to) => missed.positions(from, to),
  };
}

/** At equal cost: substitution before insertion and deletion. */
const preferred: readonly Move['kind'][] = [
  'match',
  'wrong',
  'swapped',
  'corrected',
  'dropped',
  'extra',
  'newPart',
];
