// The still part of the picture: bench top, mat, clutter, bins with their piles, press, tray, and the work on the fixture.
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { binSize, type Layout, type PartKind, partKinds } from './layout.ts';
import { css, shade } from './paint.ts';
import { drawPart, drawStack, type Look } from './parts.ts';
import type { Random } from './random.ts';
import { stackHeight, type WorldState } from './timeline.ts';
import type { Rgb, Scene } from './variation.ts';
import type { Point, View } from './view.ts';

const binWall = 2.4;

export class Bench {
  private readonly background: Canvas;
  private readonly view: View;
  private readonly scene: Scene;
  private readonly layout: Layout;
  private readonly look: Look;
  private readonly piles: Record<PartKind, readonly { at: Point; turn: number }[]>;

  constructor(view: View, scene: Scene, layout: Layout, random: Random) {
    this.view = view;
    this.scene = scene;
    this.layout = layout;
    this.look = { view, colors: scene.parts, slope: scene.light.slope };
    const draw = random.stream('bench');
    this.piles = Object.fromEntries(
      partKinds.map((kind) => [kind, layPile(layout.bins[kind], kind, draw)]),
    ) as unknown as Bench['piles'];
    this.background = createCanvas(view.width, view.height);
    this.paintBackground(this.background.getContext('2d'), draw);
  }

