// Everything that the beam decodes by, for one recipe and one network.
import type { RecognitionModel } from '../../contract/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import { type Automaton, createAutomaton } from '../automaton/automaton.ts';
import { createLabelTable, type LabelTable } from '../labels.ts';
import type { DecodingModel } from './extension.ts';
import { createObservationModel, type ObservationModel } from './observation-likelihood.ts';
import { createStepDurations, type KnownDurations } from './step-durations.ts';

export interface RecipeDecodingModel extends DecodingModel {
  readonly labels: LabelTable;
  readonly automaton: Automaton;
  readonly observations: ObservationModel;
}

/** @param known True durations; null: those of the recipe, and usual ones. */
export function createDecodingModel(
  recipe: Recipe,
  network: RecognitionModel,
  known: KnownDurations | null,
): RecipeDecodingModel {
  const labels = createLabelTable(recipe, network.labels, network.background);
  return {
    labels,
    background: labels.background,
    automaton: createAutomaton(recipe, labels),
    durations: createStepDurations(recipe, labels, known),
    observations: createObservationModel(labels.names.length, network),
  };
}
