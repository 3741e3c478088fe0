// Shows the progress of a long command on the last line of the terminal.
import type { EngineEvent } from '../../src-inference/contract/index.ts';
import { ProgressBar } from './progress-bar.ts';
import { withEngine } from './with-engine.ts';

/** Runs a long command with an engine of its own. */
export async function withJob<Result>(
  engineEntry: URL,
  job: Parameters<typeof withEngine<Result>>[3],
): Promise<Result> {
  const bar = new ProgressBar();
  const show = (event: EngineEvent): void => {
    if (event.type === 'jobProgress') bar.show(event.done, event.text);
  };
  try {
    return await withEngine(engineEntry, null, show, job);
  } finally {
    bar.clear();
  }
}
