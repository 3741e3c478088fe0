// The layers between frozen maps and the last one, forward; what training and a finished network have in common. Rows are
// places: a batch of windows has `batch * parts * side * side` of them before the second layer.
import type { Operators } from './operators.ts';
import { blockOf, fieldsOf, type MapSize, pairOf, reach, widths } from './sizes.ts';

/** Puts beside each other what the second layer sees at once. @param value `[places, first]`. @returns `[fields, ...]`. */
export function gather(op: Operators, value: string, size: MapSize, batch: number): string {
  const { parts } = size;
  const blocks = toBlocks(op, value, size, batch);
  const padded = op.pad(blocks, 4, 1, reach, reach);
  const seen = Array.from({ length: 2 * reach + 1 }, (_, at) => op.slice(padded, 1, at, at + parts));
  return op.reshape(op.concat(seen, 3), [-1, seen.length * blockOf(size) ** 2 * widths.first]);
}

/** The gradient of `gather`. */
export function scatter(op: Operators, gradient: string, size: MapSize, batch: number): string {
  const { parts } = size;
  const width = blockOf(size) ** 2 * widths.first;
  const seen = op.reshape(gradient, [batch, parts, fieldsOf(size), (2 * reach + 1) * width]);
  const moved = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    op.pad(op.slice(seen, 3, at * width, (at + 1) * width), 4, 1, at, 2 * reach - at),
  );
  const padded = moved.reduce((sum, one) => op.add(sum, one));
  return fromBlocks(op, op.slice(padded, 1, reach, reach + parts), size, batch);
}

/** `[batch, parts, fields, block * block * first]`. */
function toBlocks(op: Operators, value: string, size: MapSize, batch: number): string {
  const [block, fields] = [blockOf(size), size.side / blockOf(size)];
  const apart = op.reshape(value, [batch * size.parts, fields, block, fields, block, widths.first]);
  return op.reshape(op.transpose(apart, [0, 1, 3, 2, 4, 5]), [
    batch,
    size.parts,
    fieldsOf(size),
    block ** 2 * widths.first,
  ]);
}

function fromBlocks(op: Operators, value: string, size: MapSize, batch: number): string {
  const [block, fields] = [blockOf(size), size.side / blockOf(size)];
  const apart = op.reshape(value, [batch * size.parts, fields, fields, block, block, widths.first]);
  return op.reshape(op.transpose(apart, [0, 1, 3, 2, 4, 5]), [-1, widths.first]);
}

export interface Summary {
  /** `[batch, summaryLength]`. */
  readonly value: string;
  /** `[batch, parts, fields, second]`. */
  readonly fields: string;
  /** `[batch, parts, 1, second]`. */
  readonly highest: string;
}

/** @param value `[fields, second]`, after the second layer. */
export function summarise(op: Operators, value: string, size: MapSize, batch: number): Summary {
  const { parts } = size;
  const [pair, count, width] = [pairOf(size), fieldsOf(size), widths.second];
  const fields = op.reshape(value, [batch, parts, count, width]);
  const highest = op.maximum(fields, [2], true);
  const both = op.concat([fields, highest], 2);
  const paired = op.mean(op.reshape(both, [batch, parts / pair, pair, count + 1, width]), [2]);
  return { value: op.reshape(paired, [batch, -1]), fields, highest };
}

/** The gradient of `summarise`. @returns `[fields, second]`. */
export function spread(
  op: Operators,
  gradient: string,
  { fields, highest }: Summary,
  size: MapSize,
  batch: number,
): string {
  const { parts } = size;
  const [pair, count, width] = [pairOf(size), fieldsOf(size), widths.second];
  const paired = op.scale(op.reshape(gradient, [batch, parts / pair, 1, (count + 1) * width]), 1 / pair);
  const both = op.reshape(op.expand(paired, [batch, parts / pair, pair, (count + 1) * width]), [
    batch,
    parts,
    count + 1,
    width,
  ]);
  const isHighest = op.toFloat(op.node('Equal', [fields, highest]));
  const ofHighest = op.multiply(isHighest, op.slice(both, 2, count, count + 1));
  return op.reshape(op.add(op.slice(both, 2, 0, count), ofHighest), [-1, width]);
}
