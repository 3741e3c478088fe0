// Whether the part of a lost engine can go on, and from where. Pure.
import { isDeepStrictEqual } from 'node:util';
import type { StationSettings } from '../contract/index.ts';
import type { ModelCard } from '../model/index.ts';
import { describeRecipe } from '../recipe/index.ts';
import { PartJudge, type Plan, type Resumption } from '../station/index.ts';
import { judgesAlike, type LostRun } from './recollection.ts';

export interface Present {
  readonly settings: StationSettings;
  readonly card: ModelCard;
  readonly plan: Plan;
  /** The source that is about to be opened, as screens see it. */
  readonly source: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** @returns Null when it is another source, or it would be judged otherwise: then the part has no end. */
export function planResumption(
  lost: LostRun,
  { settings, card, plan, source, now }: Present,
): Resumption | null {
  const last = lost.windows.at(-1);
  if (!last || lost.source !== source) return null;
  const common = {
    lastSeconds: last.endSeconds,
    missedSeconds: () => Math.max(0, (now() - Date.parse(lost.lastAt)) / 1000),
    // The next window of the series begins here.
    fromSeconds: last.startSeconds + plan.hopSeconds,
  };
  if (!lost.part) return { part: null, ...common };
  const isSame =
    !lost.isMixed &&
    judgesAlike(lost.settings, settings) &&
    isSameModel(lost, card) &&
    isSameRecipe(lost, plan);
  if (!isSame) return null;
  const judge = new PartJudge(plan);
  const { number, code, startSeconds } = lost.part;
  const { windows, judgements } = lost;
  const isMarked = plan.startsByMark || code !== null;
  const mark = isMarked ? ({ kind: 'start', atSeconds: startSeconds, code } as const) : null;
  const unsaid = judge.resume({ number, windows, judgements, mark });
  return unsaid && { part: { number, judge, unsaid }, ...common };
}

function isSameModel({ model }: LostRun, { labels }: ModelCard): boolean {
  return (
    model.state === 'ready' &&
    isDeepStrictEqual(
      model.info.labels.map(({ name }) => name),
      labels.map(({ name }) => name),
    )
  );
}

function isSameRecipe({ recipe }: LostRun, plan: Plan): boolean {
  return (
    recipe.state === 'ready' &&
    plan.recipe !== null &&
    isDeepStrictEqual(recipe.info, describeRecipe(plan.recipe))
  );
}
