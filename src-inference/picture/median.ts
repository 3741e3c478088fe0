// The median over time: what moves through the picture is not in it, as long as it covers a place for less than half the time.

/** @param lists At least one; all of one length. @returns The median of each position. */
export function medianOverTime<List extends Float32Array | Uint8Array>(lists: readonly List[]): List {
  const [first] = lists;
  if (first === undefined) throw new RangeError('no list to take a median of');
  const result = first.slice() as List;
  const sorted = new Float32Array(lists.length);
  const middle = lists.length >> 1;
  for (let at = 0; at < result.length; at++) {
    for (let index = 0; index < lists.length; index++) insert(sorted, index, lists[index]![at]!);
    result[at] = sorted[middle]!;
  }
  return result;
}

/** Insertion sort: the lists are short, and it allocates nothing. */
function insert(sorted: Float32Array, count: number, value: number): void {
  let at = count;
  while (at > 0 && sorted[at - 1]! > value) {
    sorted[at] = sorted[at - 1]!;
    at--;
  }
  sorted[at] = value;
}

/** NaN without values. */
export function medianOf(values: readonly number[]): number {
  return quantileOf(values, 0.5);
}

/** @param share 0 for the smallest, 1 for the largest. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}
