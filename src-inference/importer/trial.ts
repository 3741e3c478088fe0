// A first look of a network at a video: does it run, how fast, and does its answer depend on what it sees?
import type { ImportTrial, WindowScores } from '../contract/index.ts';
import { type ModelCard, openClassifier } from '../model/index.ts';
import { type Clip, clipsOf } from '../windows/index.ts';

/** Enough to see that answers change; a large network takes seconds for each. */
const mostWindows = 12;
/** Probabilities that differ by less are the same. */
const sameProbability = 1e-6;

/** @throws StationError when the network does not fit the card, or the video cannot be decoded. */
export async function tryNetwork(
  card: ModelCard,
  video: string | null,
  onProgress: (text: string, done: number | null) => Promise<void>,
  signal: AbortSignal,
): Promise<ImportTrial> {
  const classifier = await openClassifier(card, { precision: 'fp32' });
  const answers: WindowScores[] = [];
  const times: number[] = [];
  try {
    for await (const clip of video === null ? testClips(card) : clipsOf(video, card, signal)) {
      await onProgress('trying the network', answers.length / mostWindows);
      const started = performance.now();
      answers.push(await classifier.classify(clip));
      times.push(performance.now() - started);
      if (answers.length >= mostWindows) break;
    }
  } finally {
    await classifier.close();
  }
  const labels = card.labels.map(({ name }) => name);
  return {
    video,
    milliseconds: times.sort((a, b) => a - b)[times.length >> 1] ?? 0,
    windows: answers.map(({ startSeconds, endSeconds, probabilities }) => {
      const probability = Math.max(...probabilities);
      return { startSeconds, endSeconds, probability, label: labels[probabilities.indexOf(probability)]! };
    }),
    isConstant: answers.length > 1 && answers.every((one) => isSame(one, answers[0]!)),
  };
}

function isSame(a: WindowScores, b: WindowScores): boolean {
  return a.probabilities.every((value, i) => Math.abs(value - b.probabilities[i]!) < sameProbability);
}

/** Without a video: moving waves, in three colours. */
function* testClips({ input, window }: ModelCard): Generator<Clip> {
  const { frames, height, width } = input;
  for (let channel = 0; channel < 3; channel++) {
    const startSeconds = channel * window.seconds;
    yield {
      startSeconds,
      endSeconds: startSeconds + window.seconds,
      frames: Array.from({ length: frames }, (_, t) =>
        Uint8Array.from({ length: height * width * 3 }, (_unused, i) =>
          i % 3 === channel ? 128 + 120 * Math.sin((i / 3 + 5 * t) / 11) : 30,
        ),
      ),
    };
  }
}
