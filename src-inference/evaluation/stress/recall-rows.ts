// How many mistakes the checker tells at a rate of false alarms, on whole parts that are simulated or annotated.
import { usualThresholds } from '../../checker/index.ts';
import type { RecallOptions, RecallRow } from '../../contract/index.ts';
import { parseRecipe, type Recipe } from '../../recipe/index.ts';
import { alarmsOf } from '../alarms.ts';
import { measurableOf, othersOf, watchSequence } from '../annotated.ts';
import type { AnnotatedSequence } from '../annotated-sequence.ts';
import { type AlarmedPart, measureRecall } from '../recall.ts';
import { seeOnline } from '../seen-part.ts';
import { createTaughtLine } from '../taught-line.ts';
import { conditions } from './conditions.ts';

type Options = Omit<RecallOptions, 'recipe' | 'directory'>;

/** False alarms a minute, as they are published for mistakes in procedures. */
const rates = [0.1, 0.5, 1] as const;

/** On parts under the usual condition. */
export function recallOnParts(recipe: Recipe, options: Options): RecallRow {
  const line = createTaughtLine({ ...options, recipe, condition: conditions[0]! });
  const parts = Array.from({ length: options.parts }, (_, number): AlarmedPart => {
    const { part, windows } = line.part(number);
    const { told } = seeOnline(line.recipe, line.known, windows, 'alignment', usualThresholds.failAbove);
    return {
      startSeconds: part.actions[0]!.startSeconds,
      endSeconds: part.endSeconds,
      mistakes: part.mistake === null ? [] : [part.mistake],
      alarms: alarmsOf(told),
    };
  });
  return rowOf('simulated', options, parts);
}

/** @throws StationError `usage` when no family has enough sequences. */
export function recallOnAnnotations(sequences: readonly AnnotatedSequence[], options: Options): RecallRow {
  const { accuracy, seed } = options;
  const parts = measurableOf(sequences).map((sequence, number): AlarmedPart => {
    const others = othersOf(sequence, sequences);
    const { windows, network, recipe } = watchSequence(sequence, others, accuracy, seed * 7919 + number);
    const learnt = parseRecipe(recipe(false), 'learnt.yaml');
    const { told } = seeOnline(learnt, network, windows, 'alignment', usualThresholds.failAbove);
    return {
      startSeconds: sequence.actions[0]!.startSeconds,
      endSeconds: windows.at(-1)!.endSeconds,
      mistakes: sequence.actions.filter(({ isMistake }) => isMistake),
      alarms: alarmsOf(told),
    };
  });
  return rowOf('annotated', options, parts);
}

function rowOf(source: RecallRow['source'], { accuracy }: Options, parts: readonly AlarmedPart[]): RecallRow {
  return {
    source,
    accuracy,
    parts: parts.length,
    mistakes: parts.reduce((sum, { mistakes }) => sum + mistakes.length, 0),
    minutes: parts.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0) / 60,
    recall: measureRecall(parts, rates),
  };
}
