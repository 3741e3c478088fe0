// Forearms, sleeves, hands or gloves, seen from above; their soft shadows go to a layer of their own.
import type { SKRSContext2D } from '@napi-rs/canvas';
import { css, shade } from './paint.ts';
import type { Pose } from './track.ts';
import type { Operator, Rgb, Scene } from './variation.ts';
import type { Pixel, Point, View } from './view.ts';

/** Long enough to leave the picture on every reach. */
const armLength = 54;

/** The bones of one arm on the bench, from a pose of its grip. */
export interface Arm {
  /** Between the finger tips, where a part is held. */
  readonly grip: Point;
  /** On the bench, towards the finger tips, and to the thumb's side. */
  readonly ahead: readonly [number, number];
  readonly thumb: readonly [number, number];
  readonly closed: number;
  readonly wrist: Point;
  readonly elbow: Point;
}

/** @param side 1 for the arm on the right of the picture, -1 for the left one. */
export function placeArm(pose: Pose, side: number, operator: Operator): Arm {
  const shoulder: Point = [side * 19, -46, 26];
  const { at } = pose;
  const away = [at[0] - shoulder[0] * 0.8, at[1] - shoulder[1]] as const;
  const length = Math.hypot(away[0], away[1]);
  const ahead = [away[0] / length, away[1] / length] as const;
  const size = operator.hand.scale;
  const wrist: Point = [at[0] - ahead[0] * 11 * size, at[1] - ahead[1] * 11 * size, at[2] + 3.2];
  const bend = side * 3;
  const elbow: Point = [
    wrist[0] - ahead[0] * armLength + ahead[1] * bend,
    wrist[1] - ahead[1] * armLength - ahead[0] * bend,
    wrist[2] + 0.185 * armLength,
  ];
  // The thumbs of two hands that work in front of a body point at each other.
  const thumb = [-side * ahead[1], side * ahead[0]] as const;
  return { grip: at, ahead, thumb, closed: pose.grip, wrist, elbow };
}

export class ArmPainter {
  private readonly view: View;
  private readonly operator: Operator;
  private readonly light: Scene<string>['light'];

  constructor(view: View, operator: Operator, light: Scene<string>['light']) {
    this.view = view;
    this.operator = operator;
    this.light = light;
  }

  /** On a layer that is `scale` times as large as the picture. */
  shadow(context: SKRSContext2D, arm: Arm, scale: number): void {
    const ground = (point: Point, share = 1): Pixel => {
      const [sx, sy] = this.light.slope;
      const [x, y] = this.view.pixel([point[0] + sx * point[2] * share, point[1] + sy * point[2] * share, 0]);
      return [x * scale, y * scale];
    };
    const unit = this.view.scaleAt(arm.grip) * scale;
    context.strokeStyle = `rgba(0,0,0,${this.light.shadow})`;
    context.lineCap = 'round';
    context.lineWidth = 7.2 * unit;
    line(context, [ground(arm.elbow), ground(arm.wrist)]);
    context.lineWidth = 8 * unit * this.operator.hand.scale;
    line(context, [ground(arm.wrist), ground(this.from(arm, -5, 0, 2))]);
    context.lineWidth = 4.5 * unit;
    line(context, [ground(this.from(arm, -5, 0, 2)), ground(arm.grip)]);
  }

  draw(context: SKRSContext2D, arm: Arm): void {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.lineJoin = 'round';
    context.lineCap = 'round';
    const { hand, sleeve } = this.operator;
    const skin = hand.glove ? this.bareSkin() : hand.color;
    const forearm = sleeve.long ? sleeve.color : skin;
    this.limb(context, arm, forearm, sleeve.long ? sleeve.width : 6.4, 0, 1);
    if (sleeve.long) this.folds(context, arm);
    if (this.operator.watch && !hand.glove) this.band(context, arm, [30, 30, 34], 0.9, 2.2, 6.6);
    this.hand(context, arm);
    if (hand.glove) this.band(context, arm, shade(hand.color, 0.8), -0.6, 3.4, 7.4);
    if (sleeve.long) this.band(context, arm, shade(sleeve.color, 0.82), 2.2, 2.4, sleeve.width * 0.94);
  }

