// Measuring the checker with files: reads them and calls the pure functions.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AnnotatedOptions,
  type AnnotatedRow,
  type RecallOptions,
  type RecallRow,
  type SimulationOptions,
  type SimulationRow,
  StationError,
  type StressCondition,
  type StressOptions,
  type StressRow,
} from '../contract/index.ts';
import { openRecipe } from '../recipe/index.ts';
import * as annotated from './annotated.ts';
import { type AnnotatedSequence, parseAnnotations } from './annotated-sequence.ts';
import { simulate } from './simulation.ts';
import { conditions } from './stress/conditions.ts';
import { recallOnAnnotations, recallOnParts } from './stress/recall-rows.ts';
import { stress } from './stress/stress.ts';

/** @throws StationError when the recipe cannot be read. */
export async function simulateParts({ recipe, ...options }: SimulationOptions): Promise<SimulationRow> {
  return simulate({ recipe: await openRecipe(recipe, null), ...options });
}

export async function listStressConditions(): Promise<readonly StressCondition[]> {
  return conditions.map(({ id, name }) => ({ id, name }));
}

/** @throws StationError when the recipe cannot be read, `usage` for a condition that is not there. */
export async function stressChecker({ recipe, ...options }: StressOptions): Promise<StressRow> {
  return stress({ recipe: await openRecipe(recipe, null), ...options });
}

/** @throws StationError as `simulateParts` and `measureAnnotated` do. */
export async function measureRecall({ recipe, directory, ...options }: RecallOptions): Promise<RecallRow> {
  return directory === null
    ? recallOnParts(await openRecipe(recipe, null), options)
    : recallOnAnnotations(await readAnnotations(directory), options);
}

/** @throws StationError `usage` when there are no annotations, with the line of what is not an annotation. */
export async function measureAnnotated({ directory, ...options }: AnnotatedOptions): Promise<AnnotatedRow> {
  return annotated.measureAnnotated({ sequences: await readAnnotations(directory), ...options });
}

async function readAnnotations(directory: string): Promise<AnnotatedSequence[]> {
  const files = await readTables(directory, true);
  return files.map(({ text, name }) => parseAnnotations(text, name));
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
