// The frontier of a part's progress: the steps that may be done next, and the frontier behind the next required steps when
// they are left out. Frontiers are kept: every label asks for the same ones, and whoever leaves out many steps passes the
// frontiers of those who leave out few.
import type { RecipeNode } from '../../recipe/index.ts';
import { automatonLimits } from '../parameters.ts';
import { type NextStep, nextSteps } from './next-steps.ts';
import { nextOmission, type Omission } from './omission.ts';
import { type Progress, progressKey } from './progress.ts';

export interface Frontier {
  readonly nextSteps: readonly NextStep[];
  /** The next required steps, left out, and what comes then; null when nothing is required any more. */
  readonly omission: () => (Omission & { readonly frontier: Frontier }) | null;
}

export function createFrontiers(tree: RecipeNode): (progress: Progress) => Frontier {
  let known = new Map<string, Frontier>();
  const frontierOf = (progress: Progress): Frontier => {
    const key = progressKey(progress);
    const same = known.get(key);
    if (same !== undefined) return same;
    let omitted: ReturnType<Frontier['omission']> | undefined;
    const made: Frontier = {
      nextSteps: nextSteps(tree, progress),
      omission() {
        if (omitted === undefined) {
          const omission = nextOmission(tree, progress);
          omitted = omission && { ...omission, frontier: frontierOf(omission.to) };
        }
        return omitted;
      },
    };
    if (known.size >= automatonLimits.maxKnownFrontiers) known = new Map();
    known.set(key, made);
    return made;
  };
  return frontierOf;
}
