// Remedies: what the hands do after a mistake. A recipe says it for a step, or for all of them; where it says nothing, a screen
// has a usual sentence for each kind.
import { type JudgedStep, stepStatuses } from './sequence.ts';

/** What may be wrong with a step; `repeated` is an `extra` action that is the one before it once more. */
const mistakeKinds = [...stepStatuses.filter((status) => status !== 'ok'), 'repeated'] as const;
/** @public */
export type MistakeKind = (typeof mistakeKinds)[number];

/** For which mistakes a recipe may say what to do: one kind, or whatever has no sentence of its own. */
export const remedyKinds = [...mistakeKinds, 'any'] as const;

/** Sentences by the kind of mistake, as the recipe has them. */
export type Remedies = { readonly [Kind in (typeof remedyKinds)[number]]?: string };

/** What a recipe says of them (`RecipeInfo`). */
interface RecipeRemedies {
  readonly steps: readonly { readonly label: string; readonly remedies: Remedies }[];
  readonly remedies: Remedies;
}

/**
 * Null for a step that is right.
 *
 * @public
 */
export function mistakeKindOf({ status, reason }: Pick<JudgedStep, 'status' | 'reason'>): MistakeKind | null {
  if (status === 'ok') return null;
  const known = reason?.kind === 'perhaps' ? reason.reason : reason;
  return status === 'extra' && known?.kind === 'repeated' ? 'repeated' : status;
}

/**
 * What the recipe says to do about a mistake: at its step, else for the whole recipe; at each place first for its kind, then for
 * any. An action that was repeated belongs to the last step with its label.
 *
 * @returns Null when the recipe says nothing.
 */
export function remedyOf(
  { steps, remedies }: RecipeRemedies,
  mistake: Pick<JudgedStep, 'index' | 'label' | 'status' | 'reason'>,
): string | null {
  const kind = mistakeKindOf(mistake);
  if (kind === null) return null;
  const step =
    mistake.index !== null
      ? steps[mistake.index - 1]
      : kind === 'repeated'
        ? steps.findLast(({ label }) => label === mistake.label)
        : undefined;
  const own = step?.remedies;
  return own?.[kind] ?? own?.any ?? remedies[kind] ?? remedies.any ?? null;
}
