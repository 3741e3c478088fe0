// The second line: what happens on it and when, and the project that it is taught by.
import { describe, expect, it } from 'vitest';
import { actions, controller } from '../../../models/training/line/controller/actions.ts';
import { partKinds } from '../../../models/training/line/controller/layout.ts';
import { controllerLine } from '../../../models/training/line/controller/line.ts';
import { teachRequests } from '../../../models/training/line/controller/teach-set.ts';
import { goodSequence as couplingSequence } from '../../../models/training/line/coupling/actions.ts';
import { planVideo } from '../../../models/training/line/plan.ts';
import { Random } from '../../../models/training/line/random.ts';
import { makeScenario, mistakeSteps, scenarioKinds } from '../../../models/training/line/scenario.ts';
import { View } from '../../../models/training/line/view.ts';

const seeds = Array.from({ length: 12 }, (_, i) => `test ${i}`);
const insides = ['fit_board', 'plug_cable', 'fit_inlet_seal', 'fit_outlet_seal'] as const;

describe('the second line', () => {
  it('has no action of the first one', () => {
    for (const action of actions) expect(couplingSequence).not.toContain(action);
  });

  it('fits what goes into the housing in any order, but the cable after the board', () => {
    const orders = new Set<string>();
    for (const seed of seeds) {
      const made = controller.goodSequence(new Random(seed));
      expect(made.slice(0, 2)).toEqual(['load_housing', 'scan_code']);
      expect(made.slice(2, 6).toSorted()).toEqual([...insides].sort());
      expect(made.indexOf('fit_board')).toBeLessThan(made.indexOf('plug_cable'));
      expect(made.slice(6)).toEqual([
        ...['apply_sealant', 'close_cover', 'drive_screw', 'drive_screw', 'drive_screw', 'drive_screw'],
        ...['box_unit', 'scan_code'],
      ]);
      orders.add(made.join(' '));
    }
    expect(orders.size).toBeGreaterThan(4);
  });

  it('swaps nothing that the recipe leaves free', () => {
    for (const seed of seeds) {
      const sequence = controller.goodSequence(new Random(seed));
      for (const step of mistakeSteps(controller, sequence, 'swapped')) {
        const pair = sequence.slice(step - 1, step + 1);
        const free = pair.every((action) => insides.some((inside) => inside === action));
        expect(!free || pair.join(' ') === 'fit_board plug_cable').toBe(true);
      }
    }
  });

  it('corrects only what was wrong at that time', () => {
    for (const seed of seeds) {
      const { mistake, movements } = makeScenario(controller, 'corrected', new Random(seed));
      const before = movements.slice(0, mistake!.stepIndex - 1);
      const done = before.some((movement) => movement.kind === 'do' && movement.action === mistake!.actual);
      expect(done || !insides.some((inside) => inside === mistake!.expected)).toBe(true);
    }
  });
});

describe.each(scenarioKinds)('the timeline of %s', (kind) => {
  const plans = seeds.map((seed) => planVideo(controllerLine, { split: 'train', kind, seed }));

  it('labels what the scenario tells, in its order', () => {
    for (const { scenario, timeline } of plans) {
      expect(timeline.labels.map((label) => label.action)).toEqual(
        scenario.movements.flatMap((movement) => ('action' in movement ? [movement.action] : [])),
      );
    }
  });

  it('leaves at least 0.6 s of no action between two labels', () => {
    for (const { timeline } of plans) {
      for (const [i, label] of timeline.labels.entries()) {
        expect(label.end).toBeGreaterThan(label.start);
        const next = timeline.labels[i + 1];
        if (next) expect(next.start - label.end).toBeGreaterThanOrEqual(0.6);
      }
    }
  });

  it('follows time, and ends with empty hands', () => {
    for (const { timeline } of plans) {
      const times = timeline.states.map(({ seconds }) => seconds);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(timeline.states.at(-1)!.state.held).toEqual([[], []]);
    }
  });
});

describe('the camera of the second line', () => {
  it('shows every place in the centre square of its picture', () => {
    for (const seed of seeds) {
      const { camera, layout } = planVideo(controllerLine, { split: 'test', kind: 'good', seed });
      const view = new View(camera, controllerLine.workspace, 144);
      for (const place of [...partKinds.map((kind) => layout.bins[kind]), layout.fixture, layout.tray]) {
        const [x, y] = view.pixel(place);
        expect(Math.abs(x - view.width / 2)).toBeLessThan(view.height / 2);
        expect(Math.abs(y - view.height / 2)).toBeLessThan(view.height / 2);
      }
    }
  });
});

describe('a teach set', () => {
  const size = { recordings: 10, operators: 3, unseen: 4, parts: 8, seconds: 60, height: 144, seed: '1' };
  const requests = teachRequests('/set', size);

  it('shares no operator between the project and what it is measured with', () => {
    const people = (folder: string) =>
      requests
        .filter(({ path }) => path.startsWith(`/set/${folder}/`))
        .map((one) => `${one.split} ${one.operator}`);
    expect(new Set(people('project')).size).toBe(3);
    expect(new Set(people('unseen')).size).toBe(4);
    const all = [...new Set(people('project')), ...new Set(people('unseen')), ...new Set(people('parts'))];
    expect(new Set(all).size).toBe(all.length);
  });

  it('has half of its parts good, and each kind of mistake among the others', () => {
    const kinds = requests.filter(({ path }) => path.startsWith('/set/parts/')).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'good')).toHaveLength(4);
    expect(new Set(kinds)).toEqual(new Set(['good', 'skipped', 'swapped', 'repeated', 'wrong']));
  });

  it('makes recordings of about the length that is asked for', () => {
    const seconds = requests
      .filter(({ path }) => path.startsWith('/set/project/'))
      .map((request) => planVideo(controllerLine, request).timeline.seconds);
    const mean = seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
    expect(mean).toBeGreaterThan(45);
    expect(mean).toBeLessThan(75);
    expect(teachRequests('/set', { ...size, seconds: 10 })[0]).toMatchObject({ seconds: 10 });
    expect(teachRequests('/set', { ...size, seconds: 110 })[0]).toMatchObject({ parts: 2 });
  });
});
