// What a draft still needs, and what in it may be a slip. Neither is an error: a new recipe has nothing that is wrong. Pure.
import { type DraftElement, type DraftPath, isDraftGroup, type RecipeDraft } from './draft.ts';

/** Nobody has come to it yet. */
export type Missing =
  | { readonly kind: 'title' | 'name' | 'steps' }
  /** A group without elements. */
  | { readonly kind: 'group'; readonly path: DraftPath };

export type DraftHint =
  /** Of these one is to be done, but there is only one. */
  | { readonly kind: 'oneAlternative'; readonly path: DraftPath }
  /** Another action has the same title: nobody can tell the two apart. */
  | { readonly kind: 'sameTitle'; readonly path: DraftPath; readonly title: string }
  /** Another recipe has the same title. `name`: the other one's. */
  | { readonly kind: 'sameRecipeTitle'; readonly path: null; readonly name: string };

export function missingIn({ title, name, elements, definitions }: RecipeDraft): readonly Missing[] {
  return [
    ...(title.trim() === '' ? [{ kind: 'title' } as const] : []),
    // The name of a new recipe follows its title.
    ...(title.trim() !== '' && name.trim() === '' ? [{ kind: 'name' } as const] : []),
    ...(elements.length === 0 ? [{ kind: 'steps' } as const] : []),
    ...allElements([...elements, ...[...definitions.values()].flat()])
      .filter((element) => isDraftGroup(element) && element.elements.length === 0)
      .map(({ path }) => ({ kind: 'group', path }) as const),
  ];
}

/**
 * @param titleOf The title of an action, where a step has none of its own.
 * @param others The other recipes of the station.
 */
export function hintsOn(
  draft: RecipeDraft,
  titleOf: (label: string) => string,
  others: readonly { readonly name: string; readonly title: string }[],
): readonly DraftHint[] {
  const elements = allElements(draft.elements);
  const twin = twinOf(draft, others);
  return [
    ...(twin === undefined ? [] : [{ kind: 'sameRecipeTitle', path: null, name: twin.name } as const]),
    ...elements
      .filter((element) => element.kind === 'oneOf' && element.elements.length === 1)
      .map(({ path }) => ({ kind: 'oneAlternative', path }) as const),
    ...sameTitles(elements, titleOf),
  ];
}

/** Another recipe with the same title. */
export function twinOf<Recipe extends { readonly title: string }>(
  { title }: Pick<RecipeDraft, 'title'>,
  others: readonly Recipe[],
): Recipe | undefined {
  return others.find((other) => isAlike(other.title, title));
}

/** Steps whose own title is that of another action. Where one action is done several times, the same title is right. */
function sameTitles(
  elements: readonly DraftElement[],
  titleOf: (label: string) => string,
): readonly DraftHint[] {
  const steps = elements
    .filter((element) => element.kind === 'step')
    .map(({ path, label, title }) => ({
      path,
      label,
      isOwn: title !== null,
      title: title ?? titleOf(label),
    }));
  return steps
    .filter(
      (step) =>
        step.isOwn && steps.some((other) => other.label !== step.label && isAlike(other.title, step.title)),
    )
    .map(({ path, title }) => ({ kind: 'sameTitle', path, title }));
}

function allElements(elements: readonly DraftElement[]): readonly DraftElement[] {
  return elements.flatMap((element) => [
    element,
    ...(isDraftGroup(element) ? allElements(element.elements) : []),
  ]);
}

function isAlike(one: string, other: string): boolean {
  return one.trim() !== '' && one.trim().toLowerCase() === other.trim().toLowerCase();
}
