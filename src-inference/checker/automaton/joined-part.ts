// A part whose beginning was not seen: the source was opened, or the recipe put in force, in the middle of it. Its first action may
// be any step; what comes before that one in the recipe was done, and is not asked for.
import { automatonLimits, transitionNats } from '../parameters.ts';
import type { AutomatonContext } from './context.ts';
import type { State } from './state.ts';
import type { AddTransition } from './transition.ts';

/** The places at which a part may be joined by an action with this label. The first steps of the recipe begin a part. */
export function addJoinedTransitions(
  { recipe, labels, frontierOf, successor }: AutomatonContext,
  start: State,
  label: number,
  add: AddTransition,
): void {
  const seen = new Set(frontierOf('todo').nextSteps.map(({ step }) => step));
  const cost = transitionNats.joined + Math.log(recipe.steps.length);
  let omission = frontierOf('todo').omission();
  for (let places = 0; omission !== null && places < automatonLimits.maxJoinPlaces; places++) {
    for (const { step, to } of omission.frontier.nextSteps) {
      if (seen.has(step)) continue;
      seen.add(step);
      if (labels.ofSteps[step] !== label) continue;
      add({ kind: 'joined', step }, cost, () => successor(start, label, to, { joinedAt: step }));
    }
    omission = omission.frontier.omission();
  }
}
