// How far an accuracy can be trusted. Windows of one recording are alike, so recordings are drawn, not windows. Pure.
import type { ShareWithInterval } from '../../contract/index.ts';
import { quantile, type Random, wilsonInterval } from '../../evaluation/index.ts';

export interface RecordingHits {
  readonly right: number;
  readonly windows: number;
}

const draws = 2000;
/** Fewer recordings than this say too little of how different recordings are. */
const fewestToDraw = 5;

/**
 * The 95 % interval of the bootstrap over recordings (Efron 1979). With few recordings, where they would hardly differ, it is at
 * least as wide as the interval of so many independent windows as there are.
 *
 * @param independence Share of a window that it does not share with the next one, 0 to 1.
 */
export function accuracyWithInterval(
  recordings: readonly RecordingHits[],
  independence: number,
  random: Random,
): ShareWithInterval {
  const sum = (list: readonly RecordingHits[], key: keyof RecordingHits): number =>
    list.reduce((total, one) => total + one[key], 0);
  const [right, windows] = [sum(recordings, 'right'), sum(recordings, 'windows')];
  const value = windows === 0 ? 0 : right / windows;
  const drawn = Array.from({ length: draws }, () => {
    const list = recordings.map(() => recordings[random.below(recordings.length)]!);
    return sum(list, 'right') / Math.max(1, sum(list, 'windows'));
  });
  let [low, high] = [quantile(drawn, 0.025) ?? 0, quantile(drawn, 0.975) ?? 1];
  if (recordings.length < fewestToDraw) {
    const [lower, upper] = wilsonInterval(right * independence, windows * independence);
    [low, high] = [Math.min(low, lower), Math.max(high, upper)];
  }
  return { value, low, high };
}
