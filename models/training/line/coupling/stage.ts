// What of the line of the coupling is drawn: bench, bins with their piles, press, tray, and the work on the fixture.
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Arm } from '../arms.ts';
import { BenchTop } from '../bench-top.ts';
import { Furniture } from '../furniture.ts';
import type { Stage, StageSetup } from '../line.ts';
import { shade } from '../paint.ts';
import type { Random } from '../random.ts';
import type { Rgb, Scene } from '../variation.ts';
import type { Point, View } from '../view.ts';
import { type Stack, stackHeight, type WorldState } from '../world.ts';
import { binSize, type CouplingLayout, couplingParts, type PartKind, partKinds } from './layout.ts';
import { drawPart, drawStack, type Look } from './parts.ts';

const halfBin = [binSize[0] / 2, binSize[1] / 2] as const;

export class CouplingStage implements Stage<PartKind> {
  private readonly background: Canvas;
  private readonly view: View;
  private readonly scene: Scene<PartKind>;
  private readonly layout: CouplingLayout;
  private readonly look: Look;
  private readonly furniture: Furniture;
  private readonly piles: Record<PartKind, readonly { at: Point; turn: number }[]>;

  constructor({ view, scene, layout, random }: StageSetup<PartKind, CouplingLayout>) {
    this.view = view;
    this.scene = scene;
    this.layout = layout;
    this.look = { view, colors: scene.parts, slope: scene.light.slope };
    this.furniture = new Furniture(view, scene.light);
    const draw = random.stream('bench');
    this.piles = Object.fromEntries(
      partKinds.map((kind) => [kind, layPile(layout.bins[kind], kind, draw)]),
    ) as unknown as CouplingStage['piles'];
    this.background = createCanvas(view.width, view.height);
    this.paintBackground(this.background.getContext('2d'), draw);
  }

  drawStill(context: SKRSContext2D, state: WorldState<PartKind>): void {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.background, 0, 0);
    for (const kind of partKinds) this.drawPile(context, kind, state.taken[kind]);
    this.drawTray(context, state);
    if (state.aside) {
      this.furniture.contactShadow(context, this.layout.aside, 3.4, height(state.aside));
      drawStack(context, this.look, state.aside, this.layout.aside);
    }
    this.drawFixture(context, state);
  }

  /** The arm of the press reaches from its column to the ram, with a handle on top. */
  drawDevices(context: SKRSContext2D, [ram]: readonly [Point]): void {
    const { press } = this.layout;
    const top = Math.max(12.5, ram[2] + 2);
    const unit = this.view.scaleAt(ram);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.lineCap = 'round';
    const bar = (from: Point, to: Point, width: number, color: string): void => {
      context.strokeStyle = color;
      context.lineWidth = width * unit;
      context.beginPath();
      context.moveTo(...this.view.pixel(from));
      context.lineTo(...this.view.pixel(to));
      context.stroke();
    };
    bar([press[0], press[1], 12.5], [ram[0], ram[1], top - 1], 2, 'rgb(56,60,68)');
    bar([press[0], press[1], 12.9], [ram[0], ram[1], top - 0.6], 0.9, 'rgb(128,134,142)');
    bar(ram, [ram[0], ram[1], top], 1.8, 'rgb(150,154,160)');
    bar([ram[0], ram[1], ram[2] + 0.2], [ram[0], ram[1], ram[2] + 0.9], 4.4, 'rgb(84,88,96)');
    bar([ram[0], ram[1], top + 0.6], [ram[0], ram[1], top + 0.9], 2.8, 'rgb(176,36,32)');
    bar([ram[0], ram[1], top + 1], [ram[0], ram[1], top + 1.1], 1.4, 'rgb(222,90,80)');
  }

  drawHeld(context: SKRSContext2D, held: Stack<PartKind>, arm: Arm): void {
    if (held.length === 0) return;
    const below = held.length > 1 ? height(held) * 0.6 : 0.5;
    const ahead = 1.4;
    drawStack(context, this.look, held, [
      arm.grip[0] + arm.ahead[0] * ahead,
      arm.grip[1] + arm.ahead[1] * ahead,
      Math.max(0.1, arm.grip[2] - below),
    ]);
  }

  drawAboveHand(): void {}

  private drawFixture(context: SKRSContext2D, { fixture, pressed }: WorldState<PartKind>): void {
    const { layout, look } = this;
    const base: Rgb = [78, 82, 88];
    this.furniture.contactShadow(context, layout.fixture, 4.6, 0.8);
    const half = 4.7;
    this.furniture.box(context, layout.fixture, half, half, 0.5, base);
    const tall = height(fixture);
    if (tall > 0)
      this.furniture.contactShadow(context, [layout.fixture[0], layout.fixture[1], 0.5], 3, tall * 0.9);
    drawStack(context, look, fixture, [layout.fixture[0], layout.fixture[1], pressed ? 0.2 : 0.5]);
  }

  private drawTray(context: SKRSContext2D, { completed }: WorldState<PartKind>): void {
    const { tray } = this.layout;
    const spots: readonly (readonly [number, number])[] = [
      [0, 0],
      [3, 5],
      [-3, 5.2],
    ];
    [...completed.slice(-3)].reverse().forEach((stack, i) => {
      const at: Point = [tray[0] + spots[i]![0], tray[1] + spots[i]![1], 0.3];
      this.furniture.contactShadow(context, at, 2.8, height(stack));
      drawStack(context, this.look, stack, at);
    });
  }

  /** Taken parts leave from the top; an operator who works fast finds the bin refilled. */
  private drawPile(context: SKRSContext2D, kind: PartKind, taken: number): void {
    const pile = this.piles[kind];
    const left = pile.length - (taken % (pile.length - 3));
    for (const { at, turn } of pile.slice(0, left)) drawPart(context, this.look, kind, at, turn);
    this.furniture.frontWall(context, this.layout.bins[kind], halfBin, this.binColor(kind));
  }

  private paintBackground(context: SKRSContext2D, draw: Random): void {
    const { view, scene, layout, furniture } = this;
    new BenchTop(view, scene).paint(context, draw, layout.fixture);
    for (const kind of partKinds) furniture.bin(context, layout.bins[kind], halfBin, this.binColor(kind));
    furniture.contactShadow(context, layout.tray, 8, 0.6);
    const trayColor = scene.bins[6]!;
    const trayAt: Point = [layout.tray[0], layout.tray[1] + 2.5, 0];
    furniture.box(context, trayAt, 6.4, 7.2, 0.9, shade(trayColor, 0.92));
    furniture.box(context, [trayAt[0], trayAt[1], 0.3], 5.8, 6.6, 0, shade(trayColor, 0.62));
    this.column(context);
  }

  private binColor(kind: PartKind): Rgb {
    return this.scene.bins[partKinds.indexOf(kind)]!;
  }

  private column(context: SKRSContext2D): void {
    const { press } = this.layout;
    this.furniture.contactShadow(context, press, 3, 12);
    this.furniture.box(context, press, 3, 2.4, 1, [60, 66, 74]);
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
}

function height(stack: Stack<PartKind>): number {
  return stackHeight(stack, couplingParts.heights);
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
