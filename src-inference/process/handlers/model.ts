import type { modelCommands } from '../../contract/index.ts';
import {
  evaluateModel,
  listStressConditions,
  measureAnnotated,
  measureRecall,
  simulateParts,
  stressChecker,
} from '../../evaluation/index.ts';
import { acceptModel, importModel } from '../../importer/index.ts';
import { cpuCapability, describeModel, openClassifier, readModelCard } from '../../model/index.ts';
import { optimizeInThread } from '../../optimizer/index.ts';
import { type JobProgress, watchOf } from '../engine-context.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function modelHandlers(
  opened: OpenedStation,
  progress: JobProgress,
  signal: AbortSignal,
): HandlersOf<typeof modelCommands> {
  return {
    async readModel({ directory }) {
      await (await opened.workplaceIfOpen())?.settings.mustAllow(directory);
      const card = await readModelCard(directory);
      const classifier = await openClassifier(card, {}, watchOf(progress, signal));
      await classifier.close();
      return describeModel(card, classifier.choice, cpuCapability());
    },
    async acceptModel({ directory }) {
      await acceptModel(directory);
      return null;
    },
    importModel: (options) => importModel(options, progress, signal),
    optimize: (options) => optimizeInThread(options, progress, signal),
    evaluate: (options) => evaluateModel(options, progress, signal),
    simulateParts,
    listStressConditions,
    stressChecker,
    measureRecall,
    measureAnnotated,
  };
}
