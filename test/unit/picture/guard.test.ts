// What the guard of the picture tells of a bench that is drawn by the test: a table of what happens to cameras. On rendered work
// it is measured by test/bench/picture.ts.
import { describe, expect, it } from 'vitest';
import {
  type PictureChange,
  type PictureSettings,
  usualPictureSettings,
} from '../../../src-inference/contract/index.ts';
import { PictureGuard, type RgbPicture } from '../../../src-inference/picture/index.ts';

const size = 64;
const framesPerSecond = 4;
const minute = 60;

/** Brightness at a place of the bench, 0 to 255; places outside of the picture are there, too. */
type Scene = (x: number, y: number, index: number) => number;

/** Boxes of many sizes on a plain bench. */
const bench: Scene = (x, y) => {
  const [column, row] = [Math.floor(x / 9.3), Math.floor(y / 7.7)];
  const tone = ((column * 7919 + row * 104_729) % 13) / 13;
  return (x + 900) % 9.3 < 2 || (y + 770) % 7.7 < 2 ? 70 : 60 + 120 * tone;
};

/** An arm that reaches from below to one box after the other. */
const atWork: Scene = (x, y, index) => {
  const [hand, reach] = [32 + 20 * Math.sin(index / 5), 30 + 25 * Math.sin(index / 3)];
  return Math.abs(x - hand) < 7 && y > reach ? 90 : bench(x, y, index);
};

const blurred: Scene = (x, y, index) => {
  let sum = 0;
  for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) sum += atWork(x + dx, y + dy, index);
  return sum / 9;
};

/** Sensors have noise; the same numbers in each run. */
function noise(index: number, at: number): number {
  const value = Math.sin(index * 12.9898 + at * 78.233) * 43_758.5453;
  return 4 * (value - Math.floor(value)) - 2;
}

function frameOf(scene: Scene, index: number): RgbPicture {
  const data = new Uint8ClampedArray(size * size * 3);
  for (let at = 0; at < data.length; at++) {
    const [x, y] = [Math.floor(at / 3) % size, Math.floor(at / 3 / size)];
    data[at] = scene(x, y, index) + noise(index, at);
  }
  return { width: size, height: size, data: new Uint8Array(data.buffer) };
}

class Camera {
  readonly told: PictureChange[] = [];
  settings: PictureSettings = usualPictureSettings;
  readonly guard = new PictureGuard(null, () => this.settings);
  private index = 0;

  get seconds(): number {
    return this.index / framesPerSecond;
  }

  show(scene: Scene, seconds: number, moves = true): void {
    const first = this.index;
    for (; this.index < first + seconds * framesPerSecond; this.index++) {
      const change = this.guard.accept(frameOf(scene, moves ? this.index : first), this.seconds);
      if (change !== null) this.told.push(change);
    }
  }

  /** The usual picture is taken after half a minute of work. */
  static atBench(): Camera {
    const camera = new Camera();
    camera.show(atWork, 40);
    if (camera.guard.take({ takenAt: '2026-11-30T08:00:00.000Z', by: 'person' }) === null)
      throw new Error('not taken');
    return camera;
  }
}

