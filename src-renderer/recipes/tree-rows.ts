// The tree of a draft as a list of rows: where elements can be dropped, and which steps of the expanded recipe an element
// stands for. Pure.
import {
  type DraftElement,
  type DraftGroup,
  type DraftPath,
  isDraftGroup,
  type RecipeDraft,
} from './draft.ts';
import { type DraftGap, gapBefore, isSame, isWithin } from './draft-edits.ts';

export type TreeRow =
  | {
      readonly kind: 'element';
      readonly element: DraftElement;
      readonly depth: number;
      /** First and last number of the steps that it expands to, 1-based. In a repeat: of the first round. */
      readonly steps: { readonly from: number; readonly to: number };
    }
  /** Stands after the last element of a group or of the recipe. What is dropped on it goes to the end of that list. */
  | {
      readonly kind: 'end';
      readonly list: DraftPath;
      /** Elements in the list. */
      readonly count: number;
      readonly depth: number;
      /** Null at the end of the recipe. */
      readonly group: DraftGroup | null;
    };

/** Each gap of the recipe is before exactly one row. */
export function treeRows(draft: RecipeDraft): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const visit = (elements: readonly DraftElement[], depth: number, first: number): number => {
    let next = first;
    for (const element of elements) {
      const count = countSteps(element, draft);
      rows.push({ kind: 'element', element, depth, steps: { from: next, to: next + count - 1 } });
      if (isDraftGroup(element)) {
        visit(element.elements, depth + 1, next);
        const list = [...element.path, element.kind];
        rows.push({ kind: 'end', list, count: element.elements.length, depth: depth + 1, group: element });
      }
      next += count;
    }
    return next;
  };
  visit(draft.elements, 0, 1);
  rows.push({ kind: 'end', list: ['steps'], count: draft.elements.length, depth: 0, group: null });
  return rows;
}

/** Number of steps after expanding. Every alternative and every possible round counts, as in the engine. */
function countSteps(
  element: DraftElement,
  { part, definitions }: Pick<RecipeDraft, 'part' | 'definitions'>,
): number {
  // Each definition is counted once. While one is being written, it may use itself.
  const known = new Map<string, number>();
  const countAll = (elements: readonly DraftElement[]): number =>
    elements.reduce((sum, one) => sum + count(one), 0);
  const countDefinition = (name: string): number => {
    const before = known.get(name);
    if (before !== undefined) return before;
    known.set(name, 0);
    const counted = countAll(definitions.get(name) ?? []);
    known.set(name, counted);
    return counted;
  };
  const count = (one: DraftElement): number => {
    if (one.kind === 'opaque') return 1;
    // A draft may ask for a number of times that no recipe can have.
    const times = Math.max(1, Math.floor(one.repeat?.max ?? 1));
    if (one.kind === 'step') return times * (part.batch ?? 1);
    return times * (isDraftGroup(one) ? countAll(one.elements) : countDefinition(one.use));
  };
  return count(element);
}

/** The gap before the row. */
export function gapAt(row: TreeRow): DraftGap {
  return row.kind === 'element' ? gapBefore(row.element.path) : { list: row.list, index: row.count };
}

/** A unique key of the row. */
export function rowKey(row: TreeRow): string {
  return row.kind === 'element' ? pathKey(row.element.path) : `${pathKey(row.list)}.end`;
}

export function pathKey(path: DraftPath): string {
  return path.join('.');
}

/**
 * Where an element goes when the keyboard moves it by one place: past the element beside it, into the group beside it, or
 * out of its own group. Null at both ends.
 */
export function gapBeside(
  rows: readonly TreeRow[],
  path: DraftPath,
  direction: 'up' | 'down',
): DraftGap | null {
  const at = rows.findIndex((row) => row.kind === 'element' && isSame(row.element.path, path));
  if (at === -1) return null;
  if (direction === 'up') {
    const before = rows[at - 1];
    return before === undefined ? null : gapAt(before);
  }
  // The element moves past the first row that is not its own: the gap is after that row.
  const next = rows.findIndex((row, index) => index > at && !belongsTo(row, path));
  const after = rows[next + 1];
  return next === -1 || after === undefined ? null : gapAt(after);
}

function belongsTo(row: TreeRow, path: DraftPath): boolean {
  return isWithin(row.kind === 'element' ? row.element.path : row.list, path);
}

/** The element at the path; null when there is none. */
export function elementAt(draft: RecipeDraft, path: DraftPath): DraftElement | null {
  let elements = draft.elements;
  let found: DraftElement | null = null;
  for (const key of path) {
    if (typeof key !== 'number') continue;
    found = elements[key] ?? null;
    if (found === null) return null;
    elements = isDraftGroup(found) ? found.elements : [];
  }
  return found;
}

/** Where a new element goes when the one at the path is selected: into an empty group, which waits for it; else after it. */
export function gapAfter(draft: RecipeDraft, path: DraftPath): DraftGap {
  const element = elementAt(draft, path);
  if (element !== null && isDraftGroup(element) && element.elements.length === 0) {
    return { list: [...path, element.kind], index: 0 };
  }
  const { list, index } = gapBefore(path);
  return { list, index: index + 1 };
}

/** The innermost element at the line of the text; null when the line is outside of the steps. */
export function elementAtLine(elements: readonly DraftElement[], line: number): DraftElement | null {
  const around = elements.find(({ lines }) => lines.from <= line && line <= lines.to);
  if (around === undefined) return null;
  return (isDraftGroup(around) ? elementAtLine(around.elements, line) : null) ?? around;
}
