// Cycle time: how long a part takes, against what it should. Pure.
import type { StationSnapshot } from '../../../src-inference/contract/index.ts';

export interface Cycle {
  readonly which: 'current' | 'last';
  readonly seconds: number;
}

/** Of the part in progress, else of the last one; null when there is neither. */
export function cycleOf({
  part,
  lastPart,
  source,
}: Pick<StationSnapshot, 'part' | 'lastPart' | 'source'>): Cycle | null {
  if (part !== null) {
    return {
      which: 'current',
      seconds: Math.max(0, (source?.seconds ?? part.startSeconds) - part.startSeconds),
    };
  }
  return lastPart === null ? null : { which: 'last', seconds: lastPart.seconds };
}
