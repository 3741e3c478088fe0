// How a hand or the ram of the press moves through keyframes.
import { mix, type Point } from './view.ts';

export interface Keyframe {
  readonly seconds: number;
  readonly at: Point;
  /** 0: fingers spread, 1: closed around a part. */
  readonly grip: number;
  /** Height that the way to this keyframe bulges upwards, and sideways. */
  readonly lift: number;
  readonly curve: number;
}

export interface Pose {
  readonly at: Point;
  readonly grip: number;
}

export class Track {
  private readonly keyframes: Keyframe[];

  constructor(at: Point) {
    this.keyframes = [{ seconds: 0, at, grip: 0.3, lift: 0, curve: 0 }];
  }

  get last(): Keyframe {
    return this.keyframes.at(-1)!;
  }

  /** Stays where it is until `from`, then moves so that it arrives at `to`. */
  move(from: number, to: number, at: Point, grip: number, lift = 0, curve = 0): void {
    const { last } = this;
    if (from > last.seconds) this.keyframes.push({ ...last, seconds: from, lift: 0, curve: 0 });
    this.keyframes.push({ seconds: Math.max(to, this.last.seconds + 0.02), at, grip, lift, curve });
  }

  pose(seconds: number): Pose {
    const next = this.keyframes.findIndex((keyframe) => keyframe.seconds > seconds);
    if (next === -1) return this.last;
    if (next === 0) return this.keyframes[0]!;
    const a = this.keyframes[next - 1]!;
    const b = this.keyframes[next]!;
    const share = minimumJerk((seconds - a.seconds) / (b.seconds - a.seconds));
    const bulge = 4 * share * (1 - share);
    const straight = mix(a.at, b.at, share);
    const length = Math.hypot(b.at[0] - a.at[0], b.at[1] - a.at[1]) || 1;
    return {
      at: [
        straight[0] - ((b.at[1] - a.at[1]) / length) * b.curve * bulge,
        straight[1] + ((b.at[0] - a.at[0]) / length) * b.curve * bulge,
        straight[2] + b.lift * bulge,
      ],
      grip: a.grip + (b.grip - a.grip) * share,
    };
  }
}

/** Position along a reach, 0 to 1 (Flash and Hogan 1985). */
function minimumJerk(t: number): number {
  return t * t * t * (10 - 15 * t + 6 * t * t);
}
