// The state of the verdict band: the most severe one of all that is known. Pure.
import {
  type FinishedPart,
  isMissing,
  type JudgedStep,
  type PlainStationError,
  type StationSnapshot,
} from '../../../src-inference/contract/index.ts';
import { problemsOf } from '../../messages/index.ts';
import type { Connection } from '../../station/index.ts';

export type Band =
  | { readonly kind: 'connecting' | 'lost' | 'refused' | 'engineStarting' | 'opening' }
  | { readonly kind: 'engineRestarting'; readonly reason: string }
  | { readonly kind: 'engineFailed'; readonly failures: number; readonly reason: string }
  | { readonly kind: 'modelLoading' | 'noSource' | 'noRecipe' | 'paused' | 'ended' }
  | { readonly kind: 'modelFailed' | 'recipeFailed' | 'sourceFailed'; readonly error: PlainStationError }
  | { readonly kind: 'waiting' | 'stalled'; readonly error: PlainStationError | null }
  /** Nothing is wrong so far. `of` null: the recipe does not fix how many steps a part has. */
  | { readonly kind: 'inProgress'; readonly done: number; readonly of: number | null }
  /** `look`: the part will warn at least. `mistake`: the part fails as it is now. */
  | { readonly kind: 'look' | 'mistake'; readonly problems: readonly JudgedStep[] }
  | { readonly kind: 'pass' | 'warn' | 'fail' | 'aborted'; readonly part: FinishedPart }
  /** `first`: label of the first step of a part. */
  | { readonly kind: 'ready'; readonly first: string };

export function bandState(connection: Connection, fresh: boolean, snapshot: StationSnapshot): Band {
  return shellBand(connection, fresh) ?? faultBand(snapshot) ?? workBand(snapshot);
}

function shellBand(connection: Connection, fresh: boolean): Band | null {
  if (connection.state !== 'connected') return { kind: connection.state };
  const { engine } = connection;
  switch (engine.state) {
    case 'starting':
      return { kind: 'engineStarting' };
    case 'restarting':
      return { kind: 'engineRestarting', reason: engine.reason };
    case 'failed':
      return { kind: 'engineFailed', failures: engine.failures, reason: engine.reason };
    case 'running':
      return fresh ? null : { kind: 'opening' };
    default:
      return engine satisfies never;
  }
}

/** What keeps the station from checking. A failed part that nobody has acknowledged comes before problems after it. */
function faultBand(snapshot: StationSnapshot): Band | null {
  const { model, recipe, source, part } = snapshot;
  if (model.state === 'failed') return { kind: 'modelFailed', error: model.error };
  if (model.state === 'loading') return { kind: 'modelLoading' };
  if (part === null && isOpenFailure(snapshot)) return null;
  if (recipe.state === 'failed') return { kind: 'recipeFailed', error: recipe.error };
  if (source === null) return { kind: 'noSource' };
  switch (source.state) {
    case 'waiting':
    case 'stalled':
      return { kind: source.state, error: source.error };
    case 'paused':
      return { kind: 'paused' };
    case 'ended':
      if (source.error !== null) return { kind: 'sourceFailed', error: source.error };
      return snapshot.lastPart === null ? { kind: 'ended' } : null;
    case 'playing':
      return recipe.state === 'none' ? { kind: 'noRecipe' } : null;
    default:
      return source.state satisfies never;
  }
}

function workBand({ part, lastPart, recipe }: StationSnapshot): Band {
  const steps = recipe.state === 'ready' ? recipe.info.steps : [];
  if (part !== null) {
    const problems = problemsOf(part.steps);
    const done = part.steps.filter((step) => step.index !== null && !isMissing(step)).length;
    const of = steps.some(({ optional }) => optional) ? null : steps.length;
    if (problems.length === 0) return { kind: 'inProgress', done, of };
    const grave = problems.some(({ severity }) => severity === 'fail');
    return { kind: grave ? 'mistake' : 'look', problems };
  }
  if (lastPart !== null) return { kind: lastPart.verdict ?? 'aborted', part: lastPart };
  return { kind: 'ready', first: steps[0]?.label ?? '' };
}

function isOpenFailure({ lastPart, unacknowledged }: StationSnapshot): boolean {
  return lastPart?.verdict === 'fail' && unacknowledged.includes(lastPart.id);
}

/** The step to name: while the part is in progress the newest of the most severe ones, afterwards the first of them. */
export function headline(band: Band): { readonly step: JudgedStep; readonly others: number } | null {
  if (band.kind === 'look' || band.kind === 'mistake') {
    return pick(band.problems, band.problems.toReversed());
  }
  if (band.kind === 'warn' || band.kind === 'fail') {
    const problems = problemsOf(band.part.steps);
    return pick(problems, problems);
  }
  return null;
}

function pick(problems: readonly JudgedStep[], ordered: readonly JudgedStep[]) {
  const grave = ordered.find(({ severity }) => severity === 'fail');
  const step = grave ?? ordered[0];
  return step === undefined ? null : { step, others: problems.length - 1 };
}
