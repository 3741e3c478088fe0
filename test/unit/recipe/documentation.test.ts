// docs/recipe.md is right: its examples are recipes, its errors come as it says, and it has every key of the language.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StationError } from '../../../src-inference/contract/index.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';
import { groupKeys, stepKeys } from '../../../src-renderer/recipes/draft.ts';
import { partKeys, recipeKeys, waitKeys } from '../../../src-renderer/recipes/editor/yaml-completion.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../../docs/recipe.md'), 'utf8');
const parse = (text: string) => parseRecipe(text, 'a.yaml');

const blocks = [...page.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, block]) => block!);
const rows = page.split('\n').filter((line) => line.startsWith('|'));
/** What stands in the first column as an element of a list. */
const elements = rows.flatMap((row) =>
  [...row.split(' | ')[0]!.matchAll(/`(- [^`]+)`/g)].map(([, element]) => element!),
);
const right = elements.filter((element) => !page.includes(`: \`${element}\``));

/** What the examples mean but do not have: names that `since` and `use` refer to, and a step that is always asked for. */
const around = 'name: a\ntitle: A\ndefine: {wheel: [rim]}\nsteps:\n- glue\n';

describe('the page of the recipe language', () => {
  it.each(blocks)('has blocks that are recipes: %s', (block) => {
    const names = /^name:/m.test(block) ? '' : 'name: a\ntitle: A\n';
    const steps = /^steps:/m.test(block) ? '' : 'steps: [screw, install_lid, screw]\n';
    expect(parse(names + block + steps).steps.length).toBeGreaterThan(0);
  });

  it.each(right)('has examples that are elements: %s', (element) => {
    const isPartMarked = /when:|unless:/.test(element);
    const text = `${isPartMarked ? 'part: {start: mark}\n' : ''}${around}${element}\n`;
    expect(parse(text).steps.length).toBeGreaterThan(1);
  });

  it('has an example for each key', () => {
    const examples = [...blocks, ...right].join('\n');
    const keys = [...recipeKeys, ...partKeys, ...waitKeys, ...stepKeys, ...groupKeys, 'use'];
    expect(keys.filter((key) => !new RegExp(`\\b${key}:`).test(examples))).toEqual([]);
  });

  const errors = rows.flatMap((row) => {
    const [, line, element, code, message] =
      /^\| line (\d): `(- [^`]+)` \| `(\w+)`, line \1: (.*) \|$/.exec(row) ?? [];
    return code === 'recipe_invalid' ? [{ line: Number(line), element: element!, message: message! }] : [];
  });

  it.each(errors)('tells what is wrong in line $line with $element', ({ line, element, message }) => {
    const define = line === 4 ? '' : 'define: {wheel: [rim]}\n';
    const text = `name: a\ntitle: A\n${define}steps:\n${element}\n- glue\n`;
    const error = (() => {
      try {
        return parse(text);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(StationError);
    const { code, message: told, hint, line: at } = error as StationError;
    expect([code, at]).toEqual(['recipe_invalid', line]);
    expect(`${told} ${hint}`).toContain(message);
  });
});
