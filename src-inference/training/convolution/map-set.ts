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

export interface MappedRecording extends StoredFeatures {
  readonly id: string;
  readonly operator: string;
  /** One for each window. */
  readonly truth: ArrayLike<number>;
}

/** Bytes. Of more, every second or third window is taken, for memory has an end, and neighbours are alike. */
const mostMemory = 2e9;

export async function loadMaps(recordings: readonly MappedRecording[], size: MapSize): Promise<MapSet> {
  const length = size.parts * size.side ** 2 * size.channels;
  const all = recordings.reduce((sum, { windows }) => sum + windows.length, 0);
  const step = Math.max(1, Math.ceil((all * length * Uint16Array.BYTES_PER_ELEMENT) / mostMemory));
  const rows: Uint16Array[] = [];
  const truth: number[] = [];
  const spans: WindowSpan[] = [];
  const taught: TaughtRecording[] = [];
  for (const { id, operator, windows, truth: own, load } of recordings) {
    const first = rows.length;
    const values = new Uint16Array((await load()).bytes);
    const kept = step === 1 ? values : null;
    for (let window = 0; window < windows.length; window += step) {
      const [from, to] = [window * length, (window + 1) * length];
      rows.push(kept?.subarray(from, to) ?? values.slice(from, to));
      truth.push(own[window]!);
      spans.push(windows[window]!);
    }
    taught.push({ id, operator, first, end: rows.length });
  }
  return { row: (window) => rows[window]!, truth: Int32Array.from(truth), spans, recordings: taught };
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
