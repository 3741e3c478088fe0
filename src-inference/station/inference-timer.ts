// How long the network takes for one window. Clips wait for each other, so the time runs from the answer before, or from the
// request when the network was idle.
import type { Classifier } from '../model/index.ts';

const remembered = 31;

export class InferenceTimer {
  private readonly now: () => number;
  private readonly last: number[] = [];
  private answeredAt = 0;

  /** @param now A clock in milliseconds that never goes back. */
  constructor(now: () => number) {
    this.now = now;
  }

  /** The median of the last windows; null before the first. */
  get medianMilliseconds(): number | null {
    const sorted = [...this.last].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }

  /** Windows that the median is of. */
  get count(): number {
    return this.last.length;
  }

  /** Of these windows. */
  get totalMilliseconds(): number {
    return this.last.reduce((sum, one) => sum + one, 0);
  }

  /** Forgets the windows so far. */
  restart(): void {
    this.last.length = 0;
  }

  around(classifier: Classifier): Classifier {
    this.restart();
    return {
      get choice() {
        return classifier.choice;
      },
      serving: classifier.serving,
      inputSize: classifier.inputSize,
      close: () => classifier.close(),
      classify: async (clip) => {
        const askedAt = this.now();
        const scores = await classifier.classify(clip);
        const answeredAt = this.now();
        this.last.push(answeredAt - Math.max(askedAt, this.answeredAt));
        if (this.last.length > remembered) this.last.shift();
        this.answeredAt = answeredAt;
        return scores;
      },
    };
  }
}
