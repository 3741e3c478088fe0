// How well the preview does, from the pictures of the last second. Pure but for what it remembers; the clock is passed in.
import type { PreviewFigures } from './preview-messages.ts';

const spanMilliseconds = 1000;

export interface FigureKeeper {
  /**
   * @param now When the picture was drawn, milliseconds.
   * @param latency From its capture until then.
   * @returns The figures once a second has passed, null before.
   */
  add(now: number, latency: number, width: number, height: number): PreviewFigures | null;
}

export function createFigureKeeper(): FigureKeeper {
  let since: number | null = null;
  let latencies: number[] = [];
  return {
    add(now, latency, width, height) {
      since ??= now;
      latencies.push(latency);
      const span = now - since;
      if (span < spanMilliseconds) return null;
      const sorted = latencies.toSorted((one, other) => one - other);
      const figures = {
        // The first picture opens the span: the others came within it.
        framesPerSecond: ((sorted.length - 1) * 1000) / span,
        latencyMilliseconds: sorted[Math.floor(sorted.length / 2)]!,
        slowMilliseconds: sorted[Math.floor(sorted.length * 0.95)]!,
        width,
        height,
      };
      since = now;
      latencies = [latency];
      return figures;
    },
  };
}
