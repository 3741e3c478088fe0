// The arithmetic of a head: fits, projections, temperature.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src-inference/evaluation/index.ts';
import { HeldOutScores } from '../../../src-inference/training/head/cross-validation.ts';
import type { Dataset } from '../../../src-inference/training/head/dataset.ts';
import { type Matrix, makeMatrix } from '../../../src-inference/training/head/matrix.ts';
import { measuredScores } from '../../../src-inference/training/head/measured-scores.ts';
import { minimize } from '../../../src-inference/training/head/minimize.ts';
import { principalComponents } from '../../../src-inference/training/head/principal-components.ts';
import { openProducts, type Products } from '../../../src-inference/training/head/products.ts';
import { findProjection, project, unprojected } from '../../../src-inference/training/head/projection.ts';
import {
  fitSoftmax,
  scoresOf,
  softmaxObjective,
} from '../../../src-inference/training/head/softmax-regression.ts';
import { meanLoss, temperatureOf } from '../../../src-inference/training/head/temperature.ts';

let products: Products;
beforeAll(async () => {
  products = await openProducts();
});
afterAll(() => products.release());

const plain = { penalty: 1e-3, balance: 0, start: null };

/** Windows of classes whose middles lie apart. */
function clouds(perClass: readonly number[], features: number, apart: number, seed = 1) {
  const random = createRandom(seed);
  const classes = perClass.length;
  const truth = Int32Array.from(perClass.flatMap((count, label) => new Array<number>(count).fill(label)));
  const data = makeMatrix(truth.length, features, (i) => {
    const label = truth[Math.floor(i / features)]!;
    return 0.2 * random.normal() + (i % features === label ? apart : 0);
  });
  return { features: data, truth, classes };
}

function shareNamedRight(features: Matrix, truth: Int32Array, head: Parameters<typeof scoresOf>[2]): number {
  const right = [...truth.keys()].filter((row) => {
    const scores = scoresOf(features, row, head);
    return scores.indexOf(Math.max(...scores)) === truth[row];
  });
  return right.length / truth.length;
}

describe('minimize', () => {
  it('finds the least value of a stretched bowl', async () => {
    const scale = [1, 30, 1000];
    const found = await minimize(
      async (at, gradient) => {
        let value = 0;
        at.forEach((x, i) => {
          value += (scale[i]! * (x - i) ** 2) / 2;
          gradient[i] = scale[i]! * (x - i);
        });
        return value;
      },
      Float64Array.of(5, -3, 9),
      { iterations: 100, tolerance: 1e-14 },
    );
    found.forEach((x, i) => {
      expect(x).toBeCloseTo(i, 4);
    });
  });
});

describe('softmax regression', () => {
  it('has the gradient that finite differences of its loss have', async () => {
    const data = clouds([7, 5, 6], 4, 1);
    const shares = Float64Array.from(data.truth, (_, i) => (1 + (i % 3)) / 35);
    const objective = softmaxObjective(data, shares, 0.1, products);
    const random = createRandom(3);
    const at = Float64Array.from({ length: 5 * 3 }, () => random.normal());
    const gradient = new Float64Array(at.length);
    await objective(at, gradient);
    const unused = new Float64Array(at.length);
    for (const [i, x] of at.entries()) {
      // Scores are float32: smaller steps would show their rounding.
      const step = 1e-3;
      const above = await objective(at.with(i, x + step), unused);
      const below = await objective(at.with(i, x - step), unused);
      expect((above - below) / (2 * step)).toBeCloseTo(gradient[i]!, 3);
    }
  });

  it('names all windows of classes that lie apart', async () => {
    const taught = clouds([40, 40, 40], 5, 2);
    const head = await fitSoftmax(taught, plain, products);
    const other = clouds([30, 30, 30], 5, 2, 9);
    expect(shareNamedRight(other.features, other.truth, head)).toBe(1);
  });

  it('never names a label that no window shows', async () => {
    const taught = clouds([40, 0, 40], 5, 2);
    const head = await fitSoftmax(taught, plain, products);
    const other = clouds([0, 30, 0], 5, 2, 9);
    expect(shareNamedRight(other.features, other.truth, head)).toBe(0);
  });

  it('tells how often a label is done, whatever windows count', async () => {
    // Nothing distinguishes the two labels but their number.
    const truth = Int32Array.from({ length: 100 }, (_, i) => (i < 80 ? 0 : 1));
    const data = { features: makeMatrix(100, 2), truth, classes: 2 };
    for (const balance of [0, 0.5, 1]) {
      const [first, second] = scoresOf(
        data.features,
        0,
        await fitSoftmax(data, { ...plain, balance }, products),
      );
      expect(1 / (1 + Math.exp(second! - first!))).toBeCloseTo(0.8, 2);
    }
  });

  it('learns a label with two windows as far as they go, and the others as without it', async () => {
    const taught = clouds([60, 60, 2], 5, 2);
    const head = await fitSoftmax(taught, { ...plain, balance: 0.5 }, products);
    const other = clouds([30, 30, 0], 5, 2, 9);
    expect(shareNamedRight(other.features, other.truth, head)).toBe(1);
  });
});

