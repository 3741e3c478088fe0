// Solids on the bench: a flat shape that is stacked into a body with a lit top; and what is common to the parts of all lines.
import type { SKRSContext2D } from '@napi-rs/canvas';
import { css, shade } from './paint.ts';
import type { Rgb } from './variation.ts';
import type { Point, View } from './view.ts';

export interface Look<Kind extends string> {
  readonly view: View;
  readonly colors: Readonly<Record<Kind, Rgb>>;
  /** Direction in which shadows fall on the bench; the light comes from the opposite side. */
  readonly slope: readonly [number, number];
}

/** What a solid needs of a look. */
export type Lit = Pick<Look<string>, 'view' | 'slope'>;

export type Path = Pick<SKRSContext2D, 'arc' | 'moveTo' | 'lineTo' | 'closePath' | 'quadraticCurveTo'>;

/** @param at Centre of the underside. */
export function solid(
  context: SKRSContext2D,
  { view, slope }: Lit,
  at: Point,
  height: number,
  turn: number,
  color: Rgb,
  shape: (path: Path) => void,
): void {
  const slices = Math.max(2, Math.ceil((height * view.scaleAt(at)) / 1.4));
  const wall = context.createLinearGradient(slope[0] * 6, slope[1] * 6, -slope[0] * 6, -slope[1] * 6);
  wall.addColorStop(0, css(shade(color, 0.42)));
  wall.addColorStop(1, css(shade(color, 0.82)));
  const top = context.createLinearGradient(slope[0] * 5, slope[1] * 5, -slope[0] * 5, -slope[1] * 5);
  top.addColorStop(0, css(shade(color, 0.84)));
  top.addColorStop(0.5, css(color));
  top.addColorStop(1, css(shade(color, 1.22)));
  for (let slice = 0; slice <= slices; slice++) {
    view.onPlane(context, [at[0], at[1], at[2] + (height * slice) / slices], turn);
    context.fillStyle = slice === slices ? top : wall;
    context.beginPath();
    shape(context);
    context.fill();
  }
  context.lineWidth = 0.14;
  context.strokeStyle = css(shade(color, 0.5), 0.7);
  context.stroke();
}

export function onTop(
  context: SKRSContext2D,
  { view }: Lit,
  at: Point,
  height: number,
  turn: number,
  draw: () => void,
): void {
  view.onPlane(context, [at[0], at[1], at[2] + height], turn);
  draw();
}

export function bore(context: SKRSContext2D, color: Rgb, inner: number, outer: number): void {
  context.strokeStyle = css(shade(color, 1.35), 0.55);
  context.lineWidth = (outer - inner) * 0.22;
  context.beginPath();
  context.arc(0, 0, (outer * 2 + inner) / 3, 2.2, 4.6);
  context.stroke();
  context.fillStyle = css(shade(color, 0.22));
  context.beginPath();
  context.arc(0, 0, inner, 0, 7);
  context.fill();
}

export function roundedSquare(path: Path, half: number, corner: number): void {
  const inner = half - corner;
  path.moveTo(-inner, -half);
  path.lineTo(inner, -half);
  path.quadraticCurveTo(half, -half, half, -inner);
  path.lineTo(half, inner);
  path.quadraticCurveTo(half, half, inner, half);
  path.lineTo(-inner, half);
  path.quadraticCurveTo(-half, half, -half, inner);
  path.lineTo(-half, -inner);
  path.quadraticCurveTo(-half, -half, -inner, -half);
  path.closePath();
}
