// How the pump controller looks while it grows, and its parts while they are carried.
import type { SKRSContext2D } from '@napi-rs/canvas';
import { css, shade } from '../paint.ts';
import { type Look as LookOf, onTop, type Path, solid } from '../shapes.ts';
import type { Rgb } from '../variation.ts';
import type { Point } from '../view.ts';
import type { Stack } from '../world.ts';
import { bosses } from './director.ts';
import type { PartKind } from './layout.ts';

export type Look = LookOf<PartKind>;

const housingHeight = 2;
const coverHeight = 0.7;
/** Half of the width and of the depth of the unit, in centimetres. */
const half = [4.6, 3.6] as const;

/** @param at Centre of the underside. @param pressed Whether screws hold the cover down. */
export function drawUnit(
  context: SKRSContext2D,
  look: Look,
  stack: Stack<PartKind>,
  at: Point,
  pressed = true,
  turn = 0,
): void {
  const housed = stack.includes('housing');
  const floor = at[2] + (housed ? housingHeight : 0);
  const coverAt = floor + (pressed || !housed ? 0 : 0.4);
  const lid = stack.includes('cover') ? coverHeight : 0;
  let driven = 0;
  for (const kind of stack) {
    const color = look.colors[kind];
    const inside = (height: number, draw: () => void): void =>
      onTop(context, look, [at[0], at[1], floor], height, turn, draw);
    switch (kind) {
      case 'housing':
        solid(context, look, at, housingHeight, turn, color, (path) =>
          rectangle(path, half[0], half[1], 0.9),
        );
        onTop(context, look, at, housingHeight, turn, () => hollow(context, color));
        break;
      case 'board':
        inside(0.05, () => board(context, color));
        break;
      case 'inlet':
        inside(0.05, () => seal(context, housed ? -3.25 : 0, color));
        break;
      case 'outlet':
        inside(0.05, () => seal(context, housed ? 3.25 : 0, color));
        break;
      case 'cable':
        inside(0.4, () => cable(context, color));
        break;
      case 'bead':
        inside(0.1, () => bead(context, color));
        break;
      case 'cover':
        solid(context, look, [at[0], at[1], coverAt], coverHeight, turn, color, (path) =>
          rectangle(path, half[0], half[1], 0.9),
        );
        onTop(context, look, [at[0], at[1], coverAt], coverHeight, turn, () => plate(context, color));
        break;
      case 'screw': {
        const boss = bosses[driven % bosses.length]!;
        driven += 1;
        onTop(context, look, [at[0], at[1], coverAt], lid + 0.1, turn, () => screw(context, boss, color));
        break;
      }
      default:
        break;
    }
  }
}

function hollow(context: SKRSContext2D, color: Rgb): void {
  context.fillStyle = css(shade(color, 0.42));
  context.beginPath();
  rectangle(context, 2.4, 2.9, 0.3);
  context.fill();
  for (const x of [-3.25, 3.25]) disc(context, x, 0, 0.95, shade(color, 0.3));
  for (const [x, y] of bosses) disc(context, x, y, 0.42, shade(color, 1.4));
}

function board(context: SKRSContext2D, color: Rgb): void {
  context.fillStyle = css(color);
  context.fillRect(-2.3, -2.7, 4.6, 5.4);
  context.fillStyle = 'rgb(22,24,26)';
  context.fillRect(-1.5, -1.2, 1.8, 1.8);
  context.fillRect(0.7, -2.1, 1, 1.4);
  context.fillStyle = 'rgb(214,196,120)';
  for (let i = 0; i < 5; i++) context.fillRect(-2 + i * 0.8, 1.9, 0.4, 0.5);
  context.fillStyle = 'rgb(232,232,226)';
  context.fillRect(-0.9, 2.1, 1.8, 0.6);
}

function seal(context: SKRSContext2D, x: number, color: Rgb): void {
  context.lineWidth = 0.62;
  context.strokeStyle = css(color);
  context.beginPath();
  context.arc(x, 0, 1.15, 0, 7);
  context.stroke();
  context.lineWidth = 0.18;
  context.strokeStyle = css(shade(color, 1.4), 0.7);
  context.beginPath();
  context.arc(x, 0, 1.25, 2.2, 4.6);
  context.stroke();
}

/** From its plug on the board over the back wall and out of the way. */
function cable(context: SKRSContext2D, color: Rgb): void {
  context.fillStyle = css(shade(color, 0.45));
  context.fillRect(-1, 1.9, 2, 0.9);
  context.strokeStyle = css(color);
  context.lineCap = 'round';
  context.lineWidth = 0.75;
  context.beginPath();
  context.moveTo(0, 2.6);
  context.bezierCurveTo(0.2, 4.6, -1.4, 5.4, -3.6, 5.6);
  context.stroke();
}

function bead(context: SKRSContext2D, color: Rgb): void {
  context.lineWidth = 0.55;
  context.strokeStyle = css(shade(color, 0.7));
  context.beginPath();
  rectangle(context, 4.15, 3.15, 0.8);
  context.stroke();
  context.lineWidth = 0.34;
  context.strokeStyle = css(color);
  context.stroke();
}

/** The two ports show through the cover; a sticker has the code. */
function plate(context: SKRSContext2D, color: Rgb): void {
  for (const x of [-3.25, 3.25]) disc(context, x, 0, 0.9, shade(color, 0.3));
  context.fillStyle = 'rgb(236,236,230)';
  context.fillRect(-1.9, -1.5, 3.8, 2);
  context.fillStyle = 'rgb(30,30,34)';
  for (let i = 0; i < 9; i++) context.fillRect(-1.6 + i * 0.36, -1.2, i % 3 === 0 ? 0.22 : 0.1, 1.3);
}

function screw(context: SKRSContext2D, [x, y]: readonly [number, number], color: Rgb): void {
  disc(context, x, y, 0.62, shade(color, 0.55));
  disc(context, x, y, 0.5, color);
  context.strokeStyle = css(shade(color, 0.35));
  context.lineWidth = 0.16;
  context.beginPath();
  context.moveTo(x - 0.35, y - 0.2);
  context.lineTo(x + 0.35, y + 0.2);
  context.stroke();
}

function disc(context: SKRSContext2D, x: number, y: number, radius: number, color: Rgb): void {
  context.fillStyle = css(color);
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.fill();
}

function rectangle(path: Path, x: number, y: number, corner: number): void {
  path.moveTo(-x + corner, -y);
  path.lineTo(x - corner, -y);
  path.quadraticCurveTo(x, -y, x, -y + corner);
  path.lineTo(x, y - corner);
  path.quadraticCurveTo(x, y, x - corner, y);
  path.lineTo(-x + corner, y);
  path.quadraticCurveTo(-x, y, -x, y - corner);
  path.lineTo(-x, -y + corner);
  path.quadraticCurveTo(-x, -y, -x + corner, -y);
  path.closePath();
}
