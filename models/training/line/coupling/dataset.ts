// Which videos of the coupling make a data set, the demo and a fresh test.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ScenarioKind, scenarioKinds } from '../scenario.ts';
import type { Split } from '../variation.ts';
import type { VideoRequest } from '../video.ts';
import { couplingLine } from './line.ts';

const videosPerSplit: Record<Split, number> = { train: 260, val: 3, test: 12 };

/** In recipe order the data hold good parts and every kind of mistake. */
const recipeKinds: readonly ScenarioKind[] = [
  'good',
  'skipped',
  'good',
  'takenBack',
  'repeated',
  'good',
  'corrected',
  'swapped',
  'wrong',
];

/** @param limit Videos per split; all of them when left out. */
export function datasetRequests(
  directory: string,
  splits: readonly Split[],
  height: number,
  limit = Number.POSITIVE_INFINITY,
): VideoRequest[] {
  return splits.flatMap((split) => {
    mkdirSync(join(directory, split), { recursive: true });
    const { operators, cameras } = couplingLine.population[split];
    return Array.from({ length: Math.min(limit, videosPerSplit[split]) }, (_, i) => ({
      line: 'coupling',
      path: join(directory, split, `${split}-${String(i + 1).padStart(3, '0')}`),
      split,
      kind: datasetKind(split, i),
      seed: `${split} ${i + 1}`,
      height,
      truth: split === 'train',
      // Everybody and every camera gets a turn; 7 is prime to the numbers of cameras.
      operator: i % operators,
      camera: (i * 7 + Math.floor(i / cameras)) % cameras,
    }));
  });
}

/**
 * Training sees many people, views and benches for a short time each, mostly in free order: what counts is how many it
 * has seen, not for how long. The other splits see whole parts, as on a line.
 */
function datasetKind(split: Split, i: number): ScenarioKind {
  return split === 'train' && i % 24 !== 0
    ? 'shuffled'
    : recipeKinds[Math.floor(i / (split === 'train' ? 24 : 1)) % recipeKinds.length]!;
}

/** The bundled videos: one good part and five with one mistake each, by operators that training never saw. */
export function demoRequests(directory: string, height: number): VideoRequest[] {
  mkdirSync(directory, { recursive: true });
  const plan: readonly {
    kind: ScenarioKind;
    step?: number;
    operator: number;
    camera: number;
    bench: number;
  }[] = [
    { kind: 'good', operator: 0, camera: 0, bench: 5 },
    { kind: 'skipped', step: 8, operator: 1, camera: 1, bench: 4 },
    { kind: 'swapped', step: 10, operator: 2, camera: 2, bench: 4 },
    { kind: 'wrong', step: 13, operator: 3, camera: 3, bench: 2 },
    { kind: 'repeated', step: 7, operator: 4, camera: 4, bench: 4 },
    { kind: 'corrected', step: 11, operator: 5, camera: 5, bench: 2 },
  ];
  return plan.map(({ bench, ...one }) => ({
    ...one,
    line: 'coupling',
    path: join(directory, one.kind),
    split: 'test',
    seed: `demo ${one.kind} ${bench}`,
    height,
    // They are part of the repository. Grain is what costs most and shows least.
    megabytes: 9,
    noise: 0.35,
    preset: 'superfast',
  }));
}

/** Videos of test operators that are in no data set: half of them good, half with one mistake. */
export function freshRequests(
  directory: string,
  count: number,
  height: number,
  seed: string,
): VideoRequest[] {
  mkdirSync(directory, { recursive: true });
  const mistakes = scenarioKinds.filter((kind) => !['good', 'shuffled', 'takenBack'].includes(kind));
  return Array.from({ length: count }, (_, i) => {
    const kind = i % 2 === 0 ? 'good' : mistakes[((i - 1) / 2) % mistakes.length]!;
    return {
      line: 'coupling',
      path: join(directory, `${String(i + 1).padStart(2, '0')}-${kind}`),
      split: 'test',
      kind,
      seed: `fresh ${seed} ${i + 1}`,
      height,
    };
  });
}
