// The report of a network that PyTorch trained: measured once, without one operator. What needs many trainings stays unknown.
import { argmax } from '../../contract/index.ts';
import { createRandom } from '../../evaluation/index.ts';
import type { HeldOutRecording } from '../report/held-out-windows.ts';
import { type Measured, type MeasuredFacts, measureOnce } from '../report/measure-once.ts';
import type { PyTorchResult } from './train-with-pytorch.ts';

interface PyTorchFacts extends Omit<MeasuredFacts, 'split' | 'labels' | 'recordings' | 'random'> {
  readonly recordings: readonly { readonly id: string; readonly operator: string }[];
}

/** @param result With held-out windows. */
export function measuredByPyTorch(result: PyTorchResult, facts: PyTorchFacts): Measured {
  const { by, train, test } = result.heldOut!;
  return measureOnce(heldOutRecordings(result, facts), {
    ...facts,
    labels: result.labels,
    random: createRandom(facts.seed),
    split: { by, folds: [{ train, test }] },
  });
}

function heldOutRecordings(
  { heldOut, windows }: PyTorchResult,
  { recordings, window }: PyTorchFacts,
): readonly HeldOutRecording[] {
  return heldOut!.test.map((id) => {
    const own = windows.filter(({ recording }) => recording === id);
    return {
      recording: {
        id,
        operator: recordings.find((one) => one.id === id)!.operator,
        first: windows.indexOf(own[0]!),
        end: windows.indexOf(own[0]!) + own.length,
      },
      windows: own.map(({ startSeconds, truth, probabilities }) => ({
        startSeconds,
        endSeconds: startSeconds + window.seconds,
        truth,
        named: argmax(probabilities),
        probabilities,
      })),
    };
  });
}
