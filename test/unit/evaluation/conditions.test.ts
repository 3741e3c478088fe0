// Conditions of the stress table do what they say.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { argmax } from '../../../src-inference/contract/index.ts';
import { createRandom } from '../../../src-inference/evaluation/random.ts';
import {
  drawNetwork,
  type NetworkHabits,
  usualHabits,
  watchPart,
} from '../../../src-inference/evaluation/simulated-network.ts';
import {
  type SimulatedPart,
  simulatePart,
  usualPace,
} from '../../../src-inference/evaluation/simulated-part.ts';
import { conditions } from '../../../src-inference/evaluation/stress/conditions.ts';
import { interrupt } from '../../../src-inference/evaluation/stress/interruption.ts';
import { stress } from '../../../src-inference/evaluation/stress/stress.ts';
import { createTaughtLine } from '../../../src-inference/evaluation/taught-line.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';

const labels = ['no_action', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const recipe = parseRecipe(
  `name: letters\ntitle: Letters\nsteps: [${labels.slice(1).join(', ')}]\n`,
  'letters.yaml',
);
const coupling = parseRecipe(
  readFileSync(resolve(import.meta.dirname, '../../../resources/recipes/coupling.yaml'), 'utf8'),
  'coupling.yaml',
);
const conditionOf = (id: string) => conditions.find((condition) => condition.id === id)!;
const goodPart = (seed: number, pace = usualPace): SimulatedPart =>
  simulatePart(recipe, labels, null, pace, createRandom(seed));
const secondsOf = ({ actions }: Pick<SimulatedPart, 'actions'>): number =>
  actions.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Many parts, watched by one network. */
function watch(habits: NetworkHabits, parts: readonly SimulatedPart[], accuracy = 0.9) {
  const network = drawNetwork(labels, 'no_action', accuracy, createRandom(1), habits);
  const random = createRandom(2);
  return parts.map((part) => [...watchPart(part, network, random)]);
}

const twenty = Array.from({ length: 20 }, (_, seed) => goodPart(seed));

it('every condition has an id and a name of its own', () => {
  expect(new Set(conditions.map(({ id }) => id)).size).toBe(conditions.length);
  expect(new Set(conditions.map(({ name }) => name)).size).toBe(conditions.length);
});

describe('the network', () => {
  it('that is too sure has the usual probabilities, squared', () => {
    const { habits } = conditionOf('too-sure');
    const usual = watch(usualHabits, twenty).flat();
    const sure = watch(habits, twenty).flat();
    sure.forEach(({ probabilities }, at) => {
      const squares = usual[at]!.probabilities.map((probability) => probability ** 2);
      const sum = squares.reduce((total, square) => total + square, 0);
      probabilities.forEach((probability, label) => {
        expect(probability).toBeCloseTo(squares[label]! / sum, 9);
      });
    });
  });

  it.each([
    ['usual', 0.75],
    ['bursts', 2],
    ['short-steps-short-hop', 0.75],
  ])('under %s is wrong for %f s at a time, and as often as it should be', (id, seconds) => {
    const { habits } = conditionOf(id);
    const parts = Array.from({ length: 150 }, (_, seed) => goodPart(seed));
    let wrong = 0;
    let windows = 0;
    let begun = 0;
    for (const part of watch(habits, parts)) {
      const errors = part.map(({ truth, probabilities }) => argmax(probabilities) !== truth);
      windows += errors.length;
      wrong += errors.filter(Boolean).length;
      begun += errors.filter((isError, at) => isError && errors[at - 1] !== true).length;
    }
    expect(wrong / windows).toBeGreaterThan(0.085);
    expect(wrong / windows).toBeLessThan(0.115);
    const measured = (wrong / begun) * habits.hopSeconds;
    expect(Math.abs(measured / seconds - 1)).toBeLessThan(0.12);
  });

  it('that mixes answers for both actions of a window, by their share of it', () => {
    const { habits } = conditionOf('straddling');
    const part = {
      actions: [
        { label: 'a', startSeconds: 0, endSeconds: 0.75 },
        { label: 'b', startSeconds: 0.75, endSeconds: 1 },
      ],
      endSeconds: 1,
    };
    const network = drawNetwork(labels, 'no_action', 0.9999, createRandom(1), habits);
    const random = createRandom(3);
    const windows = Array.from({ length: 50 }, () => [...watchPart(part, network, random)]).flat();
    expect(mean(windows.map(({ probabilities }) => probabilities[1]!))).toBeCloseTo(0.75, 1);
    expect(mean(windows.map(({ probabilities }) => probabilities[2]!))).toBeCloseTo(0.25, 1);
    for (const { probabilities } of windows) expect(mean(probabilities) * labels.length).toBeCloseTo(1, 9);
  });
});

describe('an interruption', () => {
  const put = (id: string, part: SimulatedPart) =>
    interrupt(part, conditionOf(id).interruption!, labels, createRandom(5));

  it('by hidden hands splits one action, which still gets its whole time', () => {
    const part = goodPart(1);
    const hidden = put('hidden-hands', part);
    expect(hidden.actions).toHaveLength(part.actions.length + 1);
    const second = hidden.actions.findIndex(({ label }, at) => label === hidden.actions[at - 1]?.label);
    const gap = hidden.actions[second]!.startSeconds - hidden.actions[second - 1]!.endSeconds;
    expect(gap).toBeCloseTo(3, 9);
    expect(secondsOf(hidden)).toBeCloseTo(secondsOf(part), 9);
    expect(hidden.endSeconds).toBeCloseTo(part.endSeconds + 3, 9);
  });

  it('of two minutes comes between two actions', () => {
    const part = goodPart(1);
    const idle = put('two-minutes', part);
    expect(idle.actions.map(({ label }) => label)).toEqual(part.actions.map(({ label }) => label));
    const gaps = idle.actions
      .slice(1)
      .map(({ startSeconds }, at) => startSeconds - idle.actions[at]!.endSeconds);
    expect(gaps.filter((gap) => gap > 120)).toHaveLength(1);
    expect(secondsOf(idle)).toBeCloseTo(secondsOf(part), 9);
  });

  it('moves a mistake that follows it', () => {
    const bad = simulatePart(recipe, labels, 'wrong', usualPace, createRandom(8));
    const late: SimulatedPart = { ...bad, mistake: { ...bad.mistake!, startSeconds: 1e3, endSeconds: 1001 } };
    expect(put('two-minutes', late).mistake).toEqual({ kind: 'wrong', startSeconds: 1120, endSeconds: 1121 });
  });

  it('by an unknown action leaves the network sure of nothing', () => {
    const part = put('unknown-unsure', goodPart(1));
    const { startSeconds, endSeconds } = part.unknown!;
    expect(endSeconds - startSeconds).toBeCloseTo(4, 9);
    for (const { label, ...action } of part.actions) {
      expect(action.endSeconds <= startSeconds || action.startSeconds >= endSeconds, label).toBe(true);
    }
    const unknown = watch(usualHabits, [part])[0]!.filter(({ truth }) => truth === null);
    expect(unknown.length).toBeGreaterThanOrEqual(7);
    for (const { probabilities } of unknown) expect(Math.max(...probabilities)).toBeLessThan(0.5);
  });

  it('by an unknown action may be taken for one label, which neither neighbour has', () => {
    const part = put('unknown-mistaken', goodPart(1));
    const { startSeconds, endSeconds, takenFor } = part.unknown!;
    const before = part.actions.findLast((action) => action.endSeconds <= startSeconds)!;
    const after = part.actions.find((action) => action.startSeconds >= endSeconds)!;
    expect(labels.slice(1)).toContain(takenFor);
    expect([before.label, after.label]).not.toContain(takenFor);
    const unknown = Array.from({ length: 20 }, () => watch(usualHabits, [part])[0]!)
      .flat()
      .filter(({ truth }) => truth === null);
    const top = unknown.map(({ probabilities }) => probabilities[labels.indexOf(takenFor!)]!);
    expect(mean(top)).toBeGreaterThan(0.72);
    expect(mean(top)).toBeLessThan(0.88);
  });
});

describe('people', () => {
  it.each([
    ['fast', 0.5],
    ['slow', 2],
  ])('who are %s need %f times the time that was learnt', (id, factor) => {
    const { pace, recordedPace } = conditionOf(id);
    expect(recordedPace).toEqual(usualPace);
    expect(secondsOf(goodPart(4, pace)) / secondsOf(goodPart(4))).toBeCloseTo(factor, 9);
  });

  it('who make two parts at once do each step twice', () => {
    const { pace } = conditionOf('two-parts');
    const done = goodPart(1, pace).actions.map(({ label }) => label);
    expect(done).toEqual(labels.slice(1).flatMap((label) => [label, label]));
  });
});

describe('a row', () => {
  const options = {
    recipe: coupling,
    condition: 'usual',
    accuracy: 0.9,
    parts: 4,
    seed: 3,
    recordings: 5,
    measured: true,
    withLimit: true,
  };

  it('has rates, their intervals and the limit, the same for the same seed', () => {
    const row = stress(options);
    expect(row).toMatchObject({ condition: 'as simulated today', id: 'usual', parts: 4, toldAsBatch: null });
    for (const rate of ['goodFailed', 'goodWarned', 'badPassed', 'badWarned'] as const) {
      const [low, high] = row.intervals[rate];
      expect(low).toBeLessThanOrEqual(row[rate]);
      expect(high).toBeGreaterThanOrEqual(row[rate]);
      expect(row.limit?.[rate]).toBeGreaterThanOrEqual(0);
    }
    expect(stress(options)).toEqual(row);
  });

  it('of parts at once counts who is told so, and has no limit', () => {
    expect(stress({ ...options, condition: 'two-parts', parts: 2 })).toMatchObject({
      toldAsBatch: expect.any(Number),
      limit: null,
    });
  });

  it('under a condition that is not there is refused', () => {
    expect(() => stress({ ...options, condition: 'rain' })).toThrow(/no condition "rain"/);
  });
});

it('what is known of a network is measured on recordings, or nothing is', () => {
  const work = { recipe: coupling, condition: conditionOf('bursts'), accuracy: 0.9, seed: 1, recordings: 20 };
  const { known } = createTaughtLine({ ...work, measured: true });
  expect(known.errors!.errorSeconds).toBeGreaterThan(1.4);
  expect(known.errors!.errorSeconds).toBeLessThan(2.6);
  expect(known.confusion!.flat().every(Number.isInteger)).toBe(true);
  expect(createTaughtLine({ ...work, measured: false }).known).toMatchObject({
    confusion: null,
    errors: null,
  });
});
