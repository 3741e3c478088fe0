// Learning a recipe from what was done with good parts, whether label files, recorded parts or labelled recordings tell it.
import type { LabelledAction, LearnOptions } from '../contract/index.ts';
import { parseLabels } from '../labels/index.ts';
import { exampleOf, type Learnt, learnRecipe } from '../learning/index.ts';
import { type ModelCard, readModelCard } from '../model/index.ts';
import { readTables } from './checker-files.ts';

/**
 * @param parts The actions with each part, by time.
 * @param card Its background is no step, and its other labels are what may be done; null: every label is a step.
 * @throws StationError `usage` when no part has an action.
 */
export function learnFromActions(
  parts: readonly (readonly LabelledAction[])[],
  { name, title }: { readonly name: string; readonly title: string },
  card: Pick<ModelCard, 'labels' | 'background'> | null,
): Learnt {
  const background = card?.background ?? null;
  const examples = parts.map((actions) => exampleOf(actions.filter(({ label }) => label !== background)));
  const labels = (card?.labels ?? []).map((label) => label.name).filter((label) => label !== background);
  // Examples of another model say nothing about this one.
  const isOfModel = examples.every((example) => example.every(({ label }) => labels.includes(label)));
  return learnRecipe(examples, { name, title, known: isOfModel ? labels : [] });
}

/** @throws StationError `usage` when there are no examples, `labels_invalid` with the line of what is not an example. */
export async function learnFromFiles(options: LearnOptions): Promise<{ text: string; examples: number }> {
  const { directory, model, ...names } = options;
  const card = model === null ? null : await readModelCard(model);
  const files = await readTables(directory, false);
  const parts = files.map((file) => parseLabels(file.text, file.path, null));
  return { text: learnFromActions(parts, names, card).text, examples: parts.length };
}
