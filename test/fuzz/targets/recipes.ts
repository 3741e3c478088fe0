// Recipes as people write them, and as a plant sends them: read, described, compared with labels, and judged by.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createChecker } from '../../../src-inference/checker/index.ts';
import { describeRecipe, parseRecipe, type Recipe } from '../../../src-inference/recipe/index.ts';
import { mutateYaml, yamlBlocks } from '../mutate-text.ts';
import type { Target } from '../target.ts';

const root = resolve(import.meta.dirname, '../../..');

export const target: Target = {
  runsIn: 'thread',
  async seeds() {
    const folder = join(root, 'resources/recipes');
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    return [...files, ...yamlBlocks(readFileSync(join(root, 'docs/recipe.md'), 'utf8'))];
  },
  mutate: mutateYaml,
  open: async () => ({
    async run(input) {
      const recipe = parseRecipe(Buffer.from(input).toString(), 'recipe.yaml');
      JSON.stringify(describeRecipe(recipe));
      judge(recipe);
    },
  }),
};

/** Windows in which each label is seen in its turn. */
function judge(recipe: Recipe): void {
  const others = recipe.otherLabels.map(({ label }) => label);
  const labels = ['-', ...new Set([...recipe.steps.map(({ label }) => label), ...others])].slice(0, 20);
  const checker = createChecker(recipe, { labels, background: labels[0]!, confusion: null });
  labels.forEach((_, shown) => {
    const probabilities = labels.map((_, at) => (at === shown ? 0.8 : 0.2 / (labels.length - 1)));
    checker.push({ startSeconds: shown, endSeconds: shown + 1, probabilities });
  });
  checker.finish();
}
