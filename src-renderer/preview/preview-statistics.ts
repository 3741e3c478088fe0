// Rate and latency of the preview, from the pictures of the last second. The clock is passed in.
import type { PreviewStatistics } from './preview-messages.ts';

const spanMilliseconds = 1000;

export interface PreviewMeter {
  /**
   * @param now When the picture was drawn, milliseconds.
   * @param latency From its capture until then, milliseconds.
   * @returns The statistics once a second has passed, null before.
   */
  add(now: number, latency: number, width: number, height: number): PreviewStatistics | null;
}

export function createPreviewMeter(): PreviewMeter {
  let since: number | null = null;
  let latencies: number[] = [];
  return {
    add(now, latency, width, height) {
      since ??= now;
      latencies.push(latency);
      const span = now - since;
      if (span < spanMilliseconds) return null;
      const sorted = latencies.toSorted((one, other) => one - other);
      const statistics = {
        // The first picture begins the second: the others came within it.
        framesPerSecond: ((sorted.length - 1) * 1000) / span,
        latencyMilliseconds: sorted[Math.floor(sorted.length / 2)]!,
        slowMilliseconds: sorted[Math.floor(sorted.length * 0.95)]!,
        width,
        height,
      };
      since = now;
      latencies = [latency];
      return statistics;
    },
  };
}