  /** Draws everything that does not move while the state lasts. */
  draw(context: SKRSContext2D, state: WorldState): void {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.background, 0, 0);
    for (const kind of partKinds) this.drawPile(context, kind, state.taken[kind]);
    this.drawTray(context, state);
    if (state.aside) {
      this.contactShadow(context, this.layout.aside, 3.4, stackHeight(state.aside));
      drawStack(context, this.look, state.aside, this.layout.aside);
    }
    this.drawFixture(context, state);
  }

  private drawFixture(context: SKRSContext2D, { fixture, pressed }: WorldState): void {
    const { layout, look } = this;
    const base: Rgb = [78, 82, 88];
    this.contactShadow(context, layout.fixture, 4.6, 0.8);
    const half = 4.7;
    this.box(context, layout.fixture, half, half, 0.5, base);
    const height = stackHeight(fixture);
    if (height > 0) this.contactShadow(context, [layout.fixture[0], layout.fixture[1], 0.5], 3, height * 0.9);
    drawStack(context, look, fixture, [layout.fixture[0], layout.fixture[1], pressed ? 0.2 : 0.5]);
  }

  private drawTray(context: SKRSContext2D, { completed }: WorldState): void {
    const { tray } = this.layout;
    const spots: readonly (readonly [number, number])[] = [
      [0, 0],
      [3, 5],
      [-3, 5.2],
    ];
    [...completed.slice(-3)].reverse().forEach((stack, i) => {
      const at: Point = [tray[0] + spots[i]![0], tray[1] + spots[i]![1], 0.3];
      this.contactShadow(context, at, 2.8, stackHeight(stack));
      drawStack(context, this.look, stack, at);
    });
  }

  /** Taken parts leave from the top; an operator who works fast finds the bin refilled. */
  private drawPile(context: SKRSContext2D, kind: PartKind, taken: number): void {
    const pile = this.piles[kind];
    const left = pile.length - (taken % (pile.length - 3));
    for (const { at, turn } of pile.slice(0, left)) drawPart(context, this.look, kind, at, turn);
    this.frontWall(context, kind);
  }

  private paintBackground(context: SKRSContext2D, draw: Random): void {
    const { view, scene, layout } = this;
    const { color, material } = scene.bench;
    context.fillStyle = css(shade(color, 0.9));
    context.fillRect(0, 0, view.width, view.height);
    this.grain(context, draw, color, material);
    if (scene.bench.mat) this.mat(context, draw, scene.bench.mat);
    this.clutter(context, draw);
    for (const kind of partKinds) this.bin(context, kind);
    this.contactShadow(context, layout.tray, 8, 0.6);
    const trayColor = scene.bins[6]!;
    const trayAt: Point = [layout.tray[0], layout.tray[1] + 2.5, 0];
    this.box(context, trayAt, 6.4, 7.2, 0.9, shade(trayColor, 0.92));
    this.box(context, [trayAt[0], trayAt[1], 0.3], 5.8, 6.6, 0, shade(trayColor, 0.62));
    this.column(context);
  }

  private grain(context: SKRSContext2D, draw: Random, color: Rgb, material: string): void {
    const { view } = this;
    view.onPlane(context, [0, 0, 0]);
    const strokes = material === 'laminate' ? 2600 : 700;
    for (let i = 0; i < strokes; i++) {
      const x = draw.range(-75, 75);
      const y = draw.range(-32, 75);
      const tone = shade(color, draw.range(0.62, 1.22));
      context.strokeStyle = css(tone, material === 'metal' ? 0.16 : 0.28);
      context.lineWidth = material === 'laminate' ? 0.35 : draw.range(0.08, 0.5);
      const length = material === 'laminate' ? 0.4 : draw.range(8, 60);
      const bend = material === 'wood' ? draw.range(-0.8, 0.8) : 0;
      context.beginPath();
      context.moveTo(x, y);
      context.quadraticCurveTo(x + length / 2, y + bend, x + length, y + draw.range(-0.1, 0.1));
      context.stroke();
    }
    if (material !== 'wood') return;
    context.strokeStyle = css(shade(color, 0.5), 0.8);
    context.lineWidth = 0.25;
    for (let y = -28; y < 75; y += draw.range(9, 14)) {
      context.beginPath();
      context.moveTo(-90, y);
      context.lineTo(90, y);
      context.stroke();
    }
  }

  private mat(context: SKRSContext2D, draw: Random, color: Rgb): void {
    const { view, layout } = this;
    const half: readonly [number, number] = [draw.range(16, 30), draw.range(9, 13)];
    view.onPlane(context, [layout.fixture[0], layout.fixture[1] - 2, 0.1], draw.range(-0.06, 0.06));
    context.fillStyle = css(color);
    context.fillRect(-half[0], -half[1], half[0] * 2, half[1] * 2);
    context.fillStyle = css(shade(color, 1.2), 0.35);
    for (let i = 0; i < 900; i++) {
      context.fillRect(draw.range(-half[0], half[0]), draw.range(-half[1], half[1]), 0.25, 0.25);
    }
    context.strokeStyle = css(shade(color, 1.3), 0.5);
    context.lineWidth = 0.2;
    if (!draw.chance(0.5)) return;
    for (let x = -half[0]; x < half[0]; x += 4) {
      context.beginPath();
      context.moveTo(x, -half[1]);
      context.lineTo(x, half[1]);
      context.stroke();
    }
  }

  /** Pens, a screwdriver, papers, a cup, a cloth, cables: mostly beside the workspace, now and then within it. */
  private clutter(context: SKRSContext2D, draw: Random): void {
    const { view } = this;
    const count = Math.round(3 + 9 * this.scene.clutter);
    for (let i = 0; i < count; i++) {
      const inside = draw.chance(0.3);
      const at: Point = inside
        ? [draw.range(-13, 13), draw.range(6, 10.5), 0]
        : [draw.pick([-1, 1]) * draw.range(27, 44), draw.range(-22, 28), 0];
      const turn = draw.range(0, Math.PI);
      const tone = draw.range(40, 210);
      const tint = (): number => Math.max(15, Math.min(235, tone + draw.range(-45, 45)));
      const color: Rgb = [tint(), tint(), tint()];
      const kind = draw.pick(
        inside ? ['pen', 'washers'] : ['pen', 'screwdriver', 'paper', 'cup', 'cloth', 'cable'],
      );
      const lit = (draw2: () => void): void => {
        view.onPlane(context, [at[0] + 0.3, at[1] - 0.3, 0], turn);
        context.fillStyle = 'rgba(0,0,0,0.28)';
        context.strokeStyle = 'rgba(0,0,0,0.28)';
        draw2();
        view.onPlane(context, [at[0], at[1], 0.4], turn);
        context.fillStyle = css(color);
        context.strokeStyle = css(color);
        draw2();
      };
      context.lineCap = 'round';
      switch (kind) {
        case 'pen':
          lit(() => context.fillRect(-5, -0.4, 10, 0.8));
          break;
        case 'washers':
          lit(() => {
            context.beginPath();
            context.arc(0, 0, 0.8, 0, 7);
            context.fill();
          });
          break;
        case 'screwdriver':
          lit(() => {
            context.fillRect(-4, -1, 7, 2);
            context.fillRect(3, -0.3, 8, 0.6);
          });
          break;
        case 'paper':
          view.onPlane(context, at, turn);
          context.fillStyle = 'rgb(232,232,226)';
          context.fillRect(-9, -6, 18, 12);
          context.fillStyle = 'rgba(60,60,70,0.6)';
          for (let line = 0; line < 7; line++)
            context.fillRect(-7, -4.6 + line * 1.3, draw.range(8, 14), 0.35);
          break;
        case 'cup':
          for (let z = 0; z <= 7; z += 0.5) {
            view.onPlane(context, [at[0], at[1], z]);
            context.fillStyle = css(z === 7 ? [60, 36, 20] : shade(color, 0.6 + z * 0.06));
            context.beginPath();
            context.arc(0, 0, 3.6, 0, 7);
            context.fill();
          }
          break;
        case 'cloth':
          lit(() => {
            context.beginPath();
            context.moveTo(-5, -3);
            context.quadraticCurveTo(0, -6, 6, -3);
            context.quadraticCurveTo(8, 1, 5, 4);
            context.quadraticCurveTo(-1, 6, -6, 3);
            context.closePath();
            context.fill();
          });
          break;
        default:
          view.onPlane(context, at, turn);
          context.strokeStyle = 'rgb(30,30,32)';
          context.lineWidth = 0.7;
          context.beginPath();
          context.moveTo(-14, 0);
          context.bezierCurveTo(-4, 8, 2, -9, 12, 4);
          context.stroke();
      }
    }
  }

  private bin(context: SKRSContext2D, kind: PartKind): void {
    const at = this.layout.bins[kind];
    const color = this.scene.bins[partKinds.indexOf(kind)]!;
    this.contactShadow(context, at, 5, 2.4);
    const [w, d] = [binSize[0] / 2, binSize[1] / 2];
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

  private frontWall(context: SKRSContext2D, kind: PartKind): void {
    const at = this.layout.bins[kind];
    const color = this.scene.bins[partKinds.indexOf(kind)]!;
    const [w, d] = [binSize[0] / 2, binSize[1] / 2];
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

  private column(context: SKRSContext2D): void {
    const { press } = this.layout;
    this.contactShadow(context, press, 3, 12);
    this.box(context, press, 3, 2.4, 1, [60, 66, 74]);
    const { view } = this;
    for (let z = 1; z <= 13; z += 0.25) {
      view.onPlane(context, [press[0], press[1], z]);
      const metal = context.createLinearGradient(-1.2, 0, 1.2, 0);
      metal.addColorStop(0, 'rgb(92,96,102)');
      metal.addColorStop(0.4, 'rgb(196,200,204)');
      metal.addColorStop(1, 'rgb(74,78,84)');
      context.fillStyle = metal;
      context.beginPath();
      context.arc(0, 0, 1.15, 0, 7);
      context.fill();
    }
  }

  private box(context: SKRSContext2D, at: Point, w: number, d: number, height: number, color: Rgb): void {
    const p = (x: number, y: number, z: number): Point => [at[0] + x * w, at[1] + y * d, at[2] + z];
    this.quad(context, [p(-1, -1, 0), p(1, -1, 0), p(1, -1, height), p(-1, -1, height)], shade(color, 0.65));
    this.quad(context, [p(-1, -1, height), p(1, -1, height), p(1, 1, height), p(-1, 1, height)], color);
  }

  private quad(context: SKRSContext2D, points: readonly Point[], color: Rgb): void {
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
  private contactShadow(context: SKRSContext2D, at: Point, radius: number, height: number): void {
    const { slope, shadow } = this.scene.light;
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

function layPile(bin: Point, kind: PartKind, draw: Random): { at: Point; turn: number }[] {
  const count = kind === 'plate' || kind === 'lid' ? 7 : 9;
  const reach = kind === 'washer' ? 2.2 : 1;
  return Array.from({ length: count }, (_, i) => ({
    at: [
      bin[0] + draw.range(-reach, reach) * (binSize[0] / 2 - 2.9),
      bin[1] + draw.range(-reach, reach) * (binSize[1] / 2 - 2.9),
      0.1 + i * (kind === 'plate' || kind === 'lid' ? 0.22 : 0.16),
    ] as Point,
    turn: draw.range(0, 6),
  }));
}
