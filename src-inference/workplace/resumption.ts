// Whether the part of a lost engine can be resumed, and from where. Pure.
import { isDeepStrictEqual } from 'node:util';
import type { StationSettings } from '../contract/index.ts';
import type { ModelCard } from '../model/index.ts';
import { describeRecipe } from '../recipe/index.ts';
import { type JudgingPlans, PartJudge, type Plan, type Resumption } from '../station/index.ts';
import { type InterruptedRun, judgesAlike } from './journal-replay.ts';

/** What the new engine would judge the part by. */
export interface ResumptionConditions {
  readonly settings: StationSettings;
  readonly card: ModelCard;
  readonly plans: JudgingPlans<Plan>;
  /** The source that is about to be opened, as screens see it. */
  readonly source: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** @returns Null when the source differs, or when the part would be judged differently; then it must be aborted. */
export function planResumption(
  run: InterruptedRun,
  { settings, card, plans, source, now }: ResumptionConditions,
): Resumption | null {
  const last = run.windows.at(-1);
  if (!last || run.source !== source) return null;
  const plan = plans.current;
  const common = {
    lastSeconds: last.endSeconds,
    missedSeconds: () => Math.max(0, (now() - Date.parse(run.lastAt)) / 1000),
    // The next window of the series begins here.
    fromSeconds: last.startSeconds + plan.hopSeconds,
  };
  if (!run.part) return { part: null, ...common };
  const isSame =
    !run.isMixed && judgesAlike(run.settings, settings) && isSameModel(run, card) && isSameRecipe(run, plan);
  if (!isSame) return null;
  const judge = new PartJudge(plans);
  const { number, code, startSeconds } = run.part;
  const { windows, judgements } = run;
  const isMarked = plan.startsByMark || code !== null;
  const mark = isMarked ? ({ kind: 'start', atSeconds: startSeconds, code } as const) : null;
  const unpublished = judge.resume({ number, windows, judgements, mark });
  return unpublished && { part: { number, judge, unpublished }, ...common };
}

function isSameModel({ model }: InterruptedRun, { labels }: ModelCard): boolean {
  return (
    model.state === 'ready' &&
    isDeepStrictEqual(
      model.info.labels.map(({ name }) => name),
      labels.map(({ name }) => name),
    )
  );
}

function isSameRecipe({ recipe }: InterruptedRun, plan: Plan): boolean {
  return (
    recipe.state === 'ready' &&
    plan.recipe !== null &&
    isDeepStrictEqual(recipe.info, describeRecipe(plan.recipe))
  );
}
