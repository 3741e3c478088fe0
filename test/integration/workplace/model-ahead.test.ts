// A network that is loaded before anybody has asked for it, with the real thread of the network.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ModelAhead } from '../../../src-inference/workplace/model-ahead.ts';
import { makeColourModel } from '../../onnx-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-ahead-'));
afterAll(() => rmSync(folder, { recursive: true }));
const model = makeColourModel(join(folder, 'model'));
const wanted = { model, inferenceServer: null };

it('is taken once by whoever wants the same one, and then is theirs', async () => {
  const ahead = new ModelAhead(wanted);
  expect(ahead.take({ ...wanted, model: join(folder, 'other') }, {})).toBeNull();
  const opened = await ahead.take(wanted, {});
  expect(opened?.directory).toBe(model);
  expect(ahead.take(wanted, {})).toBeNull();
  await ahead.close();
  const { input, window } = opened!.card;
  const picture = new Uint8Array(input.height * input.width * 3);
  const clip = { startSeconds: 0, endSeconds: window.seconds, frames: Array(input.frames).fill(picture) };
  expect((await opened!.classifier.classify(clip)).probabilities.length).toBe(opened!.card.labels.length);
  await opened!.classifier.close();
});

it('that nobody takes is freed, and one that cannot be loaded says so to whoever takes it', async () => {
  const unused = new ModelAhead(wanted);
  await unused.close();
  expect(unused.take(wanted, {})).toBeNull();
  const missing = { ...wanted, model: join(folder, 'missing') };
  const broken = new ModelAhead(missing);
  await expect(broken.take(missing, {})).rejects.toMatchObject({ code: 'model_not_found' });
  await new ModelAhead(missing).close();
});
