// Whether the part of a lost engine can be resumed, and from where. Pure.
import { isDeepStrictEqual } from 'node:util';
import { gaps } from '../checker/index.ts';
import { isLive, parseSource, type StationSettings } from '../contract/index.ts';
import type { ModelCard } from '../model/index.ts';
import { describeRecipe } from '../recipe/index.ts';
import {
  type JudgingPlans,
  PartJudge,
  type PartNumbers,
  type Plan,
  type Resumption,
} from '../station/index.ts';
import { type InterruptedRun, judgesAlike } from './journal-replay.ts';

/** What the new engine would judge the part by. */
export interface ResumptionConditions {
  readonly settings: StationSettings;
  readonly card: ModelCard;
  readonly plans: JudgingPlans<Plan>;
  readonly numbers: PartNumbers;
  /** The source that is about to be opened, as screens see it. */
  readonly source: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Further back, the clock was set meanwhile: nobody knows for how long nothing ran. */
const clockErrorSeconds = 2;

/**
 * @returns Null when the source differs, when the part would be judged differently, or when nobody has looked for too long; then it
 *   must be aborted.
 */
export function planResumption(
  run: InterruptedRun,
  { settings, card, plans, numbers, source, now }: ResumptionConditions,
): Resumption | null {
  const last = run.windows.at(-1);
  if (!last || run.source !== source) return null;
  const plan = plans.current;
  const sinceLast = (): number => (now() - Date.parse(run.lastAt)) / 1000;
  const stoppedSeconds = (): number => Math.max(0, sinceLast());
  const common = {
    lastSeconds: last.endSeconds,
    stoppedSeconds,
    // The next window of the series begins here.
    fromSeconds: last.startSeconds + plan.hopSeconds,
  };
  if (!run.part) return { part: null, ...common };
  const isKnown = sinceLast() >= -clockErrorSeconds;
  const live = isLive(parseSource(source));
  if (live && (!isKnown || stoppedSeconds() > gaps.mostSeconds)) return null;
  const isSame =
    !run.isMixed && judgesAlike(run.settings, settings) && isSameModel(run, card) && isSameRecipe(run, plan);
  if (!isSame) return null;
  const { number, code, startSeconds } = run.part;
  const joined = run.part.joined !== null;
  const judge = new PartJudge(plans, { numbers, mayJoin: joined, isLive: live });
  const { windows, judgements } = run;
  const isMarked = plan.startsByMark || code !== null;
  const mark = isMarked ? ({ kind: 'start', atSeconds: startSeconds, code } as const) : null;
  const unpublished = judge.resume({ number, windows, judgements, mark, joined });
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
