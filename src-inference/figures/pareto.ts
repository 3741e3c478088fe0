import type { ParetoBar } from '../contract/index.ts';

/** The bars of a Pareto chart: the most frequent first, with the share that all bars up to each one have together. Pure. */
export function paretoOf(tallies: readonly Omit<ParetoBar, 'cumulative'>[]): readonly ParetoBar[] {
  const happened = tallies.filter(({ times }) => times > 0);
  const all = happened.reduce((total, { times }) => total + times, 0);
  let soFar = 0;
  return [...happened]
    .sort((one, other) => other.times - one.times || other.parts - one.parts)
    .map((one) => {
      soFar += one.times;
      return { ...one, cumulative: soFar / all };
    });
}
