// The windows of a video are kept for the network that named them.
import { copyFileSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Precision } from '../../../src-inference/contract/index.ts';
import { openClassifier, readModelCard } from '../../../src-inference/model/index.ts';
import { VideoWindows } from '../../../src-inference/workplace/dry-run.ts';
import { makeColours } from '../../media-files.ts';
import { colourCard, makeColourModel } from '../../onnx-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-dry-run-'));
const model = join(folder, 'model');
const video = join(folder, 'red.mp4');

beforeAll(() => {
  const lowered = 'fp32Lowered: { path: lowered.onnx, input: { layout: frames, name: frames } }';
  makeColourModel(model, colourCard.replace('network.onnx }', `network.onnx }, ${lowered}`));
  copyFileSync(join(model, 'network.onnx'), join(model, 'lowered.onnx'));
  makeColours(video, [['red', 60]]);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** How many sets of windows are kept after the network in this form has looked at the video. */
async function keptAfter(directory: string, precision: Precision): Promise<number> {
  const card = await readModelCard(model);
  const classifier = await openClassifier(card, { precision });
  try {
    expect(await new VideoWindows(directory).of(video, 0.25, { card, classifier })).not.toEqual([]);
  } finally {
    await classifier.close();
  }
  return readdirSync(directory).length;
}

function change(network: string): void {
  utimesSync(join(model, network), new Date(0), new Date(0));
}

it('each network of a card has windows of its own', async () => {
  const directory = join(folder, 'of-each-network');
  expect(await keptAfter(directory, 'fp32')).toBe(1);
  expect(await keptAfter(directory, 'fp32Lowered')).toBe(2);
  expect(await keptAfter(directory, 'fp32')).toBe(2);
});

it('windows are named again when the network that runs has changed, not when another has', async () => {
  const directory = join(folder, 'after-a-change');
  expect(await keptAfter(directory, 'fp32Lowered')).toBe(1);
  change('network.onnx');
  expect(await keptAfter(directory, 'fp32Lowered')).toBe(1);
  change('lowered.onnx');
  expect(await keptAfter(directory, 'fp32Lowered')).toBe(2);
});
