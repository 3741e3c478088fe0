// How a network errs, estimated from parts that passed.
import { describe, expect, it } from 'vitest';
import type {
  EngineEvent,
  ErrorEstimate,
  JudgedStep,
  Verdict,
  WindowScores,
} from '../../../src-inference/contract/index.ts';
import { createRandom, type Random } from '../../../src-inference/evaluation/random.ts';
import { AcceptedParts, labelledWindows } from '../../../src-inference/station/accepted-parts.ts';

const labels = ['nothing', 'red', 'green'];
const hop = 0.25;

function step(label: string, startSeconds: number, endSeconds: number, status: JudgedStep['status'] = 'ok') {
  const judged = { index: 1, expected: label, label, status, startSeconds, endSeconds } as const;
  return { ...judged, probability: 0.9, reason: null, remark: '', severity: 'pass', evidence: null } as const;
}

function classified(window: WindowScores): EngineEvent {
  return { type: 'windowClassified', ...window, label: '', probability: 0 };
}

function ended(steps: readonly JudgedStep[], atSeconds: number, verdict: Verdict = 'pass'): EngineEvent {
  return { type: 'partEnded', part: 1, atSeconds, verdict, cycleSeconds: null, steps };
}

/** A part of 20 s: red from 4 to 9 s, green from 12 to 18 s. */
const steps = [step('red', 4, 9), step('green', 12, 18)];
const truthAt = (seconds: number) => (seconds > 4 && seconds < 9 ? 1 : seconds > 12 && seconds < 18 ? 2 : 0);

/** The network says `confidence` for the label it names, which is the right one in `accuracy` of the windows. */
function watched(from: number, accuracy: number, confidence: number, random: Random): WindowScores[] {
  return Array.from({ length: 76 }, (_, i) => {
    const startSeconds = i * hop;
    const truth = truthAt(startSeconds + 0.5);
    const named = random.uniform() < accuracy ? truth : (truth + 1 + random.below(2)) % 3;
    const probabilities = labels.map((_, label) => (label === named ? confidence : (1 - confidence) / 2));
    return { startSeconds: from + startSeconds, endSeconds: from + startSeconds + 1, probabilities };
  });
}

/** Parts one after the other, and the estimates they gave, with the number of the part. */
function estimates(
  parts: AcceptedParts,
  count: number,
  accuracy: number,
  confidence: number,
  verdict: Verdict = 'pass',
): readonly (readonly [number, ErrorEstimate])[] {
  const random = createRandom(1);
  return Array.from({ length: count }, (_, i) => i).flatMap((i) => {
    const from = i * 20;
    for (const window of watched(from, accuracy, confidence, random)) parts.take(classified(window));
    const moved = steps.map((one) => ({
      ...one,
      startSeconds: one.startSeconds + from,
      endSeconds: one.endSeconds + from,
    }));
    const estimate = parts.take(ended(moved, from + 19.5, verdict));
    return estimate === null ? [] : [[i + 1, estimate] as const];
  });
}

describe('windows of a part that passed', () => {
  const truthOf = (judged: readonly JudgedStep[], background: string | null) =>
    labelledWindows(watched(0, 1, 0.9, createRandom(1)), judged, labels, background).map(
      ({ startSeconds, truth }) => [startSeconds, truth],
    );

  it('have a label when they lie wholly in a step, or in the pause between two', () => {
    const found = truthOf(steps, 'nothing');
    const starts = (label: number) => found.filter(([, truth]) => truth === label).map(([start]) => start!);
    expect([starts(1)[0], starts(1).at(-1)]).toEqual([4, 8]);
    expect([starts(0)[0], starts(0).at(-1)]).toEqual([9, 11]);
    expect([starts(2)[0], starts(2).at(-1)]).toEqual([12, 17]);
  });

  it('have none in a step that is not ok, and in pauses when the model has no background', () => {
    const found = truthOf([steps[0]!, step('green', 12, 18, 'uncertain')], null);
    expect(new Set(found.map(([, truth]) => truth))).toEqual(new Set([1]));
  });
});

describe('the estimate', () => {
  it('comes after five parts, then less and less often, at the latest every forty', () => {
    const numbers = estimates(new AcceptedParts(labels, 'nothing'), 200, 0.9, 0.9).map(([number]) => number);
    expect(numbers).toEqual([5, 8, 12, 18, 27, 41, 62, 93, 133, 173]);
  });

  it('tells a network that is too sure, and how long its errors last', () => {
    const [, found] = estimates(new AcceptedParts(labels, 'nothing'), 27, 0.8, 0.99).at(-1)!;
    expect(found).toMatchObject({ parts: 27, windows: 27 * 47 });
    // A probability of 0.99 that should be 0.8: ln(0.99 / 0.005) / ln(0.8 / 0.1) is 2.54.
    expect(found.errors.temperature).toBeGreaterThan(2.1);
    expect(found.errors.temperature).toBeLessThan(2.8);
    // Errors of single windows, of which one in five goes on.
    expect(found.errors.errorSeconds).toBeGreaterThan(0.28);
    expect(found.errors.errorSeconds).toBeLessThan(0.36);
  });

  it('never calls a network not sure enough', () => {
    const [, found] = estimates(new AcceptedParts(labels, 'nothing'), 12, 1, 0.6).at(-1)!;
    expect(found.errors.temperature).toBeCloseTo(1, 3);
  });

  it('forgets old parts', () => {
    const parts = new AcceptedParts(labels, 'nothing');
    estimates(parts, 30, 0.8, 0.99);
    const [, found] = estimates(parts, 130, 0.8, 0.8).at(-1)!;
    expect(found.windows).toBeLessThanOrEqual(4000);
    expect(found.errors.temperature).toBeLessThan(1.1);
  });

  it.each(['warn', 'fail'] as const)('does not come from parts with the verdict %s', (verdict) => {
    expect(estimates(new AcceptedParts(labels, 'nothing'), 20, 0.9, 0.9, verdict)).toEqual([]);
  });
});
