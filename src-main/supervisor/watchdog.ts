// Detects an engine that hangs, because its heartbeats stop. The watchdog counts its own timer ticks and not the time of
// the clock: after the machine slept, the engine was silent without a fault.

const tickMilliseconds = 1000;
/** The engine sends a heartbeat every second. */
const silentTicks = 10;
/** Before the first message: the engine loads native libraries, maybe from a slow disk. */
const startTicks = 30;

export const watchdogSeconds = (silentTicks * tickMilliseconds) / 1000;

export interface Watchdog {
  /** The engine sent a message. */
  reset(): void;
  stop(): void;
}

/** @param onTimeout Called once; the watchdog has stopped then. */
export function startWatchdog(onTimeout: () => void): Watchdog {
  let ticksLeft = startTicks;
  const timer = setInterval(() => {
    ticksLeft -= 1;
    if (ticksLeft > 0) return;
    clearInterval(timer);
    onTimeout();
  }, tickMilliseconds);
  return {
    reset() {
      ticksLeft = silentTicks;
    },
    stop: () => clearInterval(timer),
  };
}