  private hand(context: SKRSContext2D, arm: Arm): void {
    const { color } = this.operator.hand;
    const size = this.operator.hand.scale;
    const unit = this.view.scaleAt(arm.grip) * size;
    const open = 1 - arm.closed;
    const palm: readonly Pixel[] = (
      [
        [-11, -2.9, 3],
        [-8.5, -3.9, 3],
        [-4.6, -4, 2.6],
        [-4, -1, 3],
        [-4, 1.6, 3],
        [-4.8, 3.9, 2.6],
        [-8, 4, 3],
        [-11, 2.9, 3],
      ] as const
    ).map(([ahead, aside, z]) => this.view.pixel(this.from(arm, ahead * size, aside * size, z)));
    // The thumb lies below the palm, the fingers above it.
    this.finger(
      context,
      arm,
      [
        [-8.2, 3.4, 2.4],
        [-5, 5.2 + open * 1.2, 1.4],
        [-1.2 - open * 0.6, 2.2 + open * 3.2, 0.2],
      ],
      2.1 * unit,
      color,
    );
    this.fill(context, palm, color, arm);
    for (const [i, aside] of [-3.2, -1.15, 1, 3.1].entries()) {
      const reach = [1.0, 1.9, 1.6, 0.6][i]!;
      const spread = aside * (0.62 + 0.62 * open);
      this.finger(
        context,
        arm,
        [
          [-4.8, aside, 3],
          [-1.9 + open * 0.8, aside * (0.95 + 0.2 * open), 3.1 + arm.closed * 0.5],
          [reach * 0.35 + open * (1.4 + reach), spread, 0.7 + open * 0.6],
        ],
        1.75 * unit,
        color,
      );
    }
  }

  /** Joints: ahead of the grip, aside towards the thumb, height above the grip, in centimetres. */
  private finger(
    context: SKRSContext2D,
    arm: Arm,
    joints: readonly (readonly [number, number, number])[],
    width: number,
    color: Rgb,
  ): void {
    const size = this.operator.hand.scale;
    const pixels = joints.map(([ahead, aside, z]) =>
      this.view.pixel(this.from(arm, ahead * size, aside * size, z)),
    );
    const light = this.toLight(width * 0.17);
    context.strokeStyle = css(shade(color, 0.5));
    context.lineWidth = width * 1.12;
    line(context, pixels);
    context.strokeStyle = css(shade(color, 0.86));
    context.lineWidth = width * 0.92;
    line(context, pixels);
    context.strokeStyle = css(shade(color, 1.12), 0.85);
    context.lineWidth = width * 0.48;
    line(
      context,
      pixels.map(([x, y]): Pixel => [x + light[0], y + light[1]]),
    );
    if (this.operator.hand.glove) return;
    const [x, y] = pixels.at(-1)!;
    context.fillStyle = css(shade(color, 1.3), 0.8);
    context.beginPath();
    context.arc(x, y, width * 0.24, 0, 7);
    context.fill();
  }

  private fill(context: SKRSContext2D, outline: readonly Pixel[], color: Rgb, arm: Arm): void {
    const a = this.view.pixel(this.from(arm, -7, -4.2, 3));
    const b = this.view.pixel(this.from(arm, -7, 4.2, 3));
    context.fillStyle = this.across(context, a, b, color);
    context.strokeStyle = css(shade(color, 0.55), 0.8);
    context.lineWidth = this.view.scaleAt(arm.grip) * 0.3;
    context.beginPath();
    const last = outline.at(-1)!;
    const first = outline[0]!;
    context.moveTo((last[0] + first[0]) / 2, (last[1] + first[1]) / 2);
    outline.forEach((pixel, i) => {
      const next = outline[(i + 1) % outline.length]!;
      context.quadraticCurveTo(pixel[0], pixel[1], (pixel[0] + next[0]) / 2, (pixel[1] + next[1]) / 2);
    });
    context.closePath();
    context.fill();
    context.stroke();
  }

  /** A tapering cylinder from the elbow towards the wrist; shares count from the wrist. */
  private limb(context: SKRSContext2D, arm: Arm, color: Rgb, width: number, from: number, to: number): void {
    const { wrist, elbow } = arm;
    const point = (share: number): Point => [
      wrist[0] + (elbow[0] - wrist[0]) * share,
      wrist[1] + (elbow[1] - wrist[1]) * share,
      wrist[2] + (elbow[2] - wrist[2]) * share,
    ];
    const edge = (share: number, half: number): Pixel => {
      const at = point(share);
      return this.view.pixel([at[0] + arm.thumb[0] * half, at[1] + arm.thumb[1] * half, at[2]]);
    };
    const thin = width * 0.4;
    const thick = width * 0.78;
    context.fillStyle = this.across(context, edge(0.3, -thick), edge(0.3, thick), color);
    context.beginPath();
    context.moveTo(...edge(from, -thin));
    context.lineTo(...edge(to, -thick));
    context.lineTo(...edge(to, thick));
    context.lineTo(...edge(from, thin));
    context.closePath();
    context.fill();
  }

