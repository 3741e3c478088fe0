// Cycle time: how long a part takes, and how long it should take. Pure.
import type { StationSnapshot } from '../../../src-inference/contract/index.ts';

export interface Cycle {
  readonly seconds: number;
  /** From the recipe; null when the recipe has none. */
  readonly targetSeconds: number | null;
  readonly over: boolean;
}

/** Cycle of the part in progress, else of the last part; null when there is neither. */
export function cycleOf({
  part,
  lastPart,
  source,
  recipe,
}: Pick<StationSnapshot, 'part' | 'lastPart' | 'source' | 'recipe'>): Cycle | null {
  const seconds =
    part === null
      ? lastPart?.seconds
      : Math.max(0, (source?.seconds ?? part.startSeconds) - part.startSeconds);
  if (seconds === undefined) return null;
  const targetSeconds = recipe.state === 'ready' ? recipe.info.targetCycleSeconds : null;
  return { seconds, targetSeconds, over: targetSeconds !== null && seconds > targetSeconds };
}
