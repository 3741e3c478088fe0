// How each part of the coupling looks.
import type { SKRSContext2D } from '@napi-rs/canvas';
import { css, shade } from '../paint.ts';
import { bore, type Look as LookOf, onTop, type Path, roundedSquare, solid } from '../shapes.ts';
import type { Rgb } from '../variation.ts';
import type { Point } from '../view.ts';
import type { Stack } from '../world.ts';
import { couplingParts, type PartKind } from './layout.ts';

export type Look = LookOf<PartKind>;

const partHeights = couplingParts.heights;

export function drawStack(
  context: SKRSContext2D,
  look: Look,
  stack: Stack<PartKind>,
  at: Point,
  turn = 0,
): void {
  let z = at[2];
  stack.forEach((kind, i) => {
    drawPart(context, look, kind, [at[0], at[1], z], turn + i * 0.7);
    z += partHeights[kind];
  });
}

/** @param at Centre of the underside. */
export function drawPart(context: SKRSContext2D, look: Look, kind: PartKind, at: Point, turn = 0): void {
  const color = look.colors[kind];
  switch (kind) {
    case 'plate':
      solid(context, look, at, partHeights.plate, turn * 0.25, color, (path) =>
        roundedSquare(path, 3.5, 0.8),
      );
      return onTop(context, look, at, partHeights.plate, turn * 0.25, () => rivets(context, look, color));
    case 'spacer':
      solid(context, look, at, partHeights.spacer, turn, color, (path) => path.arc(0, 0, 2.5, 0, 7));
      return onTop(context, look, at, partHeights.spacer, turn, () => bore(context, color, 1.45, 2.5));
    case 'disk':
      solid(context, look, at, partHeights.disk, turn, color, (path) => path.arc(0, 0, 3.05, 0, 7));
      return onTop(context, look, at, partHeights.disk, 0, () => grease(context, look, color));
    case 'separator':
      solid(context, look, at, partHeights.separator, turn, color, scallops);
      return onTop(context, look, at, partHeights.separator, turn, () => bore(context, color, 0.9, 2.8));
    case 'washer':
      solid(context, look, at, partHeights.washer, turn, color, (path) => path.arc(0, 0, 1.75, 0, 7));
      return onTop(context, look, at, partHeights.washer, turn, () => bore(context, color, 0.75, 1.75));
    case 'lid':
      solid(context, look, at, 0.5, 0, color, (path) => path.arc(0, 0, 3.2, 0, 7));
      solid(context, look, [at[0], at[1], at[2] + 0.5], 0.8, 0, shade(color, 1.08), (path) =>
        path.arc(0, 0, 1.9, 0, 7),
      );
      return onTop(context, look, at, partHeights.lid, turn, () => slot(context, color));
  }
}

function grease(context: SKRSContext2D, { slope }: Look, color: Rgb): void {
  const toLight = Math.atan2(-slope[1], -slope[0]);
  const shine = context.createRadialGradient(
    Math.cos(toLight) * 1.3,
    Math.sin(toLight) * 1.3,
    0.1,
    Math.cos(toLight) * 1.3,
    Math.sin(toLight) * 1.3,
    1.9,
  );
  shine.addColorStop(0, 'rgba(255,250,235,0.85)');
  shine.addColorStop(0.35, 'rgba(255,240,205,0.3)');
  shine.addColorStop(1, 'rgba(255,240,205,0)');
  context.fillStyle = shine;
  context.beginPath();
  context.arc(0, 0, 3.05, 0, 7);
  context.fill();
  context.strokeStyle = css(shade(color, 0.6), 0.8);
  context.lineWidth = 0.25;
  for (const radius of [1.2, 2]) {
    context.beginPath();
    context.arc(0.1, 0, radius, 0.4, 5.4);
    context.stroke();
  }
  context.fillStyle = css(shade(color, 0.3));
  context.beginPath();
  context.arc(0, 0, 0.55, 0, 7);
  context.fill();
}

function rivets(context: SKRSContext2D, { slope }: Look, color: Rgb): void {
  for (const x of [-2.4, 2.4]) {
    for (const y of [-2.4, 2.4]) {
      context.fillStyle = css(shade(color, 0.45));
      context.beginPath();
      context.arc(x + slope[0] * 0.25, y + slope[1] * 0.25, 0.72, 0, 7);
      context.fill();
      context.fillStyle = css(shade(color, 1.4));
      context.beginPath();
      context.arc(x, y, 0.6, 0, 7);
      context.fill();
    }
  }
  context.fillStyle = css(shade(color, 0.5));
  context.beginPath();
  context.arc(0, 0, 1.1, 0, 7);
  context.fill();
}

function slot(context: SKRSContext2D, color: Rgb): void {
  context.strokeStyle = css(shade(color, 0.35));
  context.lineWidth = 0.55;
  context.beginPath();
  context.moveTo(-1.2, 0);
  context.lineTo(1.2, 0);
  context.stroke();
}

/** A thin ring with six lobes. */
function scallops(path: Path): void {
  const points = 24;
  for (let i = 0; i < points; i++) {
    const angle = (i / points) * 2 * Math.PI;
    const radius = 2.85 + 0.32 * Math.cos(6 * angle);
    const x = radius * Math.cos(angle);
    const y = radius * Math.sin(angle);
    if (i === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  path.closePath();
}
