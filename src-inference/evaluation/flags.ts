// Which actions are called a mistake: by the checker, and by a simple baseline.
import { createChecker } from '../checker/index.ts';
import {
  argmax,
  type JudgedStep,
  type RecognitionModel,
  type StepStatus,
  type WindowScores,
} from '../contract/index.ts';
import { parseRecipe } from '../recipe/index.ts';
import type { AnnotatedSequence } from './annotated-sequence.ts';

/** An action that is called a mistake. */
export interface Flag {
  readonly label: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly isOrderMistake: boolean;
}

/**
 * What the checker calls a mistake: every step that was wrong at any time, also when it was corrected later, and every other
 * action that is wrong in the end.
 */
export function flagsOfChecker(
  recipe: string,
  windows: readonly WindowScores[],
  network: RecognitionModel,
): Flag[] {
  const checker = createChecker(parseRecipe(recipe, 'learnt.yaml'), network);
  const flags = new Map<number, Flag>();
  const steps = new Map<number, JudgedStep>();
  const take = (events: ReturnType<typeof checker.push>): void => {
    for (const event of events) {
      if (event.type !== 'stepJudged') continue;
      const { index, startSeconds, status, reason } = event.step;
      if (index !== null) steps.set(index, event.step);
      if (isMistake(status)) flag(flags, event.step);
      else if (index === null && startSeconds !== null) flags.delete(startSeconds);
      // Both actions of a swap are in the wrong place.
      if (reason?.kind === 'swapped') flag(flags, { ...steps.get(reason.early.index)!, status });
    }
  };
  for (const window of windows) take(checker.push(window));
  take(checker.finish());
  return [...flags.values()];
}

function flag(flags: Map<number, Flag>, { label, startSeconds, endSeconds, status }: JudgedStep): void {
  if (label === null || startSeconds === null || endSeconds === null) return;
  const isOrderMistake = status === 'outOfOrder' || status === 'swapped';
  flags.set(startSeconds, { label, startSeconds, endSeconds, isOrderMistake });
}

const mistakes: ReadonlySet<StepStatus> = new Set(['wrong', 'missed', 'extra', 'swapped', 'outOfOrder']);

/** Whether the part fails for it or not: a rule that few examples show only asks for a look. */
function isMistake(status: StepStatus): boolean {
  return mistakes.has(status);
}

interface CountedAction {
  readonly label: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/**
 * The baseline, precedence counting: an action is a mistake when something is not done that came before it in all other
 * sequences. To undo an action is a mistake unless the action was one.
 */
export function flagsOfCounting(
  others: readonly AnnotatedSequence[],
  actions: readonly CountedAction[],
  undoes: ReadonlyMap<string, string>,
): Flag[] {
  const before = countPrecedence(others);
  const there = new Set<string>();
  const mistaken = new Set<string>();
  return actions.flatMap((action): Flag[] => {
    const { label } = action;
    const undone = undoes.get(label);
    if (undone !== undefined) {
      const isMistake = there.has(undone) && !mistaken.has(undone);
      there.delete(undone);
      mistaken.delete(undone);
      return isMistake ? [{ ...action, isOrderMistake: false }] : [];
    }
    const isEarly = [...(before.get(label) ?? [])].some((first) => !there.has(first));
    there.add(label);
    if (isEarly) mistaken.add(label);
    else mistaken.delete(label);
    return isEarly ? [{ ...action, isOrderMistake: true }] : [];
  });
}

function countPrecedence(sequences: readonly AnnotatedSequence[]): Map<string, Set<string>> {
  const before = new Map<string, Set<string>>();
  for (const { actions } of sequences) {
    const there = new Set<string>();
    for (const { label, undoes, isMistake } of actions) {
      if (undoes !== null) {
        there.delete(undoes);
        continue;
      }
      if (!isMistake) {
        const known = before.get(label);
        before.set(label, new Set(known === undefined ? there : [...known].filter((one) => there.has(one))));
      }
      there.add(label);
    }
  }
  return before;
}

/** The actions for the baseline: at least two windows in a row with the same likeliest label. */
export function readActions(
  windows: readonly WindowScores[],
  labels: readonly string[],
  background: string,
): CountedAction[] {
  const actions: CountedAction[] = [];
  let from = 0;
  const top = windows.map(({ probabilities }) => labels[argmax(probabilities)]!);
  top.forEach((label, at) => {
    if (at > 0 && top[at - 1] !== label) from = at;
    if (top[at + 1] === label || label === background || at === from) return;
    const middle = (one: WindowScores): number => (one.startSeconds + one.endSeconds) / 2;
    actions.push({ label, startSeconds: middle(windows[from]!), endSeconds: middle(windows[at]!) });
  });
  return actions;
}
