// What was lost over all connections of a source. Pure.
import type { StreamStatistics } from './native.ts';

export class StreamTotals {
  all: StreamStatistics = { packets: null, pictures: null };

  /** A connection has ended. */
  add(ended: StreamStatistics): void {
    this.all = this.with(ended);
  }

  with({ packets, pictures }: StreamStatistics): StreamStatistics {
    return { packets: sum(this.all.packets, packets), pictures: sum(this.all.pictures, pictures) };
  }
}

function sum<Counts extends { readonly [Name in keyof Counts]: number }>(
  one: Counts | null,
  other: Counts | null,
): Counts | null {
  if (one === null || other === null) return one ?? other;
  const names = Object.keys(one) as (keyof Counts)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as Counts;
}
