// What the tests of `stepwatch optimize` and `evaluate` share: a folder with two labelled videos, and models that are optimised.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { OptimizeOptions, StationError } from '../src-inference/contract/index.ts';
import type { TensorMessage } from '../src-inference/optimizer/onnx/schema.ts';
import { optimizeModel } from '../src-inference/optimizer/optimize.ts';
import { makeColours } from './media-files.ts';

export const never = new AbortController().signal;
export const quiet = async (): Promise<void> => undefined;
export const networkOf = (directory: string): string => join(directory, 'network.fp32.onnx');
export const cardOf = (directory: string): string => readFileSync(join(directory, 'model.yaml'), 'utf8');

/** Weights that stand in a file of their own. */
export function external(location: string, offset: number, length: number): Partial<TensorMessage> {
  const entries = { location, offset: String(offset), length: String(length) };
  return { dataLocation: 1, externalData: Object.entries(entries).map(([key, value]) => ({ key, value })) };
}

/** Makes the folder before the tests of a file, and removes it after them. */
export function setUpOptimizer() {
  const folder = mkdtempSync(join(tmpdir(), 'stepwatch-optimize-'));
  const at = (name: string): string => join(folder, name);
  let count = 0;
  beforeAll(() => {
    const parts = [
      ['black', 30],
      ['red', 40],
      ['green', 40],
      ['smpte', 30],
      ['blue', 40],
    ] as const;
    makeColours(at('one.mp4'), parts);
    makeColours(at('two.mp4'), parts.toReversed());
    writeFileSync(at('one.csv'), 'start,end,label\n1,2.3,red\n2.3,3.6,green\n4.6,6,blue\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const optimizeAll = (model: string, options: Partial<OptimizeOptions> = {}) => {
    const calibrate = [at('one.mp4'), at('two.mp4')];
    return optimizeModel(
      { model, precision: 'int8', target: 'auto', calibrate, clips: 8, verify: false, ...options },
      quiet,
      never,
    );
  };
  /** What is made for one machine. */
  const optimize = async (model: string, options: Partial<OptimizeOptions> = {}) => {
    const { networks, passes } = await optimizeAll(model, options);
    expect(networks).toHaveLength(1);
    return { ...networks[0]!, passes };
  };
  const expectRefused = async (
    directory: string,
    error: Partial<StationError>,
    options: Partial<OptimizeOptions> = {},
  ) => {
    const [card, files] = [cardOf(directory), readdirSync(directory)];
    await expect(optimize(directory, options)).rejects.toMatchObject(error);
    expect(cardOf(directory)).toBe(card);
    expect(readdirSync(directory)).toEqual(files);
  };
  return { folder, at, fresh: (): string => at(`model ${++count}`), optimize, optimizeAll, expectRefused };
}
