// Stretches that are named wrongly, for a person to look at: the label may be wrong, or the network. Pure.
import type { WorstStretch } from '../../contract/index.ts';
import { type HeldOutRecording, type HeldOutWindow, labelsNear } from './held-out-windows.ts';

const mostStretches = 20;

/** The longest and surest errors first. Edges between two actions are none. */
export function worstStretches(
  held: readonly HeldOutRecording[],
  labels: readonly string[],
): readonly WorstStretch[] {
  const found = held.flatMap(({ recording, windows }) =>
    wrongRuns(windows).map((run) => ({ run, stretch: toStretch(run, recording.id, labels) })),
  );
  const weightOf = (run: readonly HeldOutWindow[]): number =>
    run.reduce(
      (sum, { probabilities, named, truth }) => sum + probabilities[named]! - probabilities[truth]!,
      0,
    );
  return found
    .sort((a, b) => weightOf(b.run) - weightOf(a.run))
    .slice(0, mostStretches)
    .map(({ stretch }) => stretch);
}

/** Neighbouring windows with one true label and one wrong name. */
function wrongRuns(windows: readonly HeldOutWindow[]): readonly (readonly HeldOutWindow[])[] {
  const runs: HeldOutWindow[][] = [];
  let goesOn = false;
  windows.forEach((window, at) => {
    const { truth, named } = window;
    const isWrong = named !== truth && !labelsNear(windows, at).has(named);
    const last = runs.at(-1)?.[0];
    if (isWrong && goesOn && last?.truth === truth && last.named === named) runs.at(-1)!.push(window);
    else if (isWrong) runs.push([window]);
    goesOn = isWrong;
  });
  return runs;
}

function toStretch(
  run: readonly HeldOutWindow[],
  recording: string,
  labels: readonly string[],
): WorstStretch {
  const [first, last] = [run[0]!, run.at(-1)!];
  const probability = run.reduce(
    (sum, { probabilities, named }) => sum + probabilities[named]! / run.length,
    0,
  );
  return {
    recording,
    startSeconds: first.startSeconds,
    endSeconds: last.endSeconds,
    truth: labels[first.truth]!,
    named: labels[first.named]!,
    probability,
  };
}
