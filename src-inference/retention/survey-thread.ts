// Starts the thread of a survey, and waits for its end.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type PlainStationError, StationError } from '../contract/index.ts';
import { packageRoot } from '../files/index.ts';
import type { Survey, SurveyInput } from './survey.ts';

export type SurveyMessage =
  | { readonly kind: 'found'; readonly found: Survey }
  | { readonly kind: 'failure'; readonly error: PlainStationError };

/** Always the built file: Node 20 starts no worker from TypeScript. */
const workerFile = 'out/main/survey-worker.js';

/** @throws StationError `index_unwritable`. */
export function surveyInThread(input: SurveyInput): Promise<Survey> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(join(packageRoot(), workerFile), { workerData: input });
    thread.unref();
    thread.on('message', (message: SurveyMessage) => {
      if (message.kind === 'found') resolve(message.found);
      else reject(StationError.from(message.error));
    });
    thread.on('error', reject);
    thread.on('exit', () =>
      reject(new StationError('internal', 'The thread that looks at the files ended.')),
    );
  });
}
