// Opens a network and names clips of one colour, in a process that finds the stand-in of TensorRT. Prints one line of JSON.
import { toStationError } from '../../src-inference/contract/index.ts';
import { openClassifier, readModelCard } from '../../src-inference/model/index.ts';

const [, , directory, frames, pixels, ...colours] = process.argv as [
  string,
  string,
  string,
  string,
  ...string[],
];
const progress: string[] = [];

async function classify() {
  const classifier = await openClassifier(
    await readModelCard(directory),
    {},
    { onProgress: (text, done) => progress.push(`${text} ${done === null ? '' : done.toFixed(1)}`) },
  );
  const answers = await Promise.all(
    colours.map((colour) =>
      classifier.classify({
        startSeconds: 0,
        endSeconds: 1,
        frames: Array.from({ length: Number(frames) }, () =>
          Buffer.from(colour.repeat(Number(pixels)), 'hex'),
        ),
      }),
    ),
  );
  await classifier.close();
  return { choice: classifier.choice, progress, answers: answers.map(({ probabilities }) => probabilities) };
}

classify()
  .catch((thrown) => ({ progress, error: toStationError(thrown).toJSON() }))
  .then((result) => process.stdout.write(`${JSON.stringify(result)}\n`));
