// Every command needs an engine for as long as it runs, and an orderly end when the person presses Control-C.
import type { EngineEvent } from '../../src-inference/contract/index.ts';
import { type EngineProcess, startEngine } from '../supervisor/engine-process.ts';

export async function withEngine<Result>(
  entry: URL,
  onEvent: (event: EngineEvent) => void,
  use: (engine: EngineProcess) => Promise<Result>,
): Promise<Result> {
  const engine = startEngine(entry, onEvent);
  const interrupt = (): void => void engine.interrupt();
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    return await use(engine);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await engine.stop();
  }
}
