// Measuring the checker, and learning recipes, with files: reads them and calls the pure functions.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AnnotatedOptions,
  type AnnotatedRow,
  type LearnOptions,
  type SimulationOptions,
  type SimulationRow,
  StationError,
} from '../contract/index.ts';
import * as learning from '../learning/index.ts';
import { readModelCard } from '../model/index.ts';
import { openRecipe } from '../recipe/index.ts';
import * as annotated from './annotated.ts';
import { parseAnnotations } from './annotated-sequence.ts';
import { simulate } from './simulation.ts';

/** @throws StationError when the recipe cannot be read. */
export async function simulateParts({ recipe, ...options }: SimulationOptions): Promise<SimulationRow> {
  return simulate({ recipe: await openRecipe(recipe, null), ...options });
}

/** @throws StationError `usage` when there are no annotations, with the line of what is not an annotation. */
export async function measureAnnotated({ directory, ...options }: AnnotatedOptions): Promise<AnnotatedRow> {
  const files = await readTables(directory, true);
  const sequences = files.map(({ text, name }) => parseAnnotations(text, name));
  return annotated.measureAnnotated({ sequences, ...options });
}

/** @throws StationError `usage` when there are no examples, with the line of what is not an example. */
export async function learnRecipe(options: LearnOptions): Promise<{ text: string; examples: number }> {
  const { directory, name, title, model } = options;
  const card = model === null ? null : await readModelCard(model);
  const background = card?.background ?? null;
  const files = await readTables(directory, false);
  const examples = files.map((file) =>
    learning.exampleOf(learning.parseLabelFile(file.text, file.path, background)),
  );
  const labels = (card?.labels ?? []).map((label) => label.name).filter((label) => label !== background);
  // Examples of another model say nothing about this one.
  const isOfModel = examples.every((example) => example.every(({ label }) => labels.includes(label)));
  const known = isOfModel ? labels : [];
  return { text: learning.learnRecipe(examples, { name, title, known }), examples: examples.length };
}

/**
 * @param recursive Whether CSV files in folders below it count too; their names hold the folders.
 * @throws StationError `usage` when there is no CSV file.
 */
export async function readTables(
  directory: string,
  recursive: boolean,
): Promise<{ name: string; path: string; text: string }[]> {
  let names: string[];
  try {
    names = (await readdir(directory, { recursive })).filter((name) => name.endsWith('.csv')).sort();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new StationError('usage', `The folder "${directory}" cannot be read (${code}).`, {
      where: directory,
      hint: 'Give a folder with CSV files.',
      cause,
    });
  }
  if (names.length === 0) {
    throw new StationError('usage', `There is no CSV file in "${directory}".`, {
      where: directory,
      hint: 'Give the folder that holds the CSV files.',
    });
  }
  return Promise.all(
    names.map(async (name) => {
      const path = join(directory, name);
      return { name, path, text: await readFile(path, 'utf8') };
    }),
  );
}
