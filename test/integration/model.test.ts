import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openClassifier, readModelCard } from '../../src-inference/model/index.ts';
import type { Clip } from '../../src-inference/windows/index.ts';
import {
  colourCard,
  makeClipModel,
  makeColourModel,
  makePathwayModel,
  makeSlowModel,
} from '../onnx-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-model-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const fresh = (): string => join(folder, String(++count));

function clip(frames: readonly (readonly number[])[], pixels: number): Clip {
  return {
    startSeconds: 0,
    endSeconds: 1,
    frames: frames.map((colour) => Uint8Array.from({ length: pixels * 3 }, (_, i) => colour[i % 3]!)),
  };
}

const grey = (value: number): readonly number[] => [value, value, value];
const red: readonly number[] = [255, 0, 0];

async function classify(directory: string, ...clips: Clip[]) {
  const classifier = await openClassifier(await readModelCard(directory));
  const scores = await Promise.all(clips.map((one) => classifier.classify(one)));
  await classifier.close();
  return scores.map(({ probabilities }) => probabilities);
}

async function openedWith(card: string) {
  const classifier = await openClassifier(await readModelCard(makeColourModel(fresh(), card)));
  await classifier.close();
}

describe('layouts', () => {
  it('frames: bytes go in as they are, and softmax is applied', async () => {
    const [probabilities] = await classify(makeColourModel(fresh()), clip([red, red, red, red], 256));
    const scores = [5, 12.75, 0, 0].map(Math.exp);
    const sum = scores.reduce((a, b) => a + b);
    scores.forEach((score, i) => {
      expect(probabilities![i]).toBeCloseTo(score / sum, 5);
    });
  });

  it('pathways: the slow one sees the frames 0, 4, 8, 13, 17, 22, 26, 31 and both are normalised', async () => {
    const slow = [0, 4, 8, 13, 17, 22, 26, 31];
    const frames = Array.from({ length: 32 }, (_, i) => grey(slow.includes(i) ? 255 : 0));
    const [probabilities] = await classify(makePathwayModel(fresh()), clip(frames, 16));
    const slowMean = (1 - 0.45) / 0.225;
    const fastMean = (8 / 32 - 0.45) / 0.225;
    expect(probabilities![0]).toBeCloseTo(1 / (1 + Math.exp(fastMean - slowMean)), 4);
  });

  it('clip: a network that answers probabilities is taken at its word', async () => {
    const [probabilities] = await classify(makeClipModel(fresh()), clip([0, 51, 102, 153].map(grey), 16));
    expect(probabilities![1]).toBeCloseTo(0.3, 4);
  });
});

describe('the session', () => {
  it('answers in order', async () => {
    const classifier = await openClassifier(await readModelCard(makeColourModel(fresh())));
    const order: number[] = [];
    const answers = [0, 1, 2].map((i) =>
      classifier.classify(clip([red, red, red, red], 256)).then(() => order.push(i)),
    );
    await Promise.all(answers);
    expect(order).toEqual([0, 1, 2]);
    await classifier.close();
  });

  it('closing rejects what is under way', async () => {
    const classifier = await openClassifier(await readModelCard(makeColourModel(fresh())));
    const answer = classifier.classify(clip([red, red, red, red], 256));
    const rejected = expect(answer).rejects.toMatchObject({ code: 'aborted' });
    await classifier.close();
    await rejected;
  });
});

