// What happens in a video of the synthetic line, and when: scenarios, labels, and the bench that goes with them.
import { describe, expect, it } from 'vitest';
import { actions, coupling, goodSequence } from '../../../models/training/line/coupling/actions.ts';
import { couplingParts } from '../../../models/training/line/coupling/layout.ts';
import { couplingLine } from '../../../models/training/line/coupling/line.ts';
import { type PlanRequest, planVideo as planOn } from '../../../models/training/line/plan.ts';
import { Random } from '../../../models/training/line/random.ts';
import {
  type Movement,
  makeScenario,
  mistakeSteps,
  type ScenarioKind,
  scenarioKinds,
} from '../../../models/training/line/scenario.ts';

const seeds = Array.from({ length: 12 }, (_, i) => `test ${i}`);
const scenario = (kind: ScenarioKind, step?: number, seed = 'a') =>
  makeScenario(coupling, kind, new Random(seed), step);
const planVideo = (request: PlanRequest) => planOn(couplingLine, request);
const labelsOf = <Action extends string>(movements: readonly Movement<Action>[]) =>
  movements.flatMap((movement) =>
    movement.kind === 'do' || movement.kind === 'takeBack' ? [movement.action] : [],
  );
const good = [...goodSequence];
const mistaken = ['skipped', 'swapped', 'repeated', 'wrong', 'takenBack', 'corrected', 'abandoned'] as const;

describe('the good sequence', () => {
  it('has 22 steps, from the riveted start to the completed part', () => {
    expect(good.join(' ')).toBe(
      [
        'riveted_start spacer greased_disk separator spacer_and_washer',
        ...Array.from({ length: 4 }, () => 'spacer greased_disk separator'),
        'spacer greased_disk install_lid press_down complete_part',
      ].join(' '),
    );
  });
});

describe('a scenario', () => {
  it.each([
    { kind: 'good', step: 3, labels: good, verdict: 'pass' },
    { kind: 'skipped', step: 8, labels: good.toSpliced(7, 1), verdict: 'fail' },
    { kind: 'skipped', step: 21, labels: good.toSpliced(20, 1), verdict: 'fail' },
    { kind: 'swapped', step: 10, labels: good.toSpliced(9, 2, good[10]!, good[9]!), verdict: 'fail' },
    { kind: 'repeated', step: 7, labels: good.toSpliced(6, 0, good[6]!), verdict: 'fail' },
  ] as const)('$kind at step $step gives its labels and the verdict $verdict', (row) => {
    const made = scenario(row.kind, row.step);
    expect(labelsOf(made.movements)).toEqual(row.labels);
    expect(made.expectedVerdict).toBe(row.verdict);
  });

  it.each(seeds)('wrong puts another part in the place of the expected one (%s)', (seed) => {
    const { movements, mistake } = scenario('wrong', undefined, seed);
    expect(mistake?.actual).not.toBe(mistake?.expected);
    expect(labelsOf(movements)).toEqual(good.toSpliced(mistake!.stepIndex - 1, 1, mistake!.actual!));
  });

  it.each(seeds)('takenBack and corrected add a wrong part before the expected one (%s)', (seed) => {
    for (const kind of ['takenBack', 'corrected'] as const) {
      const { movements, mistake, expectedVerdict } = scenario(kind, undefined, seed);
      expect(mistake?.actual).not.toBe(mistake?.expected);
      expect(labelsOf(movements)).toEqual(good.toSpliced(mistake!.stepIndex - 1, 0, mistake!.actual!));
      expect(expectedVerdict).toBe('warn');
    }
    const { movements, mistake } = scenario('corrected', undefined, seed);
    expect(movements[mistake!.stepIndex]).toEqual({ kind: 'remove' });
  });

  it('abandoned starts all over after the part was put aside', () => {
    const { movements } = scenario('abandoned', 6);
    expect(movements[5]).toEqual({ kind: 'abandon' });
    expect(labelsOf(movements)).toEqual([...good.slice(0, 5), ...good]);
  });

  it.each(mistaken)('%s never falls on the first or the last step', (kind) => {
    const steps = mistakeSteps(coupling, good, kind);
    expect(steps.length).toBeGreaterThan(4);
    expect(Math.min(...steps)).toBeGreaterThan(1);
    expect(Math.max(...steps)).toBeLessThan(good.length);
  });

  it('shuffled draws every action, never completes an empty fixture, and follows no recipe', () => {
    const drawn = new Set<string>();
    for (const seed of seeds) {
      const { laid, movements, mistake, expectedVerdict } = scenario('shuffled', undefined, seed);
      expect([mistake, expectedVerdict]).toEqual([null, null]);
      const labels = labelsOf(movements);
      expect(labels.length).toBeGreaterThanOrEqual(5);
      if (laid.length === 0) expect(['complete_part', 'press_down']).not.toContain(labels[0]);
      for (const [i, label] of labels.entries()) {
        drawn.add(label);
        if (label === 'complete_part') expect(labels[i - 1]).not.toBe('complete_part');
      }
    }
    expect([...drawn].sort()).toEqual([...actions].sort());
  });

  it('is the same for the same seed and another one for another', () => {
    expect(scenario('shuffled', undefined, 'x')).toEqual(scenario('shuffled', undefined, 'x'));
    expect(scenario('shuffled', undefined, 'x')).not.toEqual(scenario('shuffled', undefined, 'y'));
  });
});

