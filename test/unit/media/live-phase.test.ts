import { describe, expect, it } from 'vitest';
import {
  type LiveEvent,
  type LivePhase,
  liveStart,
  nextLivePhase,
  retryDelay,
  sourceStateOf,
} from '../../../src-inference/media/live-phase.ts';

const phaseAfter = (...events: LiveEvent[]): LivePhase => events.reduce(nextLivePhase, liveStart);

describe('a live source', () => {
  it.each<[LiveEvent[], string]>([
    [[], 'waiting'],
    [['lost'], 'waiting'],
    [['played'], 'playing'],
    [['played', 'lost'], 'stalled'],
    [['played', 'lost', 'lost'], 'stalled'],
    [['played', 'lost', 'played'], 'playing'],
    [['closed'], 'ended'],
    [['played', 'closed', 'lost'], 'ended'],
  ])('after %j is %s', (events, state) => {
    expect(sourceStateOf(phaseAfter(...events))).toBe(state);
  });

  it('waits twice as long after each loss in a row, but never longer than 5 s', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7].map((losses) =>
      retryDelay(phaseAfter(...Array<LiveEvent>(losses).fill('lost'))),
    );
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  });

  it('begins with the shortest delay again once it has played', () => {
    expect(retryDelay(phaseAfter('lost', 'lost', 'lost', 'played', 'lost'))).toBe(250);
    expect(retryDelay(phaseAfter('lost', 'lost', 'lost', 'played', 'lost', 'lost'))).toBe(500);
  });
});
