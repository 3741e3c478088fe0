// Fits heads with some recordings left out, and tells what they say of those.
import type { FeatureKind } from '../cut/describe-maps.ts';
import { type Dataset, rowsOfRecordings, select, type TaughtRecording } from './dataset.ts';
import type { Fold } from './folds.ts';
import { type Matrix, rowsOf } from './matrix.ts';
import type { Products } from './products.ts';
import { findProjection, type Projection, project } from './projection.ts';
import { fitSoftmax, type LinearScores, scoresOf } from './softmax-regression.ts';

export interface HeadSettings {
  readonly kinds: readonly FeatureKind[];
  readonly penalty: number;
  readonly balance: number;
}

/** A fold along the directions of its own training windows. */
export interface PreparedFold {
  readonly fold: Fold;
  readonly projection: Projection;
  readonly train: FoldSide;
  readonly test: FoldSide;
}

interface FoldSide {
  /** Of the data set. */
  readonly rows: Int32Array;
  /** A row for each of them. */
  readonly features: Matrix;
}

export interface FoldWork {
  readonly dataset: Dataset;
  readonly products: Products;
  readonly normal: () => number;
}

export async function prepareFold(
  { dataset, products, normal }: FoldWork,
  fold: Fold,
  kinds: readonly FeatureKind[],
): Promise<PreparedFold> {
  const trainRows = rowsOfRecordings(fold.train);
  const testRows = rowsOfRecordings(fold.test);
  const taught = select(dataset, trainRows, kinds);
  const projection = await findProjection(taught, products, normal);
  const held = select(dataset, testRows, kinds);
  return {
    fold,
    projection,
    train: { rows: trainRows, features: await project(taught, projection, products) },
    test: { rows: testRows, features: await project(held, projection, products) },
  };
}

/** @param recordings Which of those of the fold are taught with; null: all. */
export function fitFold(
  { dataset, products }: Pick<FoldWork, 'dataset' | 'products'>,
  { train }: Pick<PreparedFold, 'train'>,
  { penalty, balance }: Pick<HeadSettings, 'penalty' | 'balance'>,
  start: LinearScores | null,
  recordings: readonly TaughtRecording[] | null = null,
): Promise<LinearScores> {
  const { truth, classes } = dataset;
  const kept = recordings && new Set(rowsOfRecordings(recordings));
  const places = Int32Array.from(train.rows.keys()).filter((place) => !kept || kept.has(train.rows[place]!));
  const features = kept ? rowsOf(train.features, places) : train.features;
  const labels = places.map((place) => truth[train.rows[place]!]!);
  return fitSoftmax({ features, truth: labels, classes }, { penalty, balance, start }, products);
}

/** Scores of held-out windows, in the order of the rows of the data set. */
export class HeldOutScores {
  readonly scores: (readonly number[])[];
  /** Windows whose label was in no recording of their fold's training: nothing could be learnt of it. */
  readonly isUnknown: Uint8Array;
  private readonly dataset: Dataset;

  constructor(dataset: Dataset) {
    this.dataset = dataset;
    this.scores = new Array(dataset.truth.length);
    this.isUnknown = new Uint8Array(dataset.truth.length);
  }

  add({ train, test }: PreparedFold, head: LinearScores): void {
    const { truth } = this.dataset;
    const known = new Set(train.rows.map((row) => truth[row]!));
    test.rows.forEach((row, place) => {
      this.scores[row] = scoresOf(test.features, place, head);
      this.isUnknown[row] = known.has(truth[row]!) ? 0 : 1;
    });
  }

  /** Those that could be learnt. @param without Rows that are left out. */
  learnt(without: ReadonlySet<number> = new Set()): {
    readonly scores: readonly (readonly number[])[];
    readonly truth: readonly number[];
  } {
    const rows = [...this.scores.keys()].filter((row) => !this.isUnknown[row] && !without.has(row));
    return {
      scores: rows.map((row) => this.scores[row]!),
      truth: rows.map((row) => this.dataset.truth[row]!),
    };
  }
}
