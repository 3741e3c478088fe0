// What the text of a recipe may go on with: keys, the labels of the model, and the definitions of the recipe.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { type LabelInfo, remedyKinds } from '../../../src-inference/contract/index.ts';
import { groupKeys, readDraft, stepKeys } from '../draft.ts';

export const partKeys = ['start', 'end', 'timeoutSeconds', 'batch'];
export const waitKeys = ['since', 'minSeconds', 'maxSeconds'];
export const recipeKeys = [
  'name',
  'title',
  'description',
  'part',
  'targetCycleSeconds',
  'corrections',
  'tolerated',
  'remedy',
  'extra',
  'notTwiceInARow',
  'define',
  'steps',
];

/** @param labels Asked for with each completion: another model may be loaded. */
export function recipeCompletion(labels: () => readonly LabelInfo[]) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const line = state.doc.lineAt(pos);
    const before = line.text.slice(0, pos - line.from);
    const word = /[\w]*$/.exec(before)![0];
    if ((word === '' && !explicit) || before.includes('#')) return null;
    return { from: pos - word.length, options: optionsAfter(before, word, state.doc.toString(), labels()) };
  };
}

function optionsAfter(
  before: string,
  word: string,
  text: string,
  labels: readonly LabelInfo[],
): readonly Completion[] {
  const lead = before.slice(0, before.length - word.length);
  if (/\buse:\s*$/.test(lead)) {
    const { draft } = readDraft(text);
    return [...(draft?.definitions.keys() ?? [])].map((name) => ({ label: name, type: 'class' }));
  }
  if (lead === '') return recipeKeys.map(asKey);
  if (/part:\s*\{[^}]*$/.test(lead)) return partKeys.map(asKey);
  if (/wait:\s*\{[^}]*$/.test(lead) && !/since:\s*$/.test(lead)) return waitKeys.map(asKey);
  if (/remedy:\s*\{[^}]*$/.test(lead) && !/:\s*$/.test(lead)) return remedyKinds.map(asKey);
  const isValue = /:\s*$/.test(lead);
  const keys = isValue ? [] : [...new Set([...stepKeys, ...groupKeys, 'use'])].map(asKey);
  return [...keys, ...labels.map(({ name, title }) => ({ label: name, detail: title, type: 'constant' }))];
}

function asKey(key: string): Completion {
  return { label: key, apply: `${key}: `, type: 'property' };
}