describe.each(scenarioKinds)('the timeline of %s', (kind) => {
  const plans = seeds.map((seed) => planVideo({ split: 'train', kind, seed }));

  it('labels what the scenario tells, in its order', () => {
    for (const { scenario: told, timeline } of plans) {
      expect(timeline.labels.map((label) => label.action)).toEqual(labelsOf(told.movements));
    }
  });

  it('leaves at least 0.6 s of no action between two labels: the hands go back and reach out again', () => {
    for (const { timeline } of plans) {
      for (const [i, label] of timeline.labels.entries()) {
        expect(label.end).toBeGreaterThan(label.start);
        const next = timeline.labels[i + 1];
        if (next) expect(next.start - label.end).toBeGreaterThanOrEqual(0.6);
      }
    }
  });

  it('begins with 1 s to 3.5 s and ends with at least 1.2 s of no action', () => {
    for (const { timeline } of plans) {
      expect(timeline.labels[0]!.start).toBeGreaterThanOrEqual(1);
      expect(timeline.labels[0]!.start).toBeLessThanOrEqual(3.5);
      expect(timeline.seconds - timeline.labels.at(-1)!.end).toBeGreaterThanOrEqual(1.2);
    }
  });

  it('ends with empty hands, whatever was taken', () => {
    for (const { timeline } of plans) {
      expect(timeline.states.at(-1)!.state.held).toEqual([[], []]);
    }
  });

  it('is the same for the same seed', () => {
    expect(planVideo({ split: 'train', kind, seed: seeds[0]! })).toEqual(plans[0]);
  });
});

describe('a label', () => {
  it('begins when a hand is over its part: the way to a bin does not tell yet which one it is', () => {
    for (const seed of seeds) {
      const { timeline, layout } = planVideo({ split: 'train', kind: 'good', seed });
      for (const { action, start } of timeline.labels) {
        const kinds = couplingParts.partsOf[action] ?? [];
        const nearest = timeline.hands.flatMap((hand) =>
          kinds.map((kind) => {
            const [x, y] = hand.pose(start).at;
            return Math.hypot(x - layout.bins[kind][0], y - layout.bins[kind][1]);
          }),
        );
        if (kinds.length > 0) expect(Math.min(...nearest)).toBeLessThan(2.5);
      }
    }
  });
});

describe('the states of the bench', () => {
  it('follow each other in time, so that no part shows in a hand before it is taken', () => {
    for (const seed of seeds) {
      const times = planVideo({ split: 'train', kind: 'good', seed }).timeline.states.map((s) => s.seconds);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }
  });

  it('put every part that was not removed into the completed stack', () => {
    const { timeline } = planVideo({ split: 'test', kind: 'good', seed: 'tower' });
    const { completed, fixture } = timeline.states.at(-1)!.state;
    expect(fixture).toEqual([]);
    const round = ['spacer', 'disk', 'separator'];
    const rounds = [...round, 'spacer', 'washer', ...round, ...round, ...round, ...round];
    expect(completed).toEqual([['plate', ...rounds, 'spacer', 'disk', 'lid']]);
  });
});

describe('a part that is taken back', () => {
  it('is labelled for less than a second: the checker must be able to tell it from a placed part', () => {
    for (const seed of seeds) {
      const { timeline, scenario: told } = planVideo({ split: 'test', kind: 'takenBack', seed });
      const { start, end } = timeline.labels[told.mistake!.stepIndex - 1]!;
      expect(end - start).toBeLessThan(1);
    }
  });
});
