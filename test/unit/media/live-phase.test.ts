import { describe, expect, it } from 'vitest';
import {
  type LiveEvent,
  type LivePhase,
  liveStart,
  nextLivePhase,
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
});
