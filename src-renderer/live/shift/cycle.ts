// Cycle time: how long a part takes, against what it should. Pure.
import type { StationSnapshot } from '../../../src-inference/contract/index.ts';

export interface Cycle {
  readonly seconds: number;
  /** What the recipe asks for; null when it does not say. */
  readonly targetSeconds: number | null;
  readonly over: boolean;
}

/** Of the part in progress, else of the last one; null when there is neither. */
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
