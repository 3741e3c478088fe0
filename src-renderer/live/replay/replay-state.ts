// Which clip can be played again beside the band. Pure.
import type { EvidenceClip, PartId, StationSnapshot } from '../../../src-inference/contract/index.ts';

export interface Replay {
  readonly part: PartId;
  readonly number: number;
  /** By the times at which they begin; at least one. */
  readonly clips: readonly EvidenceClip[];
  /** The part has ended, and its evidence is complete. */
  readonly complete: boolean;
}

/** Of the part that the band speaks of; null: nothing of it was filmed. */
export function replayOf({ part, lastPart }: Pick<StationSnapshot, 'part' | 'lastPart'>): Replay | null {
  const shown = part ?? lastPart;
  if (shown === null || shown.filmed.length === 0) return null;
  const clips = shown.filmed.toSorted((a, b) => a.fromSeconds - b.fromSeconds);
  return {
    part: shown.id,
    number: shown.number,
    clips,
    complete: part === null && !clips.some(({ name }) => name.startsWith('open/')),
  };
}
