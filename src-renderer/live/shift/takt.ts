// The time that is left of the takt: how long a part may take. Pure.
import type { Cycle } from './cycle.ts';

export type Takt =
  /** `soon`: it is about to be late. */
  | { readonly state: 'inTime' | 'soon'; readonly leftSeconds: number }
  | { readonly state: 'late'; readonly lateSeconds: number };

/** The last part of the takt in which the hands still can make up for it. */
const soonShare = 0.15;

/** Null: the recipe has no target. */
export function taktOf({ seconds, targetSeconds }: Pick<Cycle, 'seconds' | 'targetSeconds'>): Takt | null {
  if (targetSeconds === null) return null;
  const leftSeconds = targetSeconds - seconds;
  if (leftSeconds < 0) return { state: 'late', lateSeconds: -leftSeconds };
  return { state: leftSeconds <= targetSeconds * soonShare ? 'soon' : 'inTime', leftSeconds };
}
