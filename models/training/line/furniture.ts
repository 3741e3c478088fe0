// What stands on a bench: boxes, bins, columns, and the soft shadows under them.
import type { SKRSContext2D } from '@napi-rs/canvas';
import { css, shade } from './paint.ts';
import type { Rgb, Scene } from './variation.ts';
import type { Point, View } from './view.ts';

const binWall = 2.4;
/** Half of the width and of the depth of a bin, in centimetres. */
type Half = readonly [number, number];

export class Furniture {
  private readonly view: View;
  private readonly light: Scene<string>['light'];

  constructor(view: View, light: Scene<string>['light']) {
    this.view = view;
    this.light = light;
  }

  /** Everything of a bin but its front wall, which stands before the parts in it. */
  bin(context: SKRSContext2D, at: Point, [w, d]: Half, color: Rgb): void {
    this.contactShadow(context, at, 5, 2.4);
    const { view } = this;
    view.onPlane(context, [at[0], at[1], 0]);
    context.fillStyle = css(shade(color, 0.38));
    context.fillRect(-w, -d, 2 * w, 2 * d);
    const wall = (a: Point, b: Point, tone: number): void => {
      this.quad(context, [a, b, [b[0], b[1], binWall], [a[0], a[1], binWall]], shade(color, tone));
    };
    const corner = (x: number, y: number): Point => [at[0] + x, at[1] + y, 0];
    wall(corner(-w, d), corner(w, d), 0.62);
    wall(corner(-w, -d), corner(-w, d), 0.52);
    wall(corner(w, -d), corner(w, d), 0.52);
    this.rim(context, at, w, d, color);
  }

  frontWall(context: SKRSContext2D, at: Point, [w, d]: Half, color: Rgb): void {
    const low = 1.3;
    this.quad(
      context,
      [
        [at[0] - w, at[1] - d, 0],
        [at[0] + w, at[1] - d, 0],
        [at[0] + w, at[1] - d, low],
        [at[0] - w, at[1] - d, low],
      ],
      shade(color, 0.95),
    );
  }

  private rim(context: SKRSContext2D, at: Point, w: number, d: number, color: Rgb): void {
    this.view.onPlane(context, [at[0], at[1], binWall]);
    context.strokeStyle = css(shade(color, 1.18));
    context.lineWidth = 0.35;
    context.beginPath();
    context.moveTo(-w, -d);
    context.lineTo(-w, d);
    context.lineTo(w, d);
    context.lineTo(w, -d);
    context.stroke();
  }

  /** @param w, d Half of its width and depth. */
  box(context: SKRSContext2D, at: Point, w: number, d: number, height: number, color: Rgb): void {
    const p = (x: number, y: number, z: number): Point => [at[0] + x * w, at[1] + y * d, at[2] + z];
    this.quad(context, [p(-1, -1, 0), p(1, -1, 0), p(1, -1, height), p(-1, -1, height)], shade(color, 0.65));
    if (this.view.sideways !== 0) {
      const side = this.view.sideways;
      this.quad(
        context,
        [p(side, -1, 0), p(side, 1, 0), p(side, 1, height), p(side, -1, height)],
        shade(color, 0.5),
      );
    }
    this.quad(context, [p(-1, -1, height), p(1, -1, height), p(1, 1, height), p(-1, 1, height)], color);
  }

  quad(context: SKRSContext2D, points: readonly Point[], color: Rgb): void {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = css(color);
    context.beginPath();
    for (const [i, point] of points.entries()) {
      const [x, y] = this.view.pixel(point);
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.closePath();
    context.fill();
  }

  /** The soft shadow of something round or boxy: discs that fade as they slide away from the light. */
  contactShadow(context: SKRSContext2D, at: Point, radius: number, height: number): void {
    const { slope, shadow } = this.light;
    const steps = 7;
    for (let i = 0; i < steps; i++) {
      const share = i / (steps - 1);
      const reach = share * height;
      this.view.onPlane(context, [at[0] + slope[0] * reach, at[1] + slope[1] * reach, at[2] + 0.05]);
      const size = radius * (1.12 + 0.12 * share);
      const soft = context.createRadialGradient(0, 0, size * 0.45, 0, 0, size * 1.15);
      soft.addColorStop(0, `rgba(0,0,0,${shadow * 0.3})`);
      soft.addColorStop(1, 'rgba(0,0,0,0)');
      context.fillStyle = soft;
      context.beginPath();
      context.arc(0, 0, size * 1.15, 0, 7);
      context.fill();
    }
  }
}
