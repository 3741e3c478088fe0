// Tells when an engine gives no sign of life. It counts its own ticks and does not look at a clock: when the whole machine,
// or the shell, was asleep, the engine was silent for no fault of its own.

const tickMilliseconds = 1000;
/** The engine sends a heartbeat every second. */
const silentTicks = 10;
/** Until the first sign: native libraries are loaded from a disk that may be slow. */
const startTicks = 30;

export const heartbeatSeconds = (silentTicks * tickMilliseconds) / 1000;

export interface HeartbeatWatch {
  /** A sign of life. */
  beat(): void;
  stop(): void;
}

/** @param onSilent Called once, and the watch is over then. */
export function watchHeartbeats(onSilent: () => void): HeartbeatWatch {
  let left = startTicks;
  const timer = setInterval(() => {
    left -= 1;
    if (left > 0) return;
    clearInterval(timer);
    onSilent();
  }, tickMilliseconds);
  return {
    beat() {
      left = silentTicks;
    },
    stop: () => clearInterval(timer),
  };
}
