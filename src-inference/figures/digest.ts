// The digest of a slice of a day: what figures need of its parts, so that a year is the sum of a thousand digests and no part is
// counted twice. Parts are grouped by what figures can be asked for.
import type { StepStatus } from '../contract/index.ts';
import type { Sketch } from './sketch.ts';

/** Plain JSON. Empty names: parts without one. */
export interface Digest {
  readonly recipe: string;
  readonly operator: string;
  readonly model: string;
  /** By the verdict that holds. */
  readonly pass: number;
  readonly warn: number;
  readonly fail: number;
  readonly aborted: number;
  readonly falseAlarm: number;
  readonly missed: number;
  readonly overridden: number;
  readonly unacknowledged: number;
  /** Judged parts with a target cycle time, those over it, and the least and the most that it was. */
  readonly taktParts: number;
  readonly overTakt: number;
  readonly leastTakt: number | null;
  readonly mostTakt: number | null;
  /** Cycle times of judged parts, and times from the end of a part to its acknowledgement. */
  readonly cycle: Sketch;
  readonly acknowledgement: Sketch;
  /** Parts with at least one step that was not ok. */
  readonly faulty: number;
  /** By what was wrong with which step. `parts`: parts in which it happened at least once. */
  readonly mistakes: readonly {
    readonly step: string;
    readonly status: StepStatus;
    readonly times: number;
    readonly parts: number;
  }[];
  /** Parts by step, and by what was wrong, each of them once. */
  readonly steps: readonly { readonly step: string; readonly parts: number }[];
  readonly kinds: readonly { readonly status: StepStatus; readonly parts: number }[];
  readonly hours: readonly {
    /** Local hour in which the part began. */
    readonly hour: number;
    readonly parts: number;
    readonly faulty: number;
    readonly times: number;
  }[];
  readonly durations: readonly { readonly step: string; readonly seconds: Sketch }[];
}

/** The digests of one slice of a day, one for each group of its parts. */
export interface DigestedSlice {
  /** Local date; of a shift, the one on which it began. */
  readonly day: string;
  readonly shift: string | null;
  readonly digests: readonly Digest[];
}
