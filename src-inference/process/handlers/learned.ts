import type { learnedCommands } from '../../contract/index.ts';
import { measureLearned } from '../../evaluation/index.ts';
import type { HandlersOf } from './handlers-of.ts';

export function learnedHandlers(): HandlersOf<typeof learnedCommands> {
  return { measureLearned };
}
