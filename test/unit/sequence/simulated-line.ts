// A simulated network that watches a simulated bench: windows of one second that overlap, so a boundary blurs;
// confusions come in bursts; everything from one seed.
import type { WindowScores } from '../../../src-inference/contract/index.ts';

export interface SimulatedAction {
  readonly label: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Uniform numbers from 0 to 1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Actions of 1.2 to 2.4 s; gaps of the shortest given to 0.6 s more. */
export function performActions(
  labels: readonly string[],
  random: () => number,
  shortestGapSeconds = 0.4,
): SimulatedAction[] {
  let seconds = 1;
  return labels.map((label) => {
    const startSeconds = seconds;
    const endSeconds = startSeconds + 1.2 + 1.2 * random();
    seconds = endSeconds + shortestGapSeconds + 0.6 * random();
    return { label, startSeconds, endSeconds };
  });
}

export interface Noise {
  /** Share of windows in which another label wins, in bursts of one or two windows. */
  readonly confusion: number;
  readonly hopSeconds?: number;
}

export function* watchActions(
  actions: readonly SimulatedAction[],
  labels: readonly string[],
  background: string,
  random: () => number,
  { confusion, hopSeconds = 0.25 }: Noise,
): Generator<WindowScores> {
  const end = actions.at(-1)!.endSeconds + 4;
  let burst = 0;
  let confusedWith = 0;
  for (let startSeconds = 0; startSeconds + 1 <= end; startSeconds += hopSeconds) {
    const endSeconds = startSeconds + 1;
    const shares = labels.map(() => 0);
    let idle = 1;
    for (const action of actions) {
      const overlap = Math.min(endSeconds, action.endSeconds) - Math.max(startSeconds, action.startSeconds);
      if (overlap <= 0) continue;
      shares[labels.indexOf(action.label)]! += overlap;
      idle -= overlap;
    }
    shares[labels.indexOf(background)]! += Math.max(idle, 0);
    if (burst === 0 && random() < confusion / 1.5) {
      burst = random() < 0.5 ? 1 : 2;
      confusedWith = Math.floor(random() * labels.length);
    }
    const confused = burst > 0;
    if (burst > 0) burst--;
    // Squared: a network is surer of the larger share than its part of the time.
    const raw = shares.map((share, index) => {
      const clear = share ** 2 * (confused ? 0.3 : 1) + 0.01 + 0.03 * random();
      return clear + (confused && index === confusedWith ? 0.7 : 0);
    });
    const sum = raw.reduce((total, value) => total + value, 0);
    yield { startSeconds, endSeconds, probabilities: raw.map((value) => value / sum) };
  }
}
