// What the checker says of a part as alarms, for the measure of recall.

import type { Alarm } from './recall.ts';
import type { ToldStep } from './seen-part.ts';

/**
 * Every judgement with its doubt, the posterior probability that the step is not as the recipe asks. A mistake comes before
 * everything that is only doubted: it is told when the part surely has one, though the doubt about each step may be small.
 */
export function alarmsOf(told: readonly ToldStep[]): Alarm[] {
  return told.map(({ step, toldSeconds }) => {
    const isMistake = step.severity !== 'pass' && step.status !== 'uncertain';
    return { seconds: toldSeconds, score: (isMistake ? 1 : 0) + (step.evidence?.doubt ?? 0) };
  });
}
