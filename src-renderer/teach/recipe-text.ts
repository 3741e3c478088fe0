// A first recipe from what was done in a recording of a good part. Pure.
import type { LabelledAction } from '../../src-inference/contract/index.ts';

/** @param title Of the recipe; its name follows from it. */
export function recipeFromActions(actions: readonly LabelledAction[], title: string): string {
  const name =
    title
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'line';
  const steps = actions
    .toSorted((one, other) => one.startSeconds - other.startSeconds)
    .map(({ label }) => `  - ${quoted(label)}\n`);
  return `name: ${name}\ntitle: ${quoted(title)}\nsteps:\n${steps.join('')}`;
}

/** YAML takes plain words as they are; anything else is quoted. */
function quoted(word: string): string {
  return /^[\p{L}][\p{L}\p{N} _-]*$/u.test(word) && !/^(true|false|null|yes|no|on|off)$/i.test(word)
    ? word
    : JSON.stringify(word);
}
