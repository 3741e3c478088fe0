// What the sandbox costs: the same check inside and outside, by turns, and how long an engine takes to start.
//   npx tsx test/bench/sandbox.ts [ROUNDS]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commandFolders, type NamedFolders, startEngine } from '../../src-main/supervisor/index.ts';

const checkout = resolve(import.meta.dirname, '../..');
const entry = pathToFileURL(join(checkout, 'out/main/engine.js'));
const model = join(checkout, 'models/demo');
const video = join(checkout, 'resources/demo/skipped.mp4');
const recipe = join(checkout, 'resources/recipes/coupling.yaml');
const rounds = Number(process.argv[2] ?? 5);
const record = mkdtempSync(join(tmpdir(), 'stepwatch-sandbox-bench-'));

interface Round {
  readonly startSeconds: number;
  readonly checkSeconds: number;
  /** Of all threads: it says more than the time on a busy machine. */
  readonly cpuSeconds: number;
}

async function measure(folders: NamedFolders | null): Promise<Round> {
  const began = performance.now();
  const engine = startEngine(entry, folders, () => undefined);
  await engine.request('readModel', { directory: model });
  const started = performance.now();
  await engine.request('run', {
    source: { kind: 'file', path: video, pace: 'asFastAsPossible', loop: false },
    ...{ model, recipe, policy: null, recordDirectory: record, outputs: [] },
  });
  const ended = performance.now();
  const { cpuSeconds } = await engine.request('resourceUsage', null);
  await engine.stop();
  return { startSeconds: (started - began) / 1000, checkSeconds: (ended - started) / 1000, cpuSeconds };
}

const inside = commandFolders([model, video, recipe], [record]);
const measured: { readonly inside: Round; readonly outside: Round }[] = [];
await measure(inside);
for (let round = 0; round < rounds; round++) {
  // Whoever is first in a round gains nothing over many of them.
  if (round % 2 === 0) measured.push({ inside: await measure(inside), outside: await measure(null) });
  else {
    const outside = await measure(null);
    measured.push({ inside: await measure(inside), outside });
  }
}
rmSync(record, { recursive: true });
for (const what of ['startSeconds', 'checkSeconds', 'cpuSeconds'] as const) {
  const ratios = measured.map((round) => round.inside[what] / round.outside[what]).sort((a, b) => a - b);
  const outside = measured.map((round) => round.outside[what]).sort((a, b) => a - b);
  process.stdout.write(
    `${what}: inside ${median(ratios).toFixed(3)} times outside (${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}), ` +
      `outside ${median(outside).toFixed(2)} s\n`,
  );
}

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)]!;
}
