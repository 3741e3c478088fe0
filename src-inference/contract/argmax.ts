/** The position of the largest value, the first one of equals; -1 of none. */
export function argmax(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}
