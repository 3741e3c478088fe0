// The hop of a live source: how often this machine judges a window of it.

export interface LiveHop {
  /** What the settings or the model ask for: seconds from the start of one window to the next. */
  readonly wantedSeconds: number;
  /** What is kept. */
  readonly seconds: number;
  /** Time of the network for one window on this machine, in seconds. */
  readonly networkSeconds: number;
  /**
   * - `asWanted`: the network is fast enough
   * - `slowNetwork`: it was measured before the start, and is too slow for the hop that is wanted
   * - `droppedWindows`: it became too slow during the run
   * - `fixed`: it is too slow, but must see every picture, so that the hop stays and windows will be dropped
   */
  readonly reason: 'asWanted' | 'slowNetwork' | 'droppedWindows' | 'fixed';
}

/** One sentence in English, for logs and the command line. */
export function liveHopSentence({ wantedSeconds, seconds, networkSeconds, reason }: LiveHop): string {
  const wanted = rounded(wantedSeconds);
  const kept = rounded(seconds);
  const needed = rounded(networkSeconds);
  switch (reason) {
    case 'asWanted':
      return `A window is judged every ${kept} s`;
    case 'slowNetwork':
      return `This machine needs ${needed} s for a window with this network: one is judged every ${kept} s instead of every ${wanted} s`;
    case 'droppedWindows':
      return `This machine now needs ${needed} s for a window: from now on one is judged every ${kept} s instead of every ${wanted} s`;
    case 'fixed':
      return `This machine needs ${needed} s for a window, but one comes every ${wanted} s and the network must see each of them: windows will be dropped`;
    default:
      return reason satisfies never;
  }
}

function rounded(seconds: number): number {
  return Number(seconds.toFixed(2));
}
