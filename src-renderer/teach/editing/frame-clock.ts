// The frames of a recording by their presentation times: the times that training uses. Pure.

/** Where the frames of a recording begin. Labels begin and end on these times, never on numbers of frames. */
export interface FrameClock {
  readonly durationSeconds: number;
  /** When the first frame is shown: 0, unless the times of the station begin elsewhere. */
  readonly firstSeconds: number;
  /** False while the times of the frames are not known. */
  readonly isExact: boolean;
  /** The beginning of a frame, or the end of the recording, that is nearest. */
  nearest(seconds: number): number;
  /** The beginning of the frame that is shown at a time. */
  shownAt(seconds: number): number;
  /** From the nearest beginning of a frame by so many frames; stays in the recording. */
  step(seconds: number, frames: number): number;
  /** The middle of the frame that is shown at a time: a player that is sent there shows this frame, whatever it rounds. */
  middleAt(seconds: number): number;
}

/** Length of a frame while the real times are not known. */
const assumedFrameSeconds = 1 / 30;
/** Times of one frame that went through texts of three decimals, or through two clocks, differ by less. */
const toleranceSeconds = 0.0006;

/**
 * @param frameTimes Rising presentation times of all frames, in seconds; null or empty: not known.
 * @param durationSeconds Where the last frame ends.
 */
export function createFrameClock(frameTimes: ArrayLike<number> | null, durationSeconds: number): FrameClock {
  return frameTimes === null || frameTimes.length === 0
    ? assumedClock(durationSeconds)
    : exactClock(frameTimes, durationSeconds);
}

function exactClock(frameTimes: ArrayLike<number>, durationSeconds: number): FrameClock {
  const count = frameTimes.length;
  const end = Math.max(durationSeconds, frameTimes[count - 1]!);
  const startOf = (frame: number): number => (frame >= count ? end : frameTimes[Math.max(0, frame)]!);
  const frameAt = (seconds: number): number => {
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (startOf(middle) <= seconds + toleranceSeconds) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  /** Number of the nearest beginning of a frame; `count` is the end. */
  const boundaryAt = (seconds: number): number => {
    const frame = frameAt(seconds);
    return seconds - startOf(frame) <= startOf(frame + 1) - seconds ? frame : frame + 1;
  };
  return {
    durationSeconds: end,
    firstSeconds: startOf(0),
    isExact: true,
    nearest: (seconds) => startOf(boundaryAt(seconds)),
    shownAt: (seconds) => startOf(frameAt(seconds)),
    step: (seconds, frames) => startOf(Math.min(count, Math.max(0, boundaryAt(seconds) + frames))),
    middleAt(seconds) {
      const frame = frameAt(seconds);
      return (startOf(frame) + startOf(frame + 1)) / 2;
    },
  };
}

/** Takes every time for the beginning of a frame: what the player shows is right, whatever its frames are. */
function assumedClock(durationSeconds: number): FrameClock {
  const kept = (seconds: number): number => Math.min(durationSeconds, Math.max(0, seconds));
  return {
    durationSeconds,
    firstSeconds: 0,
    isExact: false,
    nearest: kept,
    shownAt: kept,
    step: (seconds, frames) => kept(seconds + frames * assumedFrameSeconds),
    middleAt: kept,
  };
}
