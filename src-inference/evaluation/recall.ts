// Recall of mistakes at a rate of false alarms, and what the best clock reaches: it knows the seconds since a part began, and
// at which of them mistakes were made in other parts.
import type { RecallPoint } from '../contract/index.ts';

export interface Alarm {
  /** When it was told. */
  readonly seconds: number;
  /** The larger, the surer. */
  readonly score: number;
}

/** One part, watched from its beginning. */
export interface AlarmedPart {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly mistakes: readonly { readonly startSeconds: number; readonly endSeconds: number }[];
  readonly alarms: readonly Alarm[];
}

/** An alarm this long after the end of a mistake still tells it: the checker waits up to 6 s, and a window takes one. */
const lateSeconds = 7;
/** The clock may ring once in so many seconds. */
const clockSeconds = 1;

/** @param falseAlarmsPerMinute Rates at which the recall is asked for. */
export function measureRecall(
  parts: readonly AlarmedPart[],
  falseAlarmsPerMinute: readonly number[],
): RecallPoint[] {
  const checker = recallCurve(parts);
  const halves = [0, 1].map((half) => parts.filter((_, number) => number % 2 === half));
  // Each half is rung by the clock that was set with the other one.
  const clock = recallCurve(halves.flatMap((half, at) => ring(half, setClock(halves[1 - at]!))));
  return falseAlarmsPerMinute.map((rate) => ({
    falseAlarmsPerMinute: rate,
    checker: checker(rate),
    clock: clock(rate),
  }));
}

/**
 * Recall by rate of false alarms. From the surest alarm down, each one tells one mistake: that in whose time it comes, which
 * is not told yet, and which ended first. Where all such mistakes are told already it tells nothing and is not false. Where
 * there is none it is false; false alarms of one moment are one. Between two thresholds the recall is interpolated.
 */
function recallCurve(parts: readonly AlarmedPart[]): (falseAlarmsPerMinute: number) => number {
  const minutes = parts.reduce((sum, part) => sum + part.endSeconds - part.startSeconds, 0) / 60;
  const mistakes = parts.reduce((sum, part) => sum + part.mistakes.length, 0);
  const alarms = parts
    .flatMap((part) => part.alarms.map((alarm) => ({ ...alarm, part })))
    .sort((a, b) => b.score - a.score || a.seconds - b.seconds);
  const told = new Set<AlarmedPart['mistakes'][number]>();
  const falseMoments = new Map<AlarmedPart, Set<number>>();
  const points = [{ rate: 0, recall: 0 }];
  let falseAlarms = 0;
  alarms.forEach(({ part, seconds, score }, at) => {
    const near = mistakesNear(part, seconds);
    const open = near.filter((mistake) => !told.has(mistake)).sort((a, b) => a.endSeconds - b.endSeconds);
    if (open[0] !== undefined) told.add(open[0]);
    if (near.length === 0) {
      const moments = falseMoments.get(part) ?? new Set();
      if (!moments.has(seconds)) falseAlarms++;
      falseMoments.set(part, moments.add(seconds));
    }
    if (alarms[at + 1]?.score === score) return;
    points.push({ rate: falseAlarms / minutes, recall: mistakes === 0 ? 0 : told.size / mistakes });
  });
  return (rate) => {
    const before = points.findLast((point) => point.rate <= rate)!;
    const after = points.find((point) => point.rate > rate);
    if (after === undefined) return before.recall;
    const share = (rate - before.rate) / (after.rate - before.rate);
    return before.recall + (after.recall - before.recall) * share;
  };
}

function mistakesNear({ mistakes }: AlarmedPart, seconds: number): AlarmedPart['mistakes'] {
  return mistakes.filter(
    ({ startSeconds, endSeconds }) => startSeconds <= seconds && seconds <= endSeconds + lateSeconds,
  );
}

/**
 * The times at which the clock rings, the best first: each tells the most mistakes that are not told yet for the false alarms
 * that it costs.
 */
function setClock(parts: readonly AlarmedPart[]): number[] {
  const longest = Math.max(0, ...parts.map(({ startSeconds, endSeconds }) => endSeconds - startSeconds));
  const times = Array.from({ length: Math.floor(longest / clockSeconds) }, (_, at) => {
    const after = (at + 1) * clockSeconds;
    const running = parts.filter(({ startSeconds, endSeconds }) => startSeconds + after <= endSeconds);
    const near = running.map((part) => mistakesNear(part, part.startSeconds + after));
    return { after, near, falseAlarms: near.filter(({ length }) => length === 0).length };
  });
  const told = new Set<AlarmedPart['mistakes'][number]>();
  const order: number[] = [];
  while (times.length > 0) {
    const worth = times.map(({ near, falseAlarms }) => {
      const fresh = near.filter((mistakes) => mistakes.some((mistake) => !told.has(mistake))).length;
      return fresh / (falseAlarms + 1);
    });
    const [best] = times.splice(worth.indexOf(Math.max(...worth)), 1);
    order.push(best!.after);
    for (const mistakes of best!.near) {
      const first = mistakes.find((mistake) => !told.has(mistake));
      if (first !== undefined) told.add(first);
    }
  }
  return order;
}

/** The parts with the alarms of the clock instead. */
function ring(parts: readonly AlarmedPart[], order: readonly number[]): AlarmedPart[] {
  return parts.map((part) => ({
    ...part,
    alarms: order
      .map((after, rank) => ({ seconds: part.startSeconds + after, score: -rank }))
      .filter(({ seconds }) => seconds <= part.endSeconds),
  }));
}