describe('projection', () => {
  it('follows the directions in which rows differ', async () => {
    const random = createRandom(5);
    const directions = [
      Float64Array.from({ length: 30 }, () => random.normal()),
      Float64Array.from({ length: 30 }, () => random.normal()),
    ];
    const data = makeMatrix(50, 30);
    for (let row = 0; row < 50; row++) {
      const shares = [5 * random.normal(), random.normal()];
      for (let j = 0; j < 30; j++)
        data.data[row * 30 + j] = shares[0]! * directions[0]![j]! + shares[1]! * directions[1]![j]!;
    }
    const found = await principalComponents(data, 10, products, random.normal);
    expect(found.columns).toBe(2);
    const back = await products.multiply(data, found);
    const energy = (values: Float32Array): number => values.reduce((sum, value) => sum + value ** 2, 0);
    expect(energy(back.data) / energy(data.data)).toBeCloseTo(1, 4);
  });

  it('gives scores that can be taken back to the features', async () => {
    const taught = clouds([30, 30, 30], 8, 1);
    const projection = await findProjection(taught.features, products, createRandom(1).normal);
    const projected = await project(taught.features, projection, products);
    const head = await fitSoftmax({ ...taught, features: projected }, plain, products);
    const direct = unprojected(projection, head);
    for (const row of [0, 40, 80]) {
      scoresOf(taught.features, row, direct).forEach((score, label) => {
        expect(score).toBeCloseTo(scoresOf(projected, row, head)[label]!, 3);
      });
    }
  });

  it('has no direction where all windows are alike', async () => {
    const projection = await findProjection(
      makeMatrix(20, 6, () => 3),
      products,
      createRandom(1).normal,
    );
    expect(projection.directions.columns).toBe(0);
    const same = await project(
      makeMatrix(4, 6, () => 3),
      projection,
      products,
    );
    const head = await fitSoftmax(
      { features: same, truth: Int32Array.of(0, 1, 1, 1), classes: 2 },
      plain,
      products,
    );
    expect(unprojected(projection, head).weights.every((weight) => weight === 0)).toBe(true);
  });
});

describe('temperature', () => {
  it('makes scores that are three times too large as sure as they are right', () => {
    const random = createRandom(7);
    const rows = Array.from({ length: 3000 }, () => [
      2 * random.normal(),
      2 * random.normal(),
      2 * random.normal(),
    ]);
    const truth = rows.map((row) => random.pick(row.map(Math.exp)));
    const tooSure = rows.map((row) => row.map((score) => 3 * score));
    expect(temperatureOf(tooSure, truth)).toBeGreaterThan(2.7);
    expect(temperatureOf(tooSure, truth)).toBeLessThan(3.3);
    expect(meanLoss(tooSure, truth, 3)).toBeLessThan(meanLoss(tooSure, truth, 1));
  });
});

describe('measured scores', () => {
  const folds = [
    [0, 1],
    [2, 3],
  ].map((rows) => ({
    test: { rows: Int32Array.from(rows), features: makeMatrix(0, 0, () => 0) },
  }));
  const truth = Int32Array.from([0, 1, 0, 1]);
  /** @param named The label that each window is given. */
  const heldOut = (named: readonly number[], strength: number): HeldOutScores => {
    const scores = new HeldOutScores({ truth } as unknown as Dataset);
    named.forEach((label, row) => {
      scores.scores[row] = label === 0 ? [strength, 0] : [0, strength];
    });
    return scores;
  };
  const namesOf = (scores: readonly (readonly number[])[]): readonly number[] =>
    scores.map((row) => row.indexOf(Math.max(...row)));

  it('of a fold are those of the settings that the other folds choose', () => {
    const goodOnFirst = heldOut([0, 1, 1, 0], 2);
    const goodOnSecond = heldOut([1, 0, 0, 1], 2);
    expect(namesOf(measuredScores([goodOnFirst, goodOnSecond], folds))).toEqual([1, 0, 1, 0]);
  });

  it('are as sure as those of the other folds are right', () => {
    const halfRight = heldOut([0, 1, 0, 0], 4);
    const [first, , third] = measuredScores([halfRight], folds);
    expect(Math.abs(first![0]! - first![1]!)).toBeLessThan(1);
    expect(Math.abs(third![0]! - third![1]!)).toBeGreaterThan(8);
  });

  it('are those of the first settings where the other folds tell nothing', () => {
    const first = heldOut([0, 1, 0, 1], 1);
    const blind = heldOut([1, 0, 1, 0], 1);
    for (const one of [first, blind]) one.isUnknown.set([1, 1], 2);
    expect(namesOf(measuredScores([first, blind], folds)).slice(0, 2)).toEqual([0, 1]);
  });
});
