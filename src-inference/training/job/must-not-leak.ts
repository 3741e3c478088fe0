// Whether what is measured is what was taught. Pure.
import { StationError } from '../../contract/index.ts';
import type { Dataset } from '../head/dataset.ts';
import { findLeaks } from '../report/leaks.ts';

/** @throws StationError `recording_exists`: one would be held out, and taught with at the same time. */
export function mustNotLeak(dataset: Dataset): void {
  const [pair] = findLeaks(dataset);
  if (!pair) return;
  const [one, other] = pair;
  throw new StationError(
    'recording_exists',
    `The recordings "${one.id}" and "${other.id}" show the same work.`,
    {
      where: other.id,
      hint: 'Remove one of them: a network that is measured on what it was taught with looks better than it is.',
    },
  );
}
