// The recipe as rows that tick off: steps, rounds of a repeat, and what was done beside the recipe. Pure.
import type { ExpectedStep, JudgedStep, RecipeStepInfo } from '../../../src-inference/contract/index.ts';

export type StepState = 'done' | 'current' | 'ahead';

export interface StepRow {
  readonly kind: 'step';
  readonly step: RecipeStepInfo;
  readonly judged: JudgedStep | null;
  readonly state: StepState;
  readonly inRound: boolean;
}

export type RecipeRow =
  | StepRow
  /** What the recipe does not ask for, where it happened. */
  | { readonly kind: 'extra'; readonly judged: JudgedStep; readonly key: string }
  /** Above the steps of a round. */
  | { readonly kind: 'round'; readonly number: number; readonly of: number; readonly firstIndex: number }
  /** Rounds in one line: all done as they should be, or all still to come. */
  | {
      readonly kind: 'rounds';
      readonly from: number;
      readonly to: number;
      readonly of: number;
      readonly firstIndex: number;
      readonly done: boolean;
      readonly steps: number;
    };

/** What is known of a part, in progress or over. */
export interface Progress {
  readonly steps: readonly JudgedStep[];
  /** Null when the part is over or complete. */
  readonly expected: ExpectedStep | null;
}

/** @param compact Rounds without anything to look at take one line. */
export function recipeRows(
  steps: readonly RecipeStepInfo[],
  progress: Progress | null,
  compact: boolean,
): readonly RecipeRow[] {
  const judged = new Map<number, JudgedStep>();
  const extras = new Map<number, JudgedStep[]>();
  let last = 0;
  for (const step of progress?.steps ?? []) {
    if (step.index === null) extras.set(last, [...(extras.get(last) ?? []), step]);
    else {
      judged.set(step.index, step);
      last = step.index;
    }
  }
  const stateOf = (index: number): StepState => {
    if (judged.has(index)) return 'done';
    return progress?.expected?.index === index ? 'current' : 'ahead';
  };
  const extraRows = (after: number): RecipeRow[] =>
    (extras.get(after) ?? []).map((one, place) => ({ kind: 'extra', judged: one, key: `${after} ${place}` }));

  const rows: RecipeRow[] = extraRows(0);
  for (const round of roundsOf(steps)) {
    const stepRows: StepRow[] = round.steps.map((step) => ({
      kind: 'step',
      step,
      judged: judged.get(step.index) ?? null,
      state: stateOf(step.index),
      inRound: round.round !== null,
    }));
    const withExtras = stepRows.flatMap((row): RecipeRow[] => [row, ...extraRows(row.step.index)]);
    if (round.round === null) {
      rows.push(...withExtras);
      continue;
    }
    const { number, of } = round.round;
    const firstIndex = round.steps[0]!.index;
    const quiet = withExtras.length === stepRows.length ? quietState(stepRows) : null;
    if (!compact || quiet === null) {
      rows.push({ kind: 'round', number, of, firstIndex }, ...withExtras);
      continue;
    }
    const before = rows.at(-1);
    const done = quiet === 'done';
    // Neighbours of the same repeat share a line.
    if (before?.kind === 'rounds' && before.done === done && before.of === of && before.to === number - 1) {
      rows[rows.length - 1] = { ...before, to: number, steps: before.steps + stepRows.length };
    } else {
      rows.push({ kind: 'rounds', from: number, to: number, of, firstIndex, done, steps: stepRows.length });
    }
  }
  return rows;
}

/** `done` or `ahead` when nothing in the round asks for a look, null otherwise. */
function quietState(rows: readonly StepRow[]): 'done' | 'ahead' | null {
  if (rows.every(({ judged }) => judged?.status === 'ok')) return 'done';
  return rows.every(({ state }) => state === 'ahead') ? 'ahead' : null;
}

interface Round {
  readonly round: RecipeStepInfo['round'];
  readonly steps: RecipeStepInfo[];
}

/** Neighbours of one round together; steps outside of a repeat one by one. */
function roundsOf(steps: readonly RecipeStepInfo[]): readonly Round[] {
  const rounds: Round[] = [];
  for (const step of steps) {
    const before = rounds.at(-1);
    const same =
      step.round !== null && before?.round?.number === step.round.number && before.round.of === step.round.of;
    if (same) before.steps.push(step);
    else rounds.push({ round: step.round, steps: [step] });
  }
  return rounds;
}

/** Steps of the recipe that have been judged. */
export function doneCount(progress: Progress | null): number {
  return progress === null ? 0 : progress.steps.filter(({ index }) => index !== null).length;
}

export interface Ahead {
  /** What is being done, a label; null: nothing that was recognised. */
  readonly now: string | null;
  /** Whether it is what the recipe asks for. */
  readonly asExpected: boolean;
  readonly next: RecipeStepInfo | null;
}

/**
 * What to show as now and next. While the expected step is being done, the next one is the one after it: the operator is
 * told ahead.
 */
export function aheadOf(
  steps: readonly RecipeStepInfo[],
  part: { readonly expected: ExpectedStep | null; readonly doing: string | null; readonly begun: boolean },
): Ahead {
  const { expected, doing, begun } = part;
  if (!begun) return { now: null, asExpected: true, next: steps[0] ?? null };
  const expectedStep = expected === null ? null : (steps[expected.index - 1] ?? null);
  const asExpected = doing === null || doing === expected?.label;
  const next =
    doing !== null && asExpected && expected !== null ? (steps[expected.index] ?? null) : expectedStep;
  return { now: doing, asExpected, next };
}
