// The thread of an alignment: does what it was made with, says the actions, and ends.
import { parentPort, workerData } from 'node:worker_threads';
import { alignDraft } from '../../checker/index.ts';
import { parseRecipe } from '../../recipe/index.ts';
import type { AlignmentTask } from './align-in-thread.ts';

const { recipeText, durations, network, windows } = workerData as AlignmentTask;
const recipe = recipeText === null ? null : parseRecipe(recipeText, 'recipe.yaml');
parentPort!.postMessage(alignDraft({ recipe, durations }, network, windows));
