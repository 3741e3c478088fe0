// Every command needs an engine for as long as it runs, and an orderly end when the person has had enough.
import type { EngineEvent } from '../../src-inference/contract/index.ts';
import { type EngineProcess, startEngine } from '../supervisor/index.ts';

/** Control-C, a polite kill, a terminal that was closed. */
const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export async function withEngine<Result>(
  entry: URL,
  onEvent: (event: EngineEvent) => void,
  use: (engine: EngineProcess) => Promise<Result>,
): Promise<Result> {
  // Before the engine is there: from then on nothing may end this process without it.
  const interrupt = (): void => engine.interrupt();
  for (const signal of interruptions) process.on(signal, interrupt);
  const engine = startEngine(entry, onEvent);
  try {
    return await use(engine);
  } finally {
    for (const signal of interruptions) process.off(signal, interrupt);
    await engine.stop();
  }
}
