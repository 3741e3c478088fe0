// Gives inputs to a real engine in a process of its own, and begins another one when it is gone or hangs.
import { once } from 'node:events';
import { EngineOnWire } from '../engine-on-wire.ts';
import type { Trial } from './target.ts';

/**
 * @param ask Resolves when the engine has answered; rejects with its error.
 * @param prepare Called once for each engine, before its first input.
 */
export function engineTrial(
  ask: (engine: EngineOnWire, input: Uint8Array) => Promise<unknown>,
  prepare: (engine: EngineOnWire) => Promise<unknown> = async () => undefined,
): Trial {
  let engine = new EngineOnWire();
  let isPrepared = false;
  return {
    async run(input) {
      if (!isPrepared) await prepare(engine);
      isPrepared = true;
      engine.events.length = 0;
      // An engine that is gone never answers.
      const gone = new AbortController();
      const crash = once(engine.child, 'exit', { signal: gone.signal }).then(([code, signal]) => {
        throw new Error(`the engine ended: ${signal ?? `exit code ${code}`}`);
      });
      try {
        await Promise.race([ask(engine, input), crash]);
      } finally {
        gone.abort();
        crash.catch(() => undefined);
      }
    },
    processes: () => [engine.child.pid!],
    async restart() {
      if (engine.child.exitCode === null && engine.child.signalCode === null) await engine.kill();
      engine = new EngineOnWire();
      isPrepared = false;
    },
    close: () => engine.stop(),
  };
}
