// The directions in which rows differ most, by random projection with power iterations (Halko, Martinsson and Tropp 2011,
// SIAM Review 53, algorithm 4.4): no square matrix of thousands of features is needed.
import { EigenvalueDecomposition, Matrix as Square } from 'ml-matrix';
import { type Matrix, makeMatrix } from './matrix.ts';
import type { Products } from './products.ts';

/** Directions that are followed beyond those that are asked for: the last ones are not exact. */
const oversampling = 12;
const powerIterations = 2;
/** Below this share of the largest eigenvalue, single precision holds nothing but rounding. */
const leastShare = 1e-6;

/**
 * @param data With mean 0.
 * @param count Most directions.
 * @param normal Random numbers: the result depends on them in its last digits.
 * @returns `[features, directions]`, orthonormal, the one that explains most first; fewer where the rows have no more.
 */
export async function principalComponents(
  data: Matrix,
  count: number,
  products: Products,
  normal: () => number,
): Promise<Matrix> {
  const { multiply } = products;
  const none = makeMatrix(data.columns, 0);
  const tries = Math.min(count + oversampling, data.rows, data.columns);
  let basis = makeMatrix(data.columns, tries, normal);
  for (let i = 0; i < powerIterations; i++) {
    const range = await orthonormal(await multiply(data, basis), products);
    // All rows are alike.
    if (range.columns === 0) return none;
    basis = await orthonormal(await multiply(data, range, true), products);
  }
  // Inside the subspace the principal directions are those of its own covariance.
  const projected = await multiply(data, basis);
  const { vectors } = eigen(await multiply(projected, projected, true), count);
  return multiply(basis, vectors);
}

/** Columns with the same span; those that add nothing are gone. */
async function orthonormal(columns: Matrix, { multiply }: Products): Promise<Matrix> {
  const { vectors, values } = eigen(await multiply(columns, columns, true), columns.columns);
  if (vectors.columns === 0) return makeMatrix(columns.rows, 0);
  const scaled = makeMatrix(
    vectors.rows,
    vectors.columns,
    (i) => vectors.data[i]! / Math.sqrt(values[i % vectors.columns]!),
  );
  return multiply(columns, scaled);
}

/** Eigenvectors of a symmetric matrix as columns, that of the largest value first, at most `count`. */
function eigen({ rows, data }: Matrix, count: number): { vectors: Matrix; values: readonly number[] } {
  const square = Square.from1DArray(rows, rows, data);
  const found = new EigenvalueDecomposition(square, { assumeSymmetric: true });
  const order = found.realEigenvalues
    .map((value, at) => ({ value, at }))
    .sort((a, b) => b.value - a.value)
    .filter(({ value }, _, all) => value > leastShare * all[0]!.value)
    .slice(0, count);
  const vectors = makeMatrix(rows, order.length, (i) =>
    found.eigenvectorMatrix.get(Math.floor(i / order.length), order[i % order.length]!.at),
  );
  return { vectors, values: order.map(({ value }) => value) };
}
