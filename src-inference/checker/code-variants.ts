// Recipes with `when`: the code comes with the mark that begins a part, and the part is checked by its own steps.
import type { Checker, SequenceEvent } from '../contract/index.ts';
import { dependsOnCode, type Recipe, recipeForCode } from '../recipe/index.ts';

/** @param make Makes the checker of a recipe. Its parts count from 1. */
export function createCheckerForCodes(recipe: Recipe, make: (recipe: Recipe) => Checker): Checker {
  if (!dependsOnCode(recipe)) return make(recipe);
  let checker = make(recipe);
  let partsBefore = 0;
  let lastPart = 0;
  const numbered = (events: readonly SequenceEvent[]): SequenceEvent[] =>
    events.map((event) => {
      lastPart = event.part + partsBefore;
      return { ...event, part: lastPart };
    });
  return {
    push: (window) => numbered(checker.push(window)),
    pushUnseen: (window) => checker.pushUnseen(window),
    mark(mark) {
      if (mark.kind === 'end') return numbered(checker.mark(mark));
      const ended = numbered(checker.mark({ ...mark, kind: 'end', code: null }));
      partsBefore = lastPart;
      checker = make(recipeForCode(recipe, mark.code));
      return [...ended, ...numbered(checker.mark(mark))];
    },
    get isUnfinished() {
      return checker.isUnfinished;
    },
    finish: () => numbered(checker.finish()),
  };
}
