// What a recipe may say and the checker does not judge: it is refused, for judging it as something else would pass bad
// parts or fail good ones. Pure.
import type { RecipeElement, RecipeInfo } from '../contract/index.ts';
import type { ElementPath } from './recipe-expansion.ts';

export interface Unjudged {
  readonly path: ElementPath;
  /** As it is written in the recipe. */
  readonly what: string;
}

/** @returns The first of them; null when everything is judged. */
export function findUnjudged(
  recipe: Pick<RecipeInfo, 'elements' | 'part' | 'corrections' | 'tolerated'>,
): Unjudged | null {
  const { part, corrections, tolerated } = recipe;
  if (part.start !== 'firstAction') return { path: ['part', 'start'], what: `start: ${part.start}` };
  if (part.end !== 'lastStep') return { path: ['part', 'end'], what: `end: ${part.end}` };
  if (part.timeoutSeconds !== null) return { path: ['part', 'timeoutSeconds'], what: 'timeoutSeconds' };
  if (corrections.verdict !== 'warn' || corrections.removals.length > 0) {
    return { path: ['corrections'], what: 'corrections' };
  }
  if (tolerated.length > 0) return { path: ['tolerated'], what: 'tolerated' };
  return findIn(recipe.elements, ['steps']);
}

function findIn(elements: readonly RecipeElement[], path: ElementPath): Unjudged | null {
  for (const [index, element] of elements.entries()) {
    const here = [...path, index];
    if (element.kind === 'step') {
      if (element.critical) return { path: [...here, 'critical'], what: 'critical' };
      if (element.typicalSeconds !== null) {
        return { path: [...here, 'typicalSeconds'], what: 'typicalSeconds' };
      }
      continue;
    }
    if (element.kind !== 'sequence') return { path: [...here, element.kind], what: element.kind };
    if (element.repeat !== null && element.repeat.min !== element.repeat.max) {
      return { path: [...here, 'repeat'], what: 'repeat: min..max' };
    }
    const found = findIn(element.elements, [...here, element.kind]);
    if (found !== null) return found;
  }
  return null;
}
