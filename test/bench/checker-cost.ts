// npx tsx test/bench/checker-cost.ts [HOURS]: time and memory of the checker over hours of work with a recipe of 200 steps.
import { createChecker } from '../../src-inference/checker/index.ts';
import { parseRecipe } from '../../src-inference/recipe/index.ts';

const hours = Number(process.argv[2] ?? 24);
const labels = ['nothing', ...'abcdefgh'];
const steps = Array.from({ length: 200 }, (_, at) => labels[1 + (at % 8)]!);
const recipe = parseRecipe(`name: a\ntitle: A\nsteps: [${steps}]`, 'a.yaml');
const checker = createChecker(recipe, { labels, background: 'nothing', confusion: null });
const hopSeconds = 0.5;
let state = 1;
const random = (): number => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return state / 2 ** 32;
};

let parts = 0;
let windows = 0;
let slowest = 0;
const begun = process.cpuUsage();
const heap: number[] = [];
for (let seconds = 0, at = 0; seconds < hours * 3600; at++) {
  const label = at % 2 === 0 ? steps[(at / 2) % steps.length]! : 'nothing';
  for (let window = label === 'nothing' ? 3 : 6; window > 0; window--, seconds += hopSeconds) {
    // One window in ten is wrong.
    const shown = random() < 0.1 ? Math.floor(random() * labels.length) : labels.indexOf(label);
    const sure = 0.5 + 0.5 * random();
    const probabilities = labels.map((_, one) => (one === shown ? sure : (1 - sure) / (labels.length - 1)));
    const from = performance.now();
    const events = checker.push({ startSeconds: seconds, endSeconds: seconds + 1, probabilities });
    slowest = Math.max(slowest, performance.now() - from);
    parts += events.filter(({ type }) => type === 'partEnded').length;
    if (++windows % 5000 === 0) heap.push(process.memoryUsage().heapUsed);
  }
}
const { user, system } = process.cpuUsage(begun);
const mean = (user + system) / 1000 / windows;
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
process.stdout.write(
  `${windows} windows (${hours} h), ${parts} parts: ${mean.toFixed(3)} ms of CPU a window, the slowest ${slowest.toFixed(0)} ms of wall time; ` +
    `heap ${megabytes(Math.min(...heap))} to ${megabytes(Math.max(...heap))} MB\n`,
);
