// What a station would say of good and bad parts of a recipe, with a network that errs as this one was measured to: simulated.
import { usualThresholds } from '../checker/index.ts';
import type { ConfusionMatrix, RecognitionModel } from '../contract/index.ts';
import type { Recipe } from '../recipe/index.ts';
import { createRandom } from './random.ts';
import { seeOnline } from './seen-part.ts';
import { recordLine } from './simulated-line.ts';
import { type SimulatedNetwork, watchPart } from './simulated-network.ts';
import { mistakeKinds, simulatePart, usualPace } from './simulated-part.ts';
import { createVerdictCounts, verdictRates } from './verdict-counts.ts';

export interface MeasuredNetwork {
  /** As the checker knows it; it must have errors and a background. */
  readonly known: RecognitionModel;
  /** Counts of windows, in the order of the labels, of which edges between actions count as right. */
  readonly confusion: ConfusionMatrix;
  readonly hopSeconds: number;
}

export interface ExpectedVerdicts {
  readonly parts: number;
  readonly goodFailed: number;
  readonly goodWarned: number;
  readonly badPassed: number;
}

/** A label with few windows is taken to be as good as all together, with the weight of so many. */
const priorWindows = 8;
/** So many more windows of every error: what was not seen may still happen. */
const unseenError = 0.25;
/** From this share of windows with two actions on that mix both, all of them are taken to do so. */
const mixesFrom = 0.4;
/** Good parts from which the checker knows how long steps take. */
const recordedParts = 6;
/** Nobody is always right. */
const bestAccuracy = 0.995;
const worstAccuracy = 0.05;

/** @param parts Half of them are good, the others have one mistake each. */
export function expectVerdicts(
  recipe: Recipe,
  measured: MeasuredNetwork,
  parts: number,
  seed: number,
): ExpectedVerdicts {
  const network = toSimulated(measured);
  const { labels } = network;
  const line = recordLine(recipe, usualPace, recordedParts, createRandom(seed));
  const verdicts = createVerdictCounts();
  for (let number = 0; number < parts; number++) {
    const random = createRandom((seed + 1) * 1_000_003 + number);
    const mistake = number % 2 === 0 ? null : mistakeKinds[((number - 1) / 2) % mistakeKinds.length]!;
    const part = simulatePart(recipe, labels, mistake, usualPace, random);
    const windows = [...watchPart(part, network, random)];
    const seen = seeOnline(line.recipe, measured.known, windows, 'alignment', usualThresholds.failAbove);
    verdicts[mistake === null ? 'good' : 'bad'][seen.verdict]++;
  }
  const { goodFailed, goodWarned, badPassed } = verdictRates(verdicts);
  return { parts, goodFailed, goodWarned, badPassed };
}

function toSimulated({ known, confusion, hopSeconds }: MeasuredNetwork): SimulatedNetwork {
  const { labels, background, errors } = known;
  const total = confusion.flat().reduce((sum, count) => sum + count, 0);
  const right = confusion.reduce((sum, row, label) => sum + row[label]!, 0);
  const accuracy = clamped((right + priorWindows) / (total + priorWindows));
  const rates = confusion.map((row, truth) => {
    const smoothed = row.map((count, named) => (named === truth ? 0 : count + unseenError));
    const errorCount = smoothed.reduce((sum, count) => sum + count, 0);
    const own = row.reduce((sum, count) => sum + count, 0);
    const rate = clamped((row[truth]! + priorWindows * accuracy) / (own + priorWindows));
    return {
      rate,
      row: smoothed.map((count, named) => (named === truth ? rate : ((1 - rate) * count) / errorCount)),
    };
  });
  return {
    labels,
    background: background!,
    accuracy,
    accuracies: rates.map(({ rate }) => rate),
    confusion: rates.map(({ row }) => row),
    habits: {
      hopSeconds,
      burstSeconds: errors!.errorSeconds,
      // What the checker is told of it, the simulated network does: probabilities that are raised to 1/temperature are calibrated.
      temperature: 1 / errors!.temperature,
      mixes: (errors!.mixing ?? 0) >= mixesFrom,
    },
  };
}

function clamped(accuracy: number): number {
  return Math.min(bestAccuracy, Math.max(worstAccuracy, accuracy));
}
