import { StationError, type teachingCommands } from '../../contract/index.ts';
import type { HandlersOf } from './handlers-of.ts';

export function teachingHandlers(): HandlersOf<typeof teachingCommands> {
  return {
    teachOpen: notYet,
    teachProject: notYet,
    teachNewProject: notYet,
    teachSetLabels: notYet,
    teachSetRecipe: notYet,
    teachReadRecipe: notYet,
    teachAddVideo: notYet,
    teachRecordBegin: notYet,
    teachRecordEnd: notYet,
    teachFromHistory: notYet,
    teachChangeRecording: notYet,
    teachRemoveRecording: notYet,
    teachReadLabels: notYet,
    teachFrameTimes: notYet,
    teachSaveLabels: notYet,
    teachDiscardDraft: notYet,
    teachImportLabels: notYet,
    teachExportLabels: notYet,
    teachDraft: notYet,
    teachTrain: notYet,
    teachCancelTraining: notYet,
    teachResumeTraining: notYet,
    teachDeploy: notYet,
    teachRollback: notYet,
    teachRemoveNetwork: notYet,
    teachQueue: notYet,
    teachJudgePart: notYet,
    teachResolveSample: notYet,
  };
}

async function notYet(): Promise<never> {
  throw new StationError('not_possible', 'This version cannot teach yet.');
}
