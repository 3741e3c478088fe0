// A pipeline that does its work by itself, from its start to its end.
import { BusLog } from './bus-log.ts';
import type { PipelineDescription } from './frame-pipeline.ts';
import { loadAddon } from './native.ts';

/**
 * Resolves when the stream has ended, failed, or the signal aborts.
 *
 * @returns What the pipeline said; it failed if there is an error among it.
 */
export async function runToEnd(
  { description, properties }: PipelineDescription,
  signal?: AbortSignal,
): Promise<BusLog> {
  const { Pipeline } = loadAddon();
  const bus = new BusLog();
  const pipeline = new Pipeline(description, (message) => bus.add(message), []);
  try {
    for (const [element, name, value] of properties) pipeline.setProperty(element, name, value);
    pipeline.setState('playing');
    await bus.until(['eos', 'error'], signal);
  } finally {
    await pipeline.stop();
  }
  return bus;
}