describe('the guard of the picture', () => {
  it.each([
    { name: 'work with hands before the bench', scene: atWork },
    { name: 'an empty bench', scene: bench },
    { name: 'a lamp that is 20 % weaker', scene: ((x, y, i) => 0.8 * atWork(x, y, i)) as Scene },
    { name: 'a lamp that is 20 % stronger', scene: ((x, y, i) => 1.2 * atWork(x, y, i)) as Scene },
    {
      name: 'a lamp that flickers',
      scene: ((x, y, i) => (i % 2 === 0 ? 0.8 : 1.2) * atWork(x, y, i)) as Scene,
    },
  ])('says nothing of $name', ({ scene }) => {
    const camera = Camera.atBench();
    camera.show(scene, minute);
    expect(camera.told).toEqual([]);
    expect(camera.guard.holdsBack).toBe(false);
  });

  it.each<{ state: PictureChange['state']; within: number; judged: boolean; name: string; scene: Scene }>([
    {
      state: 'dark',
      within: 3,
      judged: false,
      name: 'without light',
      scene: (x, y, i) => 0.15 * atWork(x, y, i),
    },
    {
      state: 'overexposed',
      within: 3,
      judged: false,
      name: 'in the sun',
      scene: (x, y, i) => 150 + 3 * atWork(x, y, i),
    },
    { state: 'covered', within: 3, judged: false, name: 'behind a cloth', scene: () => 90 },
    {
      state: 'moved',
      within: 7,
      judged: false,
      name: 'pushed by 12 %',
      scene: (x, y, i) => atWork(x + 8, y, i),
    },
    {
      state: 'moved',
      within: 7,
      judged: true,
      name: 'pushed by 3 %',
      scene: (x, y, i) => atWork(x + 2, y, i),
    },
    {
      state: 'moved',
      within: 7,
      judged: false,
      name: 'before another bench',
      scene: (x, y, i) => atWork(x * 1.7 + 100, y * 0.6 + 50, i),
    },
    { state: 'blurred', within: 9, judged: true, name: 'out of focus', scene: blurred },
  ])('tells $state of a camera $name, and when that is over', ({ state, within, judged, scene }) => {
    const camera = Camera.atBench();
    const since = camera.seconds;
    camera.show(scene, within);
    expect(camera.told).toMatchObject([{ state, judged }]);
    expect(camera.guard.holdsBack).toBe(!judged);
    camera.show(atWork, 15);
    expect(camera.told.map((change) => change.state)).toEqual([state, 'usual']);
    expect(camera.told[0]!.sinceSeconds - since).toBeLessThan(within);
    expect(camera.guard.holdsBack).toBe(false);
  });

  it('says how far and where the view has moved', () => {
    const camera = Camera.atBench();
    camera.show((x, y, i) => atWork(x + 6.4, y - 3.2, i), 10);
    const { shift } = camera.told[0]!;
    expect(shift!.right).toBeCloseTo(-0.1, 1);
    expect(shift!.down).toBeCloseTo(0.05, 1);
  });

  it('judges nothing while a cover is only suspected, and goes on after a moment', () => {
    const camera = Camera.atBench();
    camera.show(() => 90, 1);
    expect(camera.guard.holdsBack).toBe(true);
    camera.show(atWork, 2.5);
    expect(camera.guard.holdsBack).toBe(false);
    expect(camera.told).toEqual([]);
  });

  it('tells a cover that is taken away for moments only', () => {
    const camera = Camera.atBench();
    for (let time = 0; time < 3; time++) {
      camera.show(() => 90, 1.5);
      camera.show(atWork, 0.5);
    }
    expect(camera.told[0]).toMatchObject({ state: 'covered', judged: false });
  });

  it('tells a frozen picture of a camera that has noise, and that it goes on', () => {
    const camera = Camera.atBench();
    camera.show(atWork, 7, false);
    expect(camera.told).toMatchObject([{ state: 'frozen', judged: false }]);
    camera.show(atWork, 5);
    expect(camera.told.at(-1)).toMatchObject({ state: 'usual' });
  });

  it('cannot tell a frozen picture where the encoder repeats pictures of a still scene', () => {
    const camera = new Camera();
    for (let time = 0; time < 20; time++) {
      camera.show(atWork, 2);
      camera.show(bench, 2, false);
    }
    camera.guard.take({ takenAt: '2026-11-30T08:00:00.000Z', by: 'person' });
    camera.show(bench, minute, false);
    expect(camera.told).toEqual([]);
  });

  it('knows nothing without a usual picture, and learns it from three parts that passed', () => {
    const camera = new Camera();
    camera.show(() => 90, 20);
    camera.show(atWork, 40);
    expect(camera.told).toEqual([]);
    expect([1, 2, 3].map(() => camera.guard.partPassed())).toEqual([false, false, true]);
  });

  it('takes a moved view as the usual one', () => {
    const camera = Camera.atBench();
    const moved: Scene = (x, y, i) => atWork(x + 12, y, i);
    camera.show(moved, 12);
    expect(camera.guard.take({ takenAt: '2026-11-30T09:00:00.000Z', by: 'person' })).not.toBeNull();
    camera.show(moved, 10);
    expect(camera.told.map(({ state }) => state)).toEqual(['moved', 'usual']);
  });

  it('does not take a covered view as the usual one', () => {
    const camera = Camera.atBench();
    camera.show(() => 90, 10);
    expect(camera.guard.take({ takenAt: '2026-11-30T09:00:00.000Z', by: 'person' })).toBeNull();
  });

  it('says nothing of views that have no detail to be known by', () => {
    const camera = new Camera();
    camera.show(() => 120, 40);
    camera.guard.take({ takenAt: '2026-11-30T08:00:00.000Z', by: 'station' });
    for (const brightness of [10, 200, 250]) camera.show(() => brightness, 10);
    expect(camera.told).toEqual([]);
  });

  it('follows the rules: only warns, or says nothing', () => {
    const { rules } = usualPictureSettings;
    const camera = Camera.atBench();
    camera.settings = { ...usualPictureSettings, rules: { ...rules, covered: 'warn', dark: 'ignore' } };
    camera.show((x, y, i) => 0.15 * atWork(x, y, i), 5);
    expect(camera.told).toEqual([]);
    camera.show(() => 90, 5);
    expect(camera.told).toMatchObject([{ state: 'covered', judged: true }]);
    camera.settings = usualPictureSettings;
    camera.show(() => 90, 5);
    expect(camera.told.at(-1)).toMatchObject({ state: 'covered', judged: false });
  });
});
