// npx tsx test/bench/replay-windows.ts WINDOWS.jsonl RECIPE.yaml --labels a,b,c [--background a] [--policy NAME]
// Judges recorded windows again: one JSON object a line, {startSeconds, endSeconds, probabilities}; a journal does too.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createChecker } from '../../src-inference/checker/index.ts';
import type { SequenceEvent, WindowScores } from '../../src-inference/contract/index.ts';
import { parseRecipe } from '../../src-inference/recipe/index.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { labels: { type: 'string' }, background: { type: 'string' }, policy: { type: 'string' } },
});
const [windowsFile, recipeFile] = positionals;
if (windowsFile === undefined || recipeFile === undefined || values.labels === undefined) {
  process.stderr.write(
    'usage: replay-windows.ts WINDOWS.jsonl RECIPE.yaml --labels a,b,c [--background a]\n',
  );
  process.exit(2);
}

const checker = createChecker(
  parseRecipe(readFileSync(recipeFile, 'utf8'), recipeFile),
  {
    labels: values.labels.split(','),
    background: values.background ?? null,
    confusion: null,
  },
  { policy: values.policy ?? null },
);
for (const line of readFileSync(windowsFile, 'utf8').split('\n')) {
  if (!line.includes('"probabilities"')) continue;
  const window = JSON.parse(line) as WindowScores;
  print(checker.push(window), window.endSeconds);
}
print(checker.finish(), Number.NaN);

function print(events: readonly SequenceEvent[], seconds: number): void {
  for (const event of events) {
    if (event.type === 'stepJudged') {
      const { index, status, label, expected, probability, remark } = event.step;
      const said = [
        index ?? '-',
        status,
        label ?? '-',
        expected ?? '-',
        probability?.toFixed(2) ?? '-',
        remark,
      ];
      process.stdout.write(`${seconds.toFixed(2)}\tpart ${event.part}\t${said.join('\t')}\n`);
    }
    if (event.type === 'partEnded') process.stdout.write(`part ${event.part}: ${event.verdict}\n`);
  }
}
