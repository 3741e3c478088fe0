// The alignment of a draft takes seconds of computing without a pause: in the engine's own thread it would keep windows from
// being judged, and the engine would seem to be gone.
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { KnownDurations } from '../../checker/index.ts';
import type { DraftAction, RecognitionModel, WindowScores } from '../../contract/index.ts';
import { packageRoot } from '../../files/index.ts';
import { stopIfAborted } from '../../windows/index.ts';

/** All that the thread needs: plain data, because it is copied. */
export interface AlignmentTask {
  /** Of a recipe that the network knows; null: any action may follow any other. */
  readonly recipeText: string | null;
  readonly durations: KnownDurations | null;
  readonly network: RecognitionModel;
  readonly windows: readonly WindowScores[];
}

/** The thread is always the built file: Node 20 starts no worker from TypeScript. */
const workerFile = 'out/main/alignment-worker.js';

/** `alignDraft` in a thread of its own. @throws StationError `aborted`; whatever else the thread throws. */
export async function alignInThread(
  task: AlignmentTask,
  signal: AbortSignal,
): Promise<readonly DraftAction[]> {
  const worker = new Worker(join(packageRoot(), workerFile), { workerData: task });
  try {
    const [actions] = (await once(worker, 'message', { signal })) as [readonly DraftAction[]];
    return actions;
  } catch (thrown) {
    stopIfAborted(signal);
    throw thrown;
  } finally {
    await worker.terminate();
  }
}
