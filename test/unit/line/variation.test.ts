// Who works and what films: the splits of the data are strangers to each other, and every camera sees all of the work.
import { describe, expect, it } from 'vitest';
import { makeLayout, partKinds } from '../../../models/training/line/coupling/layout.ts';
import { couplingLine } from '../../../models/training/line/coupling/line.ts';
import { planVideo } from '../../../models/training/line/plan.ts';
import { Random } from '../../../models/training/line/random.ts';
import { drawOperator, splits } from '../../../models/training/line/variation.ts';
import { type Point, View } from '../../../models/training/line/view.ts';

const { population, workspace } = couplingLine;
const everyone = new Random('people');
const people = splits.flatMap((split) =>
  Array.from({ length: population[split].operators }, (_, i) => drawOperator(split, i, everyone)),
);
const cameras = splits.flatMap((split) =>
  Array.from({ length: population[split].cameras }, (_, i) =>
    couplingLine.drawCamera(split, i, everyone, everyone),
  ),
);

describe('the population', () => {
  it('has 120, 4 and 10 operators and 60, 4 and 8 cameras', () => {
    expect(splits.map((split) => population[split].operators)).toEqual([120, 4, 10]);
    expect(splits.map((split) => population[split].cameras)).toEqual([60, 4, 8]);
  });

  it.each([
    { of: 'operators', all: people },
    { of: 'cameras', all: cameras },
  ])('shares no $of between splits: neither names nor draws', ({ all }) => {
    expect(new Set(all.map((one) => one.id)).size).toBe(all.length);
    expect(new Set(all.map((one) => JSON.stringify({ ...one, id: '' }))).size).toBe(all.length);
  });

  it('belongs to the split that a video is rendered for, whatever its seed', () => {
    for (const split of splits) {
      for (let seed = 0; seed < 20; seed++) {
        const { operator, camera } = planVideo(couplingLine, { split, kind: 'good', seed: `${seed}` });
        expect(operator.id.startsWith(`${split}-`)).toBe(true);
        expect(camera.id.startsWith(`${split}-`)).toBe(true);
      }
    }
  });
});

describe.each(cameras)('$id', (camera) => {
  it('shows every bin, the fixture, the tray and the ram in the centre square of its picture', () => {
    const view = new View(camera, workspace, 270);
    for (let i = 0; i < 6; i++) {
      const random = new Random(`bench ${i}`);
      const scene = couplingLine.drawScene(everyone, random);
      const layout = makeLayout(people[i * 5]!, scene, random);
      const spots: Point[] = [
        ...partKinds.map((kind) => layout.bins[kind]),
        layout.fixture,
        [layout.fixture[0], layout.fixture[1], 10],
        layout.tray,
        layout.ramRest,
      ];
      for (const spot of spots) {
        const [x, y] = view.pixel(spot);
        expect(Math.abs(x - view.width / 2)).toBeLessThan(view.height / 2);
        expect(Math.abs(y - view.height / 2)).toBeLessThan(view.height / 2);
      }
    }
  });

  it('shows a spacer at least 7 pixels wide when its centre square is scaled to 128 pixels', () => {
    const view = new View(camera, workspace, 128);
    for (const [x, y] of [
      [-14.5, 14],
      [14.5, 14],
      [0, -3],
    ] as const) {
      const left = view.pixel([x - 2.5, y, 0]);
      const right = view.pixel([x + 2.5, y, 0]);
      expect(Math.hypot(right[0] - left[0], right[1] - left[1])).toBeGreaterThan(7);
    }
  });
});
