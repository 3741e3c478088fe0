// Screwdriver, sealant tube and scanner: in the hand, and where they wait.
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Arm } from '../arms.ts';
import { css, shade } from '../paint.ts';
import type { Rgb } from '../variation.ts';
import type { Point, View } from '../view.ts';
import { toolReach } from './director.ts';
import type { Tool } from './layout.ts';

/** Pieces along the axis from the tip: from, to and thickness in centimetres. */
type Piece = readonly [from: number, to: number, thickness: number, color: Rgb];

const upright: Readonly<Record<Exclude<Tool, 'scanner'>, (color: Rgb) => readonly Piece[]>> = {
  driver: (color) => [
    [0, 4.2, 0.55, [168, 170, 174]],
    [4, 6.2, 1.6, [52, 54, 58]],
    [6, 15, 3.3, color],
    [8.5, 12.5, 3.4, [44, 46, 50]],
    [15, 16.4, 2.8, shade(color, 0.6)],
  ],
  sealer: (color) => [
    [0, 3.2, 0.7, [222, 214, 150]],
    [3, 5, 1.7, [206, 70, 60]],
    [4.8, 14, 3.6, color],
    [7, 10.5, 3.7, [60, 120, 190]],
    [14, 15, 2.2, [90, 94, 100]],
  ],
};

export class ToolPainter {
  private readonly view: View;
  private readonly colors: Readonly<Record<Tool, Rgb>>;

  constructor(view: View, colors: Readonly<Record<Tool, Rgb>>) {
    this.view = view;
    this.colors = colors;
  }

  waiting(context: SKRSContext2D, tool: Tool, at: Point): void {
    if (tool === 'scanner') return this.scanner(context, [at[0], at[1], 1.4], [0, 1], false);
    this.along(context, tool, at, [0, 0]);
  }

  held(context: SKRSContext2D, tool: Tool, { grip, ahead }: Arm): void {
    if (tool === 'scanner') return this.scanner(context, grip, ahead, true);
    this.along(context, tool, tipOf(grip, ahead), leanOf(ahead));
  }

  /** The end of an upright tool sticks out of the fist. */
  aboveHand(context: SKRSContext2D, tool: Tool, { grip, ahead }: Arm): void {
    if (tool !== 'scanner') this.along(context, tool, tipOf(grip, ahead), leanOf(ahead), toolReach + 3);
  }

  private along(
    context: SKRSContext2D,
    tool: Exclude<Tool, 'scanner'>,
    tip: Point,
    lean: readonly [number, number],
    above = 0,
  ): void {
    const at = (along: number): Point => [tip[0] + lean[0] * along, tip[1] + lean[1] * along, tip[2] + along];
    for (const [from, to, thickness, color] of upright[tool](this.colors[tool])) {
      if (to > above) this.bar(context, at(Math.max(from, above)), at(to), thickness, color);
    }
  }

  /** Held, its beam shows as a red line on what it reads. */
  private scanner(
    context: SKRSContext2D,
    grip: Point,
    ahead: readonly [number, number],
    beam: boolean,
  ): void {
    const color = this.colors.scanner;
    const at = (along: number, z: number): Point => [
      grip[0] + ahead[0] * along,
      grip[1] + ahead[1] * along,
      grip[2] + z,
    ];
    this.bar(context, at(-1, -1), at(0.5, 2.4), 2.6, color);
    this.bar(context, at(-0.5, 2.4), at(4.5, 2), 3.6, shade(color, 1.25));
    this.bar(context, at(4.5, 2), at(5, 2), 3, [150, 34, 32]);
    if (!beam) return;
    const middle = at(8.5, -grip[2] + 2.8);
    const across = [-ahead[1], ahead[0]] as const;
    this.bar(
      context,
      [middle[0] - across[0] * 2.6, middle[1] - across[1] * 2.6, middle[2]],
      [middle[0] + across[0] * 2.6, middle[1] + across[1] * 2.6, middle[2]],
      0.5,
      [255, 40, 34],
    );
  }

  private bar(context: SKRSContext2D, from: Point, to: Point, thickness: number, color: Rgb): void {
    const unit = this.view.scaleAt(from);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.lineCap = 'butt';
    const stroke = (width: number, tone: Rgb): void => {
      context.strokeStyle = css(tone);
      context.lineWidth = width * unit;
      context.beginPath();
      context.moveTo(...this.view.pixel(from));
      context.lineTo(...this.view.pixel(to));
      context.stroke();
    };
    stroke(thickness, shade(color, 0.62));
    stroke(thickness * 0.72, color);
    stroke(thickness * 0.28, shade(color, 1.3));
  }
}

function tipOf(grip: Point, ahead: readonly [number, number]): Point {
  return [grip[0] + ahead[0] * 2.4, grip[1] + ahead[1] * 2.4, grip[2] - toolReach];
}

/** It leans back into the hand. */
function leanOf(ahead: readonly [number, number]): readonly [number, number] {
  return [-ahead[0] * 0.24, -ahead[1] * 0.24];
}
