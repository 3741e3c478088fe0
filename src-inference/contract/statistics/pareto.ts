import type { ParetoBar } from '../figures.ts';

/** The tallies as bars of a Pareto chart: the most frequent first, with the share that all bars up to each one have together. Pure. */
export function paretoOf<Tally extends Pick<ParetoBar, 'times' | 'parts'>>(
  tallies: readonly Tally[],
): readonly (Tally & { readonly cumulative: number })[] {
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
