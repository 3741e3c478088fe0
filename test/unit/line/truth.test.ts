// What training is told beside the labels agrees with what is filmed.
import { describe, expect, it } from 'vitest';
import { partKinds } from '../../../models/training/line/coupling/layout.ts';
import { couplingLine } from '../../../models/training/line/coupling/line.ts';
import { truthOf } from '../../../models/training/line/coupling/truth.ts';
import { planVideo } from '../../../models/training/line/plan.ts';
import { View } from '../../../models/training/line/view.ts';

const { timeline, layout, camera } = planVideo(couplingLine, { split: 'train', kind: 'good', seed: 'truth' });
const framesPerSecond = 30;
const truth = truthOf(
  timeline,
  layout,
  new View(camera, couplingLine.workspace, 144),
  Math.round(timeline.seconds * framesPerSecond),
  1 / framesPerSecond,
);
const rowAt = (seconds: number): readonly number[] => truth.frames[Math.floor(seconds * framesPerSecond)]!;
const labelled = (action: string) => timeline.labels.find((label) => label.action === action)!;

describe('the truth of a video', () => {
  it('has every place within the picture', () => {
    expect(truth.places).toHaveLength(partKinds.length + 3);
    for (const coordinate of truth.places.flat()) {
      expect(coordinate).toBeGreaterThan(0);
      expect(coordinate).toBeLessThan(1);
    }
  });

  it('has a hand at the bin when a step begins, and the part in a hand before it ends', () => {
    const { start, end } = labelled('greased_disk');
    const disk = partKinds.indexOf('disk');
    const [binU, binV] = truth.places[disk]!;
    const [u, v, , otherU, otherV] = rowAt(start) as [number, number, number, number, number];
    expect(Math.min(Math.hypot(u - binU, v - binV), Math.hypot(otherU - binU, otherV - binV))).toBeLessThan(
      0.1,
    );
    const row = rowAt(end - 0.3);
    expect([row[2], row[5]]).toContain(disk + 1);
  });

  it('names what lies on top of the fixture, from nothing to the lid', () => {
    expect(rowAt(0)[6]).toBe(0);
    expect(rowAt(labelled('greased_disk').end + 0.1)[6]).toBe(partKinds.indexOf('disk') + 1);
    expect(rowAt(labelled('press_down').start)[6]).toBe(partKinds.indexOf('lid') + 1);
  });

  it('tells that a hand is on the ram while it presses, and holds a stack when the part is complete', () => {
    expect(rowAt(labelled('press_down').start + 0.7)[2]).toBe(partKinds.length + 2);
    expect(rowAt(labelled('complete_part').end - 0.2)[2]).toBe(partKinds.length + 1);
  });
});
