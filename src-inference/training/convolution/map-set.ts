// The maps of all windows that layers are taught with, in memory: one piece for each recording.

import type { StoredFeatures } from '../features/extract-features.ts';
import type { WindowSpan } from '../features/feature-file.ts';
import type { Dataset, TaughtRecording } from '../head/dataset.ts';
import type { MapRows } from './batches.ts';
import { fromHalf } from './half.ts';
import type { MapSize } from './sizes.ts';

export interface MapSet extends MapRows {
  readonly recordings: readonly TaughtRecording[];
  readonly spans: readonly WindowSpan[];
}

export interface MappedRecording {
  readonly id: string;
  readonly operator: string;
  /** One for each window. */
  readonly truth: ArrayLike<number>;
  /** As filmed first, then altered ones. */
  readonly views: readonly StoredFeatures[];
}

/** How many altered views of recordings have room in memory beside what they show, up to `wanted`. */
export function altered(seconds: number, hopSeconds: number, size: MapSize, wanted: number): number {
  const bytes = (seconds / hopSeconds) * lengthOf(size) * Uint16Array.BYTES_PER_ELEMENT;
  return Math.min(wanted, Math.max(0, Math.floor(mostMemory / bytes) - 1));
}

/** Bytes. Of more, every second or third window is taken, for memory has an end, and neighbours are alike. */
const mostMemory = 2e9;

export async function loadMaps(recordings: readonly MappedRecording[], size: MapSize): Promise<MapSet> {
  const length = lengthOf(size);
  const all = recordings.reduce((sum, { truth }) => sum + truth.length, 0);
  const step = Math.max(1, Math.ceil((all * length * Uint16Array.BYTES_PER_ELEMENT) / mostMemory));
  const rows: Uint16Array[][] = [];
  const truth: number[] = [];
  const spans: WindowSpan[] = [];
  const taught: TaughtRecording[] = [];
  for (const { id, operator, views, truth: own } of recordings) {
    const first = rows.length;
    const { windows } = views[0]!;
    for (let window = 0; window < windows.length; window += step) {
      rows.push([]);
      truth.push(own[window]!);
      spans.push(windows[window]!);
    }
    for (const { load } of views) {
      const values = new Uint16Array((await load()).bytes);
      for (let row = first; row < rows.length; row++) {
        const from = (row - first) * step * length;
        // Of a part of the windows, the others need not stay in memory.
        rows[row]!.push(
          step === 1 ? values.subarray(from, from + length) : values.slice(from, from + length),
        );
      }
    }
    taught.push({ id, operator, first, end: rows.length });
  }
  return {
    row: (window) => rows[window]![0]!,
    views: (window) => rows[window]!,
    truth: Int32Array.from(truth),
    spans,
    recordings: taught,
  };
}

function lengthOf({ parts, side, channels }: MapSize): number {
  return parts * side ** 2 * channels;
}

/** The mean of each channel, for what only asks how alike windows are. */
export function outlineOf({ row, truth, spans, recordings }: MapSet, { channels }: MapSize): Dataset {
  const data = new Float32Array(truth.length * channels);
  for (let window = 0; window < truth.length; window++) {
    const values = row(window);
    const share = channels / values.length;
    for (let i = 0; i < values.length; i++)
      data[window * channels + (i % channels)]! += share * fromHalf(values[i]!);
  }
  return {
    groups: [{ kind: 'strength', count: channels }],
    features: { rows: truth.length, columns: channels, data },
    truth,
    spans,
    recordings,
    classes: Math.max(...truth) + 1,
  };
}
