// The recipe as rows with their progress: steps, rounds of a repeat, groups, and extra actions. Pure.
import {
  isDone,
  type JudgedStep,
  meetsCode,
  type NamedStep,
  type RecipeInfo,
  type RecipeStepInfo,
} from '../../../src-inference/contract/index.ts';
import { type FreeGroup, freeGroups, groupsAround, isPassed } from './free-order.ts';

/** `leftOut`: the step is optional, and the part went on without it. */
type StepState = 'done' | 'current' | 'ahead' | 'leftOut';

export interface StepRow {
  readonly kind: 'step';
  readonly step: RecipeStepInfo;
  readonly judged: JudgedStep | null;
  readonly state: StepState;
  /** Number of rounds and groups around it. */
  readonly depth: number;
  /** Whether it is one of several alternatives. */
  readonly isChoice: boolean;
}

export type RecipeRow =
  | StepRow
  /** An action that the recipe does not ask for, where it happened. */
  | { readonly kind: 'extra'; readonly judged: JudgedStep; readonly key: string }
  /** Heading of a round. */
  | { readonly kind: 'round'; readonly number: number; readonly of: number; readonly firstIndex: number }
  /** Heading of a group of any order, or of alternatives. */
  | {
      readonly kind: 'group';
      readonly group: FreeGroup;
      readonly firstIndex: number;
      readonly depth: number;
    }
  /** Several rounds in one line: all of them ok, or all of them to come. */
  | {
      readonly kind: 'rounds';
      readonly from: number;
      readonly to: number;
      readonly of: number;
      readonly firstIndex: number;
      readonly done: boolean;
      readonly steps: number;
    };

/** The judged steps of a part, in progress or finished. */
export interface Progress {
  readonly steps: readonly JudgedStep[];
  /** Null when the part is finished or complete. */
  readonly expected: NamedStep | null;
  readonly code: string | null;
}

/** Whether the step belongs to parts with this code. */
export function isOfPart({ when }: RecipeStepInfo, code: string | null): boolean {
  return when.every((condition) => meetsCode(condition, code));
}

/** @param compact Rounds without a problem take one line. */
export function recipeRows(
  recipe: Pick<RecipeInfo, 'steps' | 'elements' | 'part'>,
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
  const groups = freeGroups(recipe);
  // Before a part nobody knows its code: then all steps are shown.
  const steps = recipe.steps.filter((step) => progress === null || isOfPart(step, progress.code));
  const done = [...judged.keys()];
  const stateOf = ({ index, optional }: RecipeStepInfo): StepState => {
    if (judged.has(index)) return 'done';
    if (progress?.expected?.index === index) return 'current';
    return optional && isPassed(index, groups, done) ? 'leftOut' : 'ahead';
  };
  /** Headings of the groups that begin with the step. */
  const groupRows = (index: number, inRound: number): RecipeRow[] =>
    groupsAround(index, groups).flatMap((group, within) =>
      group.from === index ? [{ kind: 'group', group, firstIndex: index, depth: inRound + within }] : [],
    );
  const extraRows = (after: number): RecipeRow[] =>
    (extras.get(after) ?? []).map((one, place) => ({ kind: 'extra', judged: one, key: `${after} ${place}` }));

  const rows: RecipeRow[] = extraRows(0);
  for (const round of roundsOf(steps)) {
    const inRound = round.round === null ? 0 : 1;
    const stepRows = round.steps.map((step): StepRow => {
      const around = groupsAround(step.index, groups);
      return {
        kind: 'step',
        step,
        judged: judged.get(step.index) ?? null,
        state: stateOf(step),
        depth: inRound + around.length,
        isChoice: around.at(-1)?.kind === 'oneOf',
      };
    });
    const rowsOfRound = stepRows.flatMap((row): RecipeRow[] => [
      ...groupRows(row.step.index, inRound),
      row,
      ...extraRows(row.step.index),
    ]);
    if (round.round === null) {
      rows.push(...rowsOfRound);
      continue;
    }
    const { number, of } = round.round;
    const firstIndex = round.steps[0]!.index;
    const quiet = round.steps.some(({ index }) => extras.has(index)) ? null : quietState(stepRows);
    if (!compact || quiet === null) {
      rows.push({ kind: 'round', number, of, firstIndex }, ...rowsOfRound);
      continue;
    }
    const before = rows.at(-1);
    const needed = stepRows.filter(({ state }) => state !== 'leftOut').length;
    const isDone = quiet === 'done';
    // Rounds of the same repeat share a line.
    if (before?.kind === 'rounds' && before.done === isDone && before.of === of && before.to === number - 1) {
      rows[rows.length - 1] = { ...before, to: number, steps: before.steps + needed };
    } else {
      rows.push({ kind: 'rounds', from: number, to: number, of, firstIndex, done: isDone, steps: needed });
    }
  }
  return rows;
}

/** `done` or `ahead` when the round has no problem and no current step; null otherwise. */
function quietState(rows: readonly StepRow[]): 'done' | 'ahead' | null {
  if (rows.every(({ judged, state }) => judged?.status === 'ok' || state === 'leftOut')) return 'done';
  return rows.every(({ state }) => state === 'ahead') ? 'ahead' : null;
}

interface Round {
  readonly round: RecipeStepInfo['round'];
  readonly steps: RecipeStepInfo[];
}

/** Steps grouped by round; a step outside of a repeat is a group by itself. */
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

/** How many of the steps that this part needs were done. A step that is judged may have been left out. */
export function countRows(rows: readonly RecipeRow[]): { readonly done: number; readonly of: number } {
  let [done, of] = [0, 0];
  for (const row of rows) {
    if (row.kind === 'rounds') {
      of += row.steps;
      if (row.done) done += row.steps;
    } else if (row.kind === 'step' && row.state !== 'leftOut') {
      of += 1;
      if (row.judged !== null && isDone(row.judged)) done += 1;
    }
  }
  return { done, of };
}

/** The steps that may come next, and those right before and after the current one: they are read from as far as it. */
export function nearSteps(rows: readonly RecipeRow[], next: readonly NamedStep[]): ReadonlySet<number> {
  const steps = rows.flatMap((row) => (row.kind === 'step' ? [row] : []));
  const at = steps.findIndex(({ state }) => state === 'current');
  const beside = at < 0 ? [] : steps.slice(Math.max(0, at - 1), at + 2).map(({ step }) => step.index);
  return new Set([...beside, ...next.map(({ index }) => index)]);
}
