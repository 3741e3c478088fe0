// The model repository that `stepwatch export triton` writes: its config is read, and its network served for several stations.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { afterAll, describe, expect, it } from 'vitest';
import {
  openClassifier,
  openServedClassifier,
  readModelCard,
  testServers,
} from '../../../src-inference/model/index.ts';
import { exportTriton } from '../../../src-inference/optimizer/index.ts';
import type { Clip } from '../../../src-inference/windows/index.ts';
import { InferenceServer, serverSpec } from '../../inference-server/inference-server.ts';
import { makeClipModel, makeColourModel, makePathwayModel } from '../../onnx-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-triton-'));
const at = (name: string): string => join(folder, name);
const demo = resolve(import.meta.dirname, '../../../models/demo');
afterAll(() => rmSync(folder, { recursive: true }));

type Value = string | number | readonly Value[] | { readonly [key: string]: Value };

/** The text form of protocol buffers, as far as configs need it. @see https://protobuf.dev/reference/protobuf/textformat-spec/ */
function readTextProto(text: string): Record<string, Value> {
  const tokens = [...text.replace(/^\s*#.*$/gm, '').matchAll(/"(?:[^"\\]|\\.)*"|[\w.-]+|[[\]{}:,]/g)].map(
    ([one]) => one,
  );
  let next = 0;
  const value = (): Value => {
    const token = tokens[next++]!;
    if (token === '{') return message('}');
    if (token === '[') {
      const list: Value[] = [];
      while (tokens[next] !== ']') {
        list.push(value());
        if (tokens[next] === ',') next += 1;
      }
      next += 1;
      return list;
    }
    if (token.startsWith('"')) return JSON.parse(token);
    return Number.isNaN(Number(token)) ? token : Number(token);
  };
  const message = (end: string | undefined): Record<string, Value> => {
    const fields: Record<string, Value> = {};
    while (tokens[next] !== end) {
      const name = tokens[next++]!;
      if (tokens[next] === ':') next += 1;
      expect(fields).not.toHaveProperty(name);
      fields[name] = value();
    }
    next += 1;
    return fields;
  };
  return message(undefined);
}

async function exported(directory: string) {
  const card = await readModelCard(directory);
  const written = await exportTriton(card, { directory: at('repository'), name: null, precision: 'fp32' });
  const config = readTextProto(readFileSync(join(written.directory, 'config.pbtxt'), 'utf8'));
  const file = join(written.directory, '1/model.onnx');
  const session = await InferenceSession.create(file, { logSeverityLevel: 4 });
  const shapes = [session.inputMetadata, session.outputMetadata].map((list) =>
    list.map((one) =>
      one.isTensor ? one.shape.map((size) => (typeof size === 'number' && size > 0 ? size : -1)) : [],
    ),
  );
  const labels = readFileSync(join(written.directory, 'labels.txt'), 'utf8').trim().split('\n');
  return { card, written, config, file, shapes, labels };
}

function clip(
  number: number,
  { frames, height, width }: { frames: number; height: number; width: number },
): Clip {
  const pictures = Array.from({ length: frames }, (_, t) =>
    Uint8Array.from({ length: height * width * 3 }, (_, i) => (i * 7 + t * 31 + number * 53) % 256),
  );
  return { startSeconds: number, endSeconds: number + 1, frames: pictures };
}

describe('export triton', () => {
  it.each([
    ['one float input', () => makeClipModel(at('clip')), 2, 1e-6],
    ['two float inputs', () => makePathwayModel(at('pathways')), 2, 1e-6],
    ['SlowFast that takes bytes', () => demo, 9, 1e-4],
  ])('%s: windows of three stations go through the network together', async (_, make, labels, tolerance) => {
    const { card, written, config, file, shapes, labels: names } = await exported(make());
    const { frames, height, width } = card.input;
    expect(written).toMatchObject({ name: card.name, maxBatch: 8, unbatchable: null });
    expect(config).toEqual({
      name: card.name,
      backend: 'onnxruntime',
      max_batch_size: 8,
      input: [{ name: 'rgb', data_type: 'TYPE_UINT8', dims: [frames, height, width, 3] }],
      output: [
        { name: card.output.name, data_type: 'TYPE_FP32', dims: [labels], label_filename: 'labels.txt' },
      ],
      dynamic_batching: {},
    });
    // Triton wants the first axis open, and the others as the config says.
    expect(shapes).toEqual([[[-1, frames, height, width, 3]], [[-1, labels]]]);
    expect(names).toEqual(card.labels.map(({ name }) => name));

    const server = await InferenceServer.start({ models: [{ name: card.name, file, maxBatch: 8 }] });
    const local = await openClassifier(card, { precision: 'fp32' });
    const spec = serverSpec('grpc', [server], { model: card.name, timeoutSeconds: 60 });
    const stations = await Promise.all(
      [0, 1, 2].map(() => openServedClassifier(card, spec, { precision: 'fp32' })),
    );
    try {
      const clips = [0, 1, 2].map((number) => clip(number, card.input));
      const [here, ...there] = await Promise.all(
        [local, ...stations].map((one) => Promise.all(clips.map((window) => one.classify(window)))),
      );
      for (const answers of there) {
        answers.forEach(({ probabilities }, i) => {
          probabilities.forEach((probability, label) => {
            expect(Math.abs(probability - here![i]!.probabilities[label]!)).toBeLessThan(tolerance);
          });
        });
      }
      expect(stations[0]!.choice).toMatchObject({ precision: 'fp32', backend: 'server' });
      expect((await server.count()).largestBatch).toBeGreaterThan(1);
    } finally {
      await Promise.all([local, ...stations].map((one) => one.close()));
      await server.kill();
    }
  });

  it('a network without a place for several windows is served one at a time, and the reason is said', async () => {
    const { card, written, config, file } = await exported(makeColourModel(at('colours')));
    expect(written).toMatchObject({ maxBatch: 0, unbatchable: expect.stringContaining('ReduceMean') });
    expect(config).toMatchObject({
      max_batch_size: 0,
      input: [{ name: 'frames', data_type: 'TYPE_UINT8', dims: [4, 16, 16, 3] }],
      output: [{ name: 'scores', dims: [1, 4] }],
    });
    expect(config).not.toHaveProperty('dynamic_batching');
    const server = await InferenceServer.start({ models: [{ name: 'colours', file }] });
    const [test] = await testServers(card, serverSpec('http', [server]));
    expect(test!.error).toBeNull();
    await server.kill();
  });
});
