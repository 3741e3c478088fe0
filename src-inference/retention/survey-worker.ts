// Entry of the thread of a survey. It answers once and ends.
import { parentPort, workerData } from 'node:worker_threads';
import { toStationError } from '../contract/index.ts';
import { type SurveyInput, survey } from './survey.ts';
import type { SurveyMessage } from './survey-thread.ts';

const say = (message: SurveyMessage): void => parentPort!.postMessage(message);
survey(workerData as SurveyInput).then(
  (found) => say({ kind: 'found', found }),
  (thrown: unknown) => say({ kind: 'failure', error: toStationError(thrown).toJSON() }),
);
