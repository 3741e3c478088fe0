// All windows of all recordings that a head is taught with.
import type { FeatureGroup, FeatureKind } from '../cut/describe-maps.ts';
import type { WindowSpan } from '../features/feature-file.ts';
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
  readonly windows: readonly WindowSpan[];
  /** One for each window. */
  readonly truth: ArrayLike<number>;
  /** `[windows, features of all groups]`. */
  load(): Promise<Matrix>;
}

/**
 * @param most Windows: of more, every second or third is taken, for memory has an end, and neighbours are alike.
 */
export async function makeDataset(
  recordings: readonly DatasetRecording[],
  groups: readonly FeatureGroup[],
  classes: number,
  most: number,
): Promise<Dataset> {
  const step = Math.max(
    1,
    Math.ceil(recordings.reduce((sum, { windows }) => sum + windows.length, 0) / most),
  );
  const columns = groups.reduce((sum, { count }) => sum + count, 0);
  const rows = recordings.reduce((sum, { windows }) => sum + Math.ceil(windows.length / step), 0);
  const data = new Float32Array(rows * columns);
  const truth = new Int32Array(rows);
  const spans: WindowSpan[] = [];
  const taught: TaughtRecording[] = [];
  for (const { id, operator, windows, truth: own, load } of recordings) {
    const first = spans.length;
    const features = await load();
    for (let window = 0; window < windows.length; window += step) {
      data.set(features.data.subarray(window * columns, (window + 1) * columns), spans.length * columns);
      truth[spans.length] = own[window]!;
      spans.push(windows[window]!);
    }
    taught.push({ id, operator, first, end: spans.length });
  }
  return { groups, features: { rows, columns, data }, truth, spans, recordings: taught, classes };
}

/** Rows of some recordings, by position. */
export function rowsOfRecordings(recordings: readonly TaughtRecording[]): Int32Array {
  const rows: number[] = [];
  for (const { first, end } of recordings) for (let row = first; row < end; row++) rows.push(row);
  return Int32Array.from(rows);
}

/** Rows with the features of some groups only. */
export function select(
  { features, groups }: Dataset,
  rows: Int32Array,
  kinds: readonly FeatureKind[],
): Matrix {
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
