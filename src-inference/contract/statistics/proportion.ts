import type { Proportion } from '../figures.ts';

/** The 97.5 % quantile of the standard normal distribution, for intervals of 95 %. */
const z = 1.959963984540054;

/**
 * A share with its 95 % Wilson score interval (Wilson 1927, doi 10.1080/01621459.1927.10502953), which Brown, Cai and DasGupta
 * (2001, doi 10.1214/ss/1009213286) advise also for small counts and for shares near 0 and 1.
 *
 * @returns Null when there is nothing to take a share of.
 */
export function proportion(count: number, of: number): Proportion | null {
  if (of === 0) return null;
  const share = count / of;
  const middle = share + z ** 2 / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const scale = 1 + z ** 2 / of;
  return {
    share,
    low: Math.max(0, (middle - half) / scale),
    high: Math.min(1, (middle + half) / scale),
    of,
  };
}
