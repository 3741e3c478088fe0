// The features of all recordings: from the disk where they are there, else from the network, one recording after the other.
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../files/index.ts';
import { packFrames } from '../../model/index.ts';
import { clipsOf, stopIfAborted } from '../../windows/index.ts';
import type { FeatureExtractor, FrozenNetwork } from '../cut/frozen-body.ts';
import type { View } from './altered-view.ts';
import {
  type RecordingRows,
  readFeatures,
  removeDrafts,
  type WindowRow,
  type WindowSpan,
  writeFeatures,
} from './feature-file.ts';

interface FilmedRecording {
  readonly id: string;
  /** Path. */
  readonly video: string;
  readonly sha256: string;
  readonly durationSeconds: number;
}

interface ExtractionWork {
  readonly recordings: readonly FilmedRecording[];
  readonly body: FrozenNetwork;
  readonly open: () => Promise<FeatureExtractor>;
  readonly window: { readonly seconds: number; readonly hopSeconds: number };
  /** Null: as the recordings show it. */
  readonly view: View | null;
  /** Where features are kept. */
  readonly directory: string;
  /** @param done Seconds of video, of those that are not on the disk. */
  readonly onProgress: (done: number, of: number) => void;
  readonly signal: AbortSignal;
}

/** The features of a recording, on the disk: those of all recordings together are not needed twice in memory. */
export interface StoredFeatures {
  readonly windows: readonly WindowSpan[];
  load(): Promise<RecordingRows>;
}

/**
 * @returns In the order of the recordings.
 * @throws StationError `disk_full`, `record_unwritable`, `aborted`, or when a video cannot be decoded: what was computed of other
 *   recordings stays.
 */
export async function extractFeatures(work: ExtractionWork): Promise<readonly StoredFeatures[]> {
  const { recordings, directory, onProgress, signal } = work;
  makeFolder(directory);
  await removeDrafts(directory, await readdir(directory));
  const found = new Map<string, StoredFeatures>();
  for (const recording of recordings) {
    const known = await stored(recording, work);
    if (known) found.set(recording.id, known);
  }
  const missing = recordings.filter(({ id }) => !found.has(id));
  const total = missing.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  if (missing.length > 0) {
    const extractor = await work.open();
    let before = 0;
    try {
      for (const recording of missing) {
        stopIfAborted(signal);
        const path = pathOf(recording, work);
        const key = keyOf(recording, work);
        const rows = rowsOf(recording, work, extractor, (seconds) => onProgress(before + seconds, total));
        await writeFeatures(path, key, rows);
        found.set(recording.id, (await stored(recording, work))!);
        before += recording.durationSeconds;
      }
    } finally {
      await extractor.close();
    }
  }
  return recordings.map(({ id }) => found.get(id)!);
}

async function stored(recording: FilmedRecording, work: ExtractionWork): Promise<StoredFeatures | null> {
  const read = () => readFeatures(pathOf(recording, work), keyOf(recording, work));
  const found = await read();
  return found && { windows: found.windows, load: async () => (await read())! };
}

async function* rowsOf(
  { video }: FilmedRecording,
  { body, window, view, signal }: ExtractionWork,
  extractor: FeatureExtractor,
  onSeconds: (seconds: number) => void,
): AsyncGenerator<WindowRow> {
  let clips = 0;
  for await (const clip of clipsOf(video, { window, input: body.card.input }, signal)) {
    const frames = packFrames(clip.frames);
    const row = await extractor.extract(view === null ? frames : view.alter(frames, clips));
    clips += 1;
    onSeconds(clip.startSeconds);
    yield { startSeconds: clip.startSeconds, endSeconds: clip.endSeconds, row };
  }
}

function keyOf({ sha256 }: FilmedRecording, { body, window, view }: ExtractionWork): string {
  return `${sha256} ${body.sha256} ${window.seconds} ${window.hopSeconds} ${view?.name ?? ''}`;
}

function pathOf(recording: FilmedRecording, work: ExtractionWork): string {
  const name = createHash('sha256').update(keyOf(recording, work)).digest('hex').slice(0, 32);
  return join(work.directory, `${name}.features`);
}
