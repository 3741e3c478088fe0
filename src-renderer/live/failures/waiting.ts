// Which failed parts wait for somebody, by when they were made. Pure.
import type { PartId } from '../../../src-inference/contract/index.ts';

export interface Waiting<Part> {
  /** Oldest first, like those before the shift. */
  readonly thisShift: readonly Part[];
  readonly older: readonly Part[];
}

/** @param since When the shift began. The id of a part is the time at which it began, in ISO 8601. */
export function byShift<Part>(
  parts: readonly Part[],
  since: string,
  idOf: (part: Part) => PartId,
): Waiting<Part> {
  return {
    thisShift: parts.filter((part) => idOf(part) >= since),
    older: parts.filter((part) => idOf(part) < since),
  };
}
