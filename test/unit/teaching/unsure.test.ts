// What of a part joins the queue of things to look at.
import { describe, expect, it } from 'vitest';
import type { EngineEvent, NumberedEvent } from '../../../src-inference/contract/index.ts';
import { UnsureStretches } from '../../../src-inference/teaching/unsure.ts';

const partId = '2026-11-29T10:00:00.000Z';
const endedAt = '2026-11-29T10:01:00.000Z';

/** Of a part whose windows of a second come every quarter of one, with these probabilities of "press". */
function collected(probabilities: readonly number[], ...others: readonly object[]) {
  const unsure = new UnsureStretches();
  let sequence = 0;
  const take = (event: object, at = endedAt) =>
    unsure.take({ sequence: ++sequence, at, event: event as EngineEvent } as NumberedEvent);
  take({ type: 'partStarted', part: 1, atSeconds: 0 }, partId);
  probabilities.forEach((probability, i) => {
    take({
      type: 'windowClassified',
      startSeconds: i / 4,
      endSeconds: i / 4 + 1,
      label: 'press',
      probability,
    });
  });
  for (const event of others) take(event);
  return take({ type: 'partEnded', part: 1, atSeconds: 60 });
}

const judged = (status: string) => ({
  type: 'stepJudged',
  step: { status, startSeconds: 7, endSeconds: 8.5, label: null, expected: 'take', probability: null },
});

describe('what the station was unsure of', () => {
  it('are windows below 0.6 that follow one another, as one stretch with its worst window', () => {
    expect(collected([0.9, 0.5, 0.3, 0.55, 0.9])).toEqual([
      {
        id: `${partId}/0.25`,
        kind: 'unsure',
        at: endedAt,
        part: partId,
        startSeconds: 0.25,
        endSeconds: 1.75,
        label: 'press',
        probability: 0.3,
        judged: null,
      },
    ]);
  });

  it.each([
    ['a single window, where one action becomes the next', [0.9, 0.3, 0.9]],
    ['windows of 0.6 and more', [0.6, 0.6, 0.6, 0.6]],
  ])('is not %s', (_, probabilities) => {
    expect(collected(probabilities)).toEqual([]);
  });

  it('are the three worst stretches, the worst first, also one that lasts to the end of the part', () => {
    const stretches = collected([0.5, 0.5, 0.9, 0.4, 0.4, 0.9, 0.3, 0.3, 0.9, 0.2, 0.2]);
    expect(stretches.map(({ probability }) => probability)).toEqual([0.2, 0.3, 0.4]);
  });

  it('are steps that were judged as uncertain, and no others', () => {
    expect(collected([0.9], judged('uncertain'), judged('done'))).toMatchObject([
      { startSeconds: 7, endSeconds: 8.5, label: 'take', probability: 0 },
    ]);
  });

  it.each(['partAborted', 'runEnded', 'runAborted'])('is nothing of a part before %s', (type) => {
    expect(collected([0.3, 0.3, 0.3], { type })).toEqual([]);
  });
});
