// Runs one command with an engine, and ends the engine in order, also when a signal interrupts the command.
import type { EngineEvent } from '../../src-inference/contract/index.ts';
import { type EngineProcess, startEngine } from '../supervisor/index.ts';
import { terminationSignals } from './signals.ts';

export async function withEngine<Result>(
  entry: URL,
  onEvent: (event: EngineEvent) => void,
  use: (engine: EngineProcess) => Promise<Result>,
): Promise<Result> {
  // Before the engine starts: a signal must never end this process and leave the engine behind.
  const interrupt = (): void => engine.interrupt();
  for (const signal of terminationSignals) process.on(signal, interrupt);
  const engine = startEngine(entry, onEvent);
  try {
    return await use(engine);
  } finally {
    for (const signal of terminationSignals) process.off(signal, interrupt);
    await engine.stop();
  }
}
