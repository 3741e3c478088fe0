// Counts verdicts on good and bad parts.
import type { Verdict, VerdictIntervals, VerdictRates } from '../contract/index.ts';
import { wilsonInterval } from './scores.ts';

export interface VerdictCounts {
  readonly good: Record<Verdict, number>;
  readonly bad: Record<Verdict, number>;
}

export function createVerdictCounts(): VerdictCounts {
  return { good: { pass: 0, warn: 0, fail: 0 }, bad: { pass: 0, warn: 0, fail: 0 } };
}

export function verdictRates({ good, bad }: VerdictCounts): VerdictRates {
  const goods = Math.max(totalOf(good), 1);
  const bads = Math.max(totalOf(bad), 1);
  return {
    goodFailed: good.fail / goods,
    goodWarned: good.warn / goods,
    badPassed: bad.pass / bads,
    badWarned: bad.warn / bads,
  };
}

export function verdictIntervals({ good, bad }: VerdictCounts): VerdictIntervals {
  const goods = totalOf(good);
  const bads = totalOf(bad);
  return {
    goodFailed: wilsonInterval(good.fail, goods),
    goodWarned: wilsonInterval(good.warn, goods),
    badPassed: wilsonInterval(bad.pass, bads),
    badWarned: wilsonInterval(bad.warn, bads),
  };
}

function totalOf({ pass, warn, fail }: Record<Verdict, number>): number {
  return pass + warn + fail;
}
