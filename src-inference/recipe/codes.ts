// Checks `when` and `unless`: the code comes with the mark that begins the part, and every part has something to do.
import { type CodeCondition, meetsCode, type PartRules, type RecipeElement } from '../contract/index.ts';
import { type ElementPath, type FailAt, pathInside } from './element-path.ts';
import type { ExpandedRecipe } from './expansion.ts';

/** @param meets Whether the part is one of those that an element belongs to. */
export type ExpandFor = (meets: (when: CodeCondition) => boolean) => ExpandedRecipe;

/** @throws What `fail` throws, when a part could not begin with a code, or would have nothing to do. */
export function checkCodes(
  elements: readonly RecipeElement[],
  part: PartRules,
  expand: ExpandFor,
  fail: FailAt,
): void {
  if (expand(() => true).tree.canBeEmpty) {
    fail(['steps'], 'Every step is optional: nothing could be missed.', 'Make at least one step required.');
  }
  const conditions = conditionsIn(elements, ['steps']);
  const [first] = conditions;
  if (first === undefined) return;
  if (part.start !== 'mark') {
    fail(
      first.path,
      'The code of a part comes with the mark that begins it, but parts of this recipe begin without one.',
      'Write `part: {start: mark}`.',
    );
  }
  const patterns = conditions.flatMap(({ when }) => [...when.when, ...when.unless]);
  // A code that fits the pattern stands for all of them.
  const codes = new Set(patterns.map((pattern) => pattern.replaceAll('*', '').replaceAll('?', '0')));
  for (const code of [null, ...codes]) {
    if (!expand((when) => meetsCode(when, code)).tree.canBeEmpty) continue;
    fail(
      first.path,
      `A part ${code === null ? 'without a code' : `with the code "${code}"`} would have no step that it needs.`,
      'Add a step without `when`, or one with `unless` for all other parts.',
    );
  }
}

/** @returns With the path of their elements. */
function conditionsIn(
  elements: readonly RecipeElement[],
  path: ElementPath,
): readonly { readonly when: CodeCondition; readonly path: ElementPath }[] {
  return elements.flatMap((element, index) => {
    const at = [...path, index];
    const own = element.when === null ? [] : [{ when: element.when, path: at }];
    const inner = element.kind === 'step' ? [] : conditionsIn(element.elements, pathInside(element, at));
    return [...own, ...inner];
  });
}