describe('a model that cannot be used is one clear error', () => {
  it.each<[string, string, string, RegExp]>([
    [
      'another size',
      'height: 16, width: 16',
      'height: 20, width: 16',
      /4 x 20 x 16 x 3 uint8.*4 x 16 x 16 x 3/,
    ],
    ['another input', 'name: frames,', 'name: pictures,', /"pictures".*"frames"/],
    ['another output', 'name: scores', 'name: logits', /"logits".*"scores"/],
    ['too few labels', '[nothing, red, green, blue]', '[nothing, red, green]', /3 labels.*4 numbers/],
    ['no probabilities', 'activation: softmax', 'activation: none', /add up to/],
  ])('%s', async (_, from, to, message) => {
    await expect(openedWith(colourCard.replace(from, to))).rejects.toMatchObject({
      code: 'model_mismatch',
      message: expect.stringMatching(message),
    });
  });

  it.each<[string, string, string, number]>([
    ['a missing field', 'window: { seconds: 1, hopSeconds: 0.25 }\n', '', 1],
    ['an unknown field', 'background: nothing', 'backgrund: nothing', 3],
    ['a background that is no label', 'background: nothing', 'background: idle', 3],
    ['a label that is there twice', 'green, blue]', 'green, red]', 2],
    ['a hop longer than the window', 'hopSeconds: 0.25', 'hopSeconds: 2', 4],
    ['a hop that never ends', 'hopSeconds: 0.25', 'hopSeconds: 0.000001', 4],
    ['a number for a label', '[nothing,', '[0,', 2],
    ['no YAML', 'labels: [', 'labels: ]', 2],
  ])('a card with %s, at its line', async (_, from, to, line) => {
    await expect(openedWith(colourCard.replace(from, to))).rejects.toMatchObject({
      code: 'model_card_invalid',
      line,
    });
  });

  it('a card that misses a field says which one', async () => {
    await expect(openedWith(colourCard.replace(/window.*\n/, ''))).rejects.toThrow('window is missing');
    await expect(openedWith(colourCard.replace('window:', 'windw:'))).rejects.toThrow(
      'Did you mean "window"?',
    );
    await expect(openedWith('')).rejects.toThrow('The file is empty.');
  });

  const toFolder = (path: string): void => {
    rmSync(path);
    mkdirSync(path);
  };
  it.each<[string, (path: string) => void, RegExp]>([
    ['damaged', (path) => writeFileSync(path, 'no network'), /cannot be loaded/],
    ['empty', (path) => writeFileSync(path, ''), /is empty/],
    ['cut off', (path) => truncateSync(path, 300), /cannot be loaded/],
    ['a folder', toFolder, /not a file/],
  ])('weights that are %s', async (_, damage, message) => {
    const directory = makeColourModel(fresh());
    damage(join(directory, 'network.onnx'));
    const opened = readModelCard(directory).then(openClassifier);
    await expect(opened).rejects.toMatchObject({
      code: 'model_invalid',
      message: expect.stringMatching(message),
      hint: expect.not.stringContaining('\n'),
    });
  });

  it('missing weights, a missing card', async () => {
    await expect(openedWith(colourCard.replace('network.onnx', 'other.onnx'))).rejects.toMatchObject({
      code: 'model_not_found',
    });
    await expect(readModelCard(fresh())).rejects.toMatchObject({ code: 'model_not_found' });
  });

  it('weights outside of the folder', async () => {
    makeColourModel(join(folder, 'neighbour'));
    await expect(
      openedWith(colourCard.replace('network.onnx', '../neighbour/network.onnx')),
    ).rejects.toMatchObject({ code: 'model_card_invalid' });
  });
});

describe('a network that is closed while it works', () => {
  it('ends without taking the process with it, and answers what waits with an error', async () => {
    const directory = makeSlowModel(join(folder, 'slow'), 1500);
    const classifier = await openClassifier(await readModelCard(directory));
    const frames = Array.from({ length: 4 }, () => new Uint8Array(16 * 16 * 3));
    const answers = [0, 1, 2].map((start) =>
      classifier.classify({ startSeconds: start, endSeconds: start + 1, frames }),
    );
    const settled = Promise.allSettled(answers);
    await answers[0];
    await classifier.close();
    const aborted = { status: 'rejected', reason: { code: 'aborted' } };
    expect(await settled).toMatchObject([{ status: 'fulfilled' }, aborted, aborted]);
  });
});
