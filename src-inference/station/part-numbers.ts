// The numbers of the parts of a station: from 1 each day, over sources and engines, so that a person can call one out.
import { addDays, localDay, type PartNumber } from '../contract/index.ts';

export class PartNumbers {
  private readonly today: () => string;
  private last: PartNumber | null;
  /** The newest number of each day. */
  private readonly newest = new Map<string, number>();

  /**
   * @param today The day that a part which begins now belongs to.
   * @param last The newest part before; null: there is none.
   * @param earlier Newest parts of other days, as far as they are known.
   */
  constructor(
    today: () => string = () => localDay(new Date()),
    last: PartNumber | null = null,
    earlier: readonly PartNumber[] = [],
  ) {
    this.today = today;
    this.last = last;
    for (const one of last === null ? earlier : [...earlier, last]) this.learn(one);
  }

  /**
   * The number of a part that begins now. A day that is over does not begin again, unless the clock was far ahead: then that day
   * goes on where it was.
   */
  next(): PartNumber {
    const today = this.today();
    const before = this.last?.day ?? '';
    const isAhead = before !== '' && before > addDays(today, 1);
    const day = today > before || isAhead ? today : before;
    this.last = { day, number: (this.newest.get(day) ?? 0) + 1 };
    this.learn(this.last);
    return this.last;
  }

  /** There is such a part: later ones of its day have higher numbers. */
  learn({ day, number }: PartNumber): void {
    this.newest.set(day, Math.max(number, this.newest.get(day) ?? 0));
  }
}
