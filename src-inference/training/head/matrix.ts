// Numbers in rows and columns.

/** Row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** @param bytes Numbers of 32 bits. */
export function matrixOf({
  columns,
  bytes,
}: {
  readonly columns: number;
  readonly bytes: ArrayBuffer;
}): Matrix {
  const data = new Float32Array(bytes);
  return { rows: columns === 0 ? 0 : data.length / columns, columns, data };
}

/** @param fill Left out: zeros. */
export function makeMatrix(rows: number, columns: number, fill: (i: number) => number = () => 0): Matrix {
  const data = new Float32Array(rows * columns);
  for (let i = 0; i < data.length; i++) data[i] = fill(i);
  return { rows, columns, data };
}

/** Some of the rows, in the order given. */
export function rowsOf({ columns, data }: Matrix, rows: ArrayLike<number>): Matrix {
  const picked = new Float32Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * columns;
    picked.set(data.subarray(from, from + columns), i * columns);
  }
  return { rows: rows.length, columns, data: picked };
}
