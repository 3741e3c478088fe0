// What layers say of recordings that they were not taught with.
import { rowsOfRecordings } from '../head/dataset.ts';
import type { Folds } from '../head/folds.ts';
import { temperatureOf } from '../head/temperature.ts';
import { type HeldOutRecording, heldOutRecordings } from '../report/held-out-windows.ts';
import type { HeadTrainer } from './fit-head.ts';
import { type ConvolutionalHead, openHead } from './head.ts';
import type { MapSet } from './map-set.ts';

export interface HeldOutLayers {
  readonly held: readonly HeldOutRecording[];
  /** What scores are divided by. */
  readonly temperature: number;
}

/** Each fold counts as one training. @param teach With the position of the fold. */
export async function holdOutFolds(
  maps: MapSet,
  { folds }: Folds,
  teach: (rows: Int32Array, fold: number) => ReturnType<HeadTrainer['fit']>,
): Promise<HeldOutLayers> {
  const scores = new Array<readonly number[]>(maps.truth.length);
  for (const [at, { train, test }] of folds.entries()) {
    const head = await teach(rowsOfRecordings(train), at);
    for (const [window, row] of await scoresOf(head, maps, rowsOfRecordings(test))) scores[window] = row;
  }
  const temperature = temperatureOf(scores, maps.truth);
  const cooled = scores.map((row) => row.map((score) => score / temperature));
  return { held: heldOutRecordings(maps, cooled), temperature };
}

async function scoresOf(
  head: ConvolutionalHead,
  { row }: MapSet,
  rows: Int32Array,
): Promise<readonly (readonly [window: number, scores: readonly number[]])[]> {
  const runner = await openHead(head, 1);
  try {
    const found: (readonly [number, readonly number[]])[] = [];
    for (const window of rows) found.push([window, Array.from(await runner.scores(row(window)))]);
    return found;
  } finally {
    await runner.release();
  }
}
