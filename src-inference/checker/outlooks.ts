// What may be done at a place, and what is left out when the work goes on without it. Remembered: every label asks the same
// of the same places, and who leaves out many steps passes the places of those who leave out few.

import type { RecipeNode } from '../recipe/index.ts';
import { omissionFrom, type Place, placeKey, type Way, waysFrom } from './places.ts';

export interface Outlook {
  readonly ways: readonly Way[];
  /** The next required steps left out, and the outlook after them; null when nothing is required any more. */
  readonly without: () => WithoutNext | null;
}

export interface WithoutNext {
  readonly steps: readonly number[];
  readonly to: Place;
  readonly after: Outlook;
}

const mostKnown = 4000;

export function createOutlooks(tree: RecipeNode): (place: Place) => Outlook {
  let known = new Map<string, Outlook>();
  const outlookFrom = (place: Place): Outlook => {
    const key = placeKey(place);
    const same = known.get(key);
    if (same !== undefined) return same;
    let next: ReturnType<Outlook['without']> | undefined;
    const made: Outlook = {
      ways: waysFrom(tree, place),
      without() {
        if (next === undefined) {
          const omission = omissionFrom(tree, place);
          next = omission && { ...omission, after: outlookFrom(omission.to) };
        }
        return next;
      },
    };
    if (known.size >= mostKnown) known = new Map();
    known.set(key, made);
    return made;
  };
  return outlookFrom;
}
