// Whether anything can be learnt from the recordings. Pure.
import { StationError } from '../../contract/index.ts';
import type { Dataset } from '../head/dataset.ts';

/** One is taught with, the other is held out. */
const fewestRecordings = 2;
/** Less than two seconds of an action, at four windows a second, are no examples. */
const fewestWindows = 8;

/**
 * @param labels Their names.
 * @throws StationError `recordings_too_few`, `label_too_rare`.
 */
export function mustBeEnough(
  { recordings, truth }: Pick<Dataset, 'recordings' | 'truth'>,
  labels: readonly string[],
): void {
  mustBeSeveral(recordings.length);
  const counts = labels.map(() => 0);
  for (const label of truth) counts[label]! += 1;
  const rare = counts.findIndex((count) => count < fewestWindows);
  if (rare === -1) return;
  const seen = counts[rare] === 0 ? 'in no recording' : `in ${counts[rare]} windows only`;
  throw new StationError('label_too_rare', `"${labels[rare]}" is done ${seen}.`, {
    where: labels[rare]!,
    hint: `At least ${fewestWindows} windows are needed. Record it a few times, or take it out of the labels of the project.`,
  });
}

/** @throws StationError `recordings_too_few`. */
export function mustBeSeveral(count: number): void {
  if (count >= fewestRecordings) return;
  throw new StationError(
    'recordings_too_few',
    count === 0
      ? 'No recording has confirmed labels.'
      : 'One recording cannot be taught with: nothing is left to measure the network on.',
    { hint: 'Record and label more parts, if possible by another person.' },
  );
}
