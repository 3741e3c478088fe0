// Which features a head takes, and how far its weights are held back: what tells the labels of held-out recordings best.
import { type FeatureKind, featureKinds } from '../cut/describe-maps.ts';
import {
  type FoldWork,
  fitFold,
  type HeadSettings,
  HeldOutScores,
  type PreparedFold,
  prepareFold,
} from './cross-validation.ts';
import type { Folds } from './folds.ts';
import { measuredScores } from './measured-scores.ts';
import type { LinearScores } from './softmax-regression.ts';
import { meanLoss, temperatureOf } from './temperature.ts';

export interface ChosenSettings {
  readonly settings: HeadSettings;
  /** Along the features of these settings. */
  readonly folds: readonly PreparedFold[];
  /** A head for each fold. */
  readonly heads: readonly LinearScores[];
  /** Scores of held-out windows, by their row, under settings in which their fold had no say. */
  readonly measured: readonly (readonly number[])[];
  /** What scores are divided by. */
  readonly temperature: number;
}

interface Candidate extends Omit<ChosenSettings, 'measured'> {
  readonly heldOut: HeldOutScores;
  readonly loss: number;
}

/** From the strongest on: each fit begins where the one before ended. */
const penalties = [3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5] as const;
const usualBalance = 0.5;
/** Places are left out where the camera moves; the rest is of use everywhere. */
const kindSets: readonly (readonly FeatureKind[])[] = [['strength', 'change'], featureKinds];

/** @param onProgress Share that is done. */
export async function chooseSettings(
  work: FoldWork,
  { folds }: Folds,
  onProgress: (share: number) => Promise<void>,
): Promise<ChosenSettings> {
  const { dataset } = work;
  const there = (kinds: readonly FeatureKind[]): readonly FeatureKind[] =>
    kinds.filter((kind) => dataset.groups.some((group) => group.kind === kind));
  const sets = kindSets
    .map(there)
    .filter((kinds, i, all) => all.findIndex((other) => other.join() === kinds.join()) === i);
  let best: Candidate | null = null;
  const candidates: HeldOutScores[] = [];
  const consider = (
    prepared: readonly PreparedFold[],
    heads: readonly LinearScores[],
    settings: HeadSettings,
  ) => {
    const heldOut = new HeldOutScores(dataset);
    for (const [i, fold] of prepared.entries()) heldOut.add(fold, heads[i]!);
    candidates.push(heldOut);
    const { scores, truth } = heldOut.learnt();
    const temperature = temperatureOf(scores, truth);
    const loss = meanLoss(scores, truth, temperature);
    if (best !== null && loss >= best.loss) return;
    best = { settings, folds: prepared, heads, heldOut, temperature, loss };
  };
  const steps = sets.length * (folds.length + penalties.length) + 1;
  let done = 0;
  const step = (): Promise<void> => onProgress(++done / steps);
  for (const kinds of sets) {
    const prepared: PreparedFold[] = [];
    for (const fold of folds) {
      prepared.push(await prepareFold(work, fold, kinds));
      await step();
    }
    let heads: readonly (LinearScores | null)[] = folds.map(() => null);
    for (const penalty of penalties) {
      const settings = { kinds, penalty, balance: usualBalance };
      const fitted: LinearScores[] = [];
      for (const [i, fold] of prepared.entries()) fitted.push(await fitFold(work, fold, settings, heads[i]!));
      heads = fitted;
      consider(prepared, fitted, settings);
      await step();
    }
  }
  const found = best as unknown as Candidate;
  const plain = { ...found.settings, balance: 0 };
  const heads: LinearScores[] = [];
  for (const [i, fold] of found.folds.entries())
    heads.push(await fitFold(work, fold, plain, found.heads[i]!));
  consider(found.folds, heads, plain);
  await step();
  const chosen = best as unknown as Candidate;
  return { ...chosen, measured: measuredScores([chosen.heldOut, ...candidates], chosen.folds) };
}
