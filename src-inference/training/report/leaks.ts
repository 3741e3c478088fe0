// Whether two recordings show the same: then one of them must not be held out while the other is taught with. Pure.
import type { Dataset, TaughtRecording } from '../head/dataset.ts';

const probes = 24;
/** Share of the probes that must be there again. */
const leastShare = 0.8;
/** A window is there again when it is nearer to one of the other recording than this share of its way to its own neighbour. */
const nearness = 0.25;
const fewestProbes = 6;

/** Pairs of recordings of which one shows most of the other: a copy in another format, or a part that was cut out. */
export function findLeaks(dataset: Dataset): readonly (readonly [TaughtRecording, TaughtRecording])[] {
  const { recordings } = dataset;
  const probed = recordings.map((recording) => probesOf(dataset, recording));
  return recordings.flatMap((one, i) =>
    recordings
      .filter((other, j) => j > i && (shows(dataset, probed[i]!, other) || shows(dataset, probed[j]!, one)))
      .map((other) => [one, other] as const),
  );
}

interface Probe {
  readonly row: number;
  /** Squared distance to the next window, which is 0 where nothing moves. */
  readonly change: number;
}

/** Windows at even distances in which something happens. */
function probesOf(dataset: Dataset, { first, end }: TaughtRecording): readonly Probe[] {
  const step = Math.max(1, Math.floor((end - first - 1) / probes));
  const found: Probe[] = [];
  for (let row = first; row + 1 < end; row += step)
    found.push({ row, change: distance(dataset, row, row + 1) });
  const usual = found.map(({ change }) => change).sort((a, b) => a - b)[found.length >> 1] ?? 0;
  // Windows without any work are alike in all recordings of a bench.
  return found.filter(({ change }) => change > 0 && change >= usual / 4);
}

function shows(dataset: Dataset, all: readonly Probe[], { first, end }: TaughtRecording): boolean {
  if (all.length < fewestProbes) return false;
  const again = all.filter(({ row, change }) => {
    for (let other = first; other < end; other++) {
      if (distance(dataset, row, other, change * nearness ** 2) < change * nearness ** 2) return true;
    }
    return false;
  });
  return again.length >= leastShare * all.length;
}

/** Squared; ends early when it is more than `enough`. */
function distance({ features }: Dataset, a: number, b: number, enough = Number.POSITIVE_INFINITY): number {
  const { columns, data } = features;
  const [atA, atB] = [a * columns, b * columns];
  let sum = 0;
  for (let j = 0; j < columns && sum < enough; j++) sum += (data[atA + j]! - data[atB + j]!) ** 2;
  return sum;
}
