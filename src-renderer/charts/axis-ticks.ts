const mostTicks = 7;

/**
 * Round values for an axis, from below the least to above the greatest of the values: multiples of 1, 2 or 5 times a power of
 * ten. Pure.
 *
 * @param values At least one.
 * @param most The axis ends there at the latest; null: no limit.
 */
export function axisTicks(values: readonly number[], most: number | null): readonly number[] {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  const span = greatest - least || Math.abs(greatest) || 1;
  const power = 10 ** Math.floor(Math.log10(span / mostTicks));
  const step = [1, 2, 5, 10, 20].map((one) => one * power).find((one) => span / one <= mostTicks - 2)!;
  const [from, to] = [Math.floor(least / step), Math.ceil(greatest / step)];
  const ticks = Array.from({ length: Math.max(2, to - from + 1) }, (_, place) =>
    Number(((from + place) * step).toPrecision(12)),
  );
  return most === null ? ticks : ticks.filter((tick) => tick <= most || tick === ticks[0]);
}