  /** Creases and woven stripes follow the round of the sleeve, so they end before its edges. */
  private folds(context: SKRSContext2D, arm: Arm): void {
    const { sleeve } = this.operator;
    const hand = 11 * this.operator.hand.scale;
    const across = (along: number, half: number, lean: number): Pixel[] =>
      [-1, -0.5, 0, 0.5, 1].map((k) =>
        this.view.pixel(
          this.from(arm, -along - lean * k - 0.8 * k * k, k * half, 3.2 + (along - hand) * 0.185),
        ),
      );
    context.lineCap = 'butt';
    for (let i = 0; i < 13; i++) {
      const share = 0.14 + i * 0.11;
      const along = share * 27 + hand;
      const half = sleeve.width * (0.38 + 0.17 * share);
      if (sleeve.pattern !== 'plain') {
        context.strokeStyle = css(sleeve.accent, 0.6);
        context.lineWidth = this.view.scaleAt(arm.wrist) * 1.1;
        line(context, across(along, half, 0));
      }
      context.strokeStyle = css(shade(sleeve.color, 0.55), 0.4);
      context.lineWidth = this.view.scaleAt(arm.wrist) * 0.5;
      line(context, across(along + 1.3, half * (i % 2 === 0 ? 0.9 : 0.6), i % 2 === 0 ? 0.9 : -0.7));
    }
    context.lineCap = 'round';
    if (sleeve.pattern !== 'checks') return;
    for (const aside of [-2.2, 0, 2.2]) {
      context.strokeStyle = css(sleeve.accent, 0.45);
      context.lineWidth = this.view.scaleAt(arm.wrist) * 0.8;
      line(
        context,
        [14, 55].map((along) => this.view.pixel(this.from(arm, -along, aside, 3 + along * 0.13))),
      );
    }
  }

  /** A ring around the arm, from `start` centimetres behind the wrist. */
  private band(
    context: SKRSContext2D,
    arm: Arm,
    color: Rgb,
    start: number,
    length: number,
    width: number,
  ): void {
    const size = this.operator.hand.scale;
    const corner = (along: number, aside: number): Pixel =>
      this.view.pixel(this.from(arm, -11 * size - along, aside, 3.3 + along * 0.18));
    const half = width * 0.43;
    context.fillStyle = this.across(context, corner(start, -half), corner(start, half), color);
    context.beginPath();
    context.moveTo(...corner(start, -half));
    context.lineTo(...corner(start + length, -half * 1.04));
    context.lineTo(...corner(start + length, half * 1.04));
    context.lineTo(...corner(start, half));
    context.closePath();
    context.fill();
  }

  private from(arm: Arm, ahead: number, aside: number, z: number): Point {
    return [
      arm.grip[0] + arm.ahead[0] * ahead + arm.thumb[0] * aside,
      arm.grip[1] + arm.ahead[1] * ahead + arm.thumb[1] * aside,
      arm.grip[2] + z,
    ];
  }

  /** Round shading from one edge of a limb to the other, brighter where the light comes from. */
  private across(context: SKRSContext2D, a: Pixel, b: Pixel, color: Rgb) {
    const light = this.toLight(1);
    const towardsB = (b[0] - a[0]) * light[0] + (b[1] - a[1]) * light[1] > 0;
    const [dark, bright] = towardsB ? [a, b] : [b, a];
    const gradient = context.createLinearGradient(dark[0], dark[1], bright[0], bright[1]);
    gradient.addColorStop(0, css(shade(color, 0.42)));
    gradient.addColorStop(0.35, css(shade(color, 0.86)));
    gradient.addColorStop(0.7, css(shade(color, 1.12)));
    gradient.addColorStop(1, css(shade(color, 0.74)));
    return gradient;
  }

  private toLight(length: number): Pixel {
    const [sx, sy] = this.light.slope;
    const size = Math.hypot(sx, sy) || 1;
    return [(-sx / size) * length, (sy / size) * length];
  }

  /** The skin of someone who wears gloves shows only under short sleeves. */
  private bareSkin(): Rgb {
    return [206, 158, 126];
  }
}

function line(context: SKRSContext2D, pixels: readonly Pixel[]): void {
  context.beginPath();
  pixels.forEach(([x, y], i) => {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.stroke();
}
