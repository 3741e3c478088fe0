import { expect, it } from 'vitest';
import { placeIn } from '../../../src-inference/station/run.ts';

const resumption = (stopped: number) => ({
  part: null,
  lastSeconds: 10,
  fromSeconds: 9.5,
  stoppedSeconds: () => stopped,
});

it.each([
  ['what was seen of the window comes at once', 0, 0.5],
  ['what passed meanwhile, too', 0.25, 0.75],
  ['but no more than the window that is waited for', 3600, 1],
  ['nothing, when the clock was set back', -7200, 0],
])('%s', (_, stopped, aheadSeconds) => {
  expect(placeIn(resumption(stopped), 1)).toEqual({ fromSeconds: 9.5, aheadSeconds });
});
