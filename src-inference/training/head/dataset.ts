// All windows of all recordings that a head is taught with. Pure.
import type { FeatureGroup, FeatureKind } from '../cut/describe-maps.ts';
import type { RecordingFeatures, WindowSpan } from '../features/feature-file.ts';
import type { Matrix } from './matrix.ts';

export interface TaughtRecording {
  readonly id: string;
  readonly operator: string;
  /** Rows of the data set, `[first, end)`. */
  readonly first: number;
  readonly end: number;
}

export interface Dataset {
  readonly groups: readonly FeatureGroup[];
  /** `[windows, features of all groups]`. */
  readonly features: Matrix;
  /** Position of the label of each window. */
  readonly truth: Int32Array;
  readonly spans: readonly WindowSpan[];
  readonly recordings: readonly TaughtRecording[];
  readonly classes: number;
}

export interface DatasetRecording {
  readonly id: string;
  readonly operator: string;
  readonly features: RecordingFeatures;
  /** One for each window. */
  readonly truth: ArrayLike<number>;
}

export function makeDataset(
  recordings: readonly DatasetRecording[],
  groups: readonly FeatureGroup[],
  classes: number,
): Dataset {
  const rows = recordings.reduce((sum, { features }) => sum + features.windows.length, 0);
  const columns = groups.reduce((sum, { count }) => sum + count, 0);
  const data = new Float32Array(rows * columns);
  const truth = new Int32Array(rows);
  let at = 0;
  const taught = recordings.map(({ id, operator, features, truth: own }): TaughtRecording => {
    const first = at;
    data.set(features.features.data, first * columns);
    truth.set(Int32Array.from(own), first);
    at += features.windows.length;
    return { id, operator, first, end: at };
  });
  return {
    groups,
    features: { rows, columns, data },
    truth,
    spans: recordings.flatMap(({ features }) => features.windows),
    recordings: taught,
    classes,
  };
}

/** Rows of some recordings, by position. */
export function rowsOfRecordings(recordings: readonly TaughtRecording[]): Int32Array {
  const rows: number[] = [];
  for (const { first, end } of recordings) for (let row = first; row < end; row++) rows.push(row);
  return Int32Array.from(rows);
}

/** Rows with the features of some groups only. */
export function select({ features, groups }: Dataset, rows: Int32Array, kinds: readonly FeatureKind[]): Matrix {
  const spans: [from: number, count: number][] = [];
  let from = 0;
  for (const { kind, count } of groups) {
    if (kinds.includes(kind)) spans.push([from, count]);
    from += count;
  }
  const columns = spans.reduce((sum, [, count]) => sum + count, 0);
  const data = new Float32Array(rows.length * columns);
  let to = 0;
  for (const row of rows) {
    for (const [start, count] of spans) {
      const at = row * features.columns + start;
      data.set(features.data.subarray(at, at + count), to);
      to += count;
    }
  }
  return { rows: rows.length, columns, data };
}
