// Runs one command with an engine, and ends the engine in order, also when a signal interrupts the command.
import type { EngineEvent } from '../../src-inference/contract/index.ts';
import { type EngineProcess, type NamedFolders, startEngine } from '../supervisor/index.ts';
import { terminationSignals } from './signals.ts';

/** @param folders What the command names: the engine gets at nothing else. Null: it works with whatever it finds. */
export async function withEngine<Result>(
  entry: URL,
  folders: NamedFolders | null,
  onEvent: (event: EngineEvent) => void,
  use: (engine: EngineProcess) => Promise<Result>,
): Promise<Result> {
  // Before the engine starts: a signal must never end this process and leave the engine behind.
  const interrupt = (): void => engine.interrupt();
  for (const signal of terminationSignals) process.on(signal, interrupt);
  const engine = startEngine(entry, folders, onEvent);
  try {
    return await use(engine);
  } finally {
    for (const signal of terminationSignals) process.off(signal, interrupt);
    await engine.stop();
  }
}
