// What of the line of the pump controller is drawn: bins, fixture, stands of the tools, the box, and the unit.
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Arm } from '../arms.ts';
import { BenchTop } from '../bench-top.ts';
import { Furniture } from '../furniture.ts';
import type { Stage, StageSetup } from '../line.ts';
import { shade } from '../paint.ts';
import type { Random } from '../random.ts';
import type { Rgb, Scene } from '../variation.ts';
import type { Point, View } from '../view.ts';
import type { Stack, WorldState } from '../world.ts';
import {
  type Binned,
  binned,
  type ControllerLayout,
  halfBins,
  type PartKind,
  type Tool,
  tools,
} from './layout.ts';
import { ToolPainter } from './tools.ts';
import { drawUnit, type Look } from './unit.ts';

const fixtureColor: Rgb = [96, 100, 108];
const cardboard: Rgb = [176, 132, 84];

export class ControllerStage implements Stage<PartKind> {
  private readonly background: Canvas;
  private readonly view: View;
  private readonly scene: Scene<PartKind>;
  private readonly layout: ControllerLayout;
  private readonly look: Look;
  private readonly furniture: Furniture;
  private readonly toolPainter: ToolPainter;
  private readonly piles: Readonly<Record<Binned, readonly { at: Point; turn: number }[]>>;

  constructor({ view, scene, layout, random }: StageSetup<PartKind, ControllerLayout>) {
    this.view = view;
    this.scene = scene;
    this.layout = layout;
    this.look = { view, colors: scene.parts, slope: scene.light.slope };
    this.furniture = new Furniture(view, scene.light);
    this.toolPainter = new ToolPainter(view, scene.parts);
    const draw = random.stream('bench');
    this.piles = Object.fromEntries(
      binned.map((kind) => [kind, layPile(layout.bins[kind], kind, draw)]),
    ) as unknown as ControllerStage['piles'];
    this.background = createCanvas(view.width, view.height);
    this.paintBackground(this.background.getContext('2d'), draw);
  }

  drawStill(context: SKRSContext2D, state: WorldState<PartKind>): void {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.background, 0, 0);
    for (const kind of binned) this.drawPile(context, kind, state.taken[kind]);
    this.drawBox(context, state);
    if (state.aside) {
      this.furniture.contactShadow(context, this.layout.aside, 5, 2);
      drawUnit(context, this.look, state.aside, this.layout.aside, true, 0.3);
    }
    const { fixture } = this.layout;
    if (state.fixture.length > 0) this.furniture.contactShadow(context, [fixture[0], fixture[1], 1], 4.6, 2);
    drawUnit(context, this.look, state.fixture, [fixture[0], fixture[1], 1], state.pressed);
    for (const tool of tools) {
      if (state.taken[tool] === 0) this.toolPainter.waiting(context, tool, this.layout.bins[tool]);
    }
  }

  drawDevices(): void {}

  drawHeld(context: SKRSContext2D, held: Stack<PartKind>, arm: Arm): void {
    const tool = tools.find((one): one is Tool => one === held[0]);
    if (tool) return this.toolPainter.held(context, tool, arm);
    if (held.length === 0) return;
    const large = held.includes('housing') || held.includes('cover');
    const ahead = large ? 2.6 : 1.4;
    const below = held.length > 1 ? 1.8 : large ? 1.2 : 0.5;
    drawUnit(context, this.look, held, [
      arm.grip[0] + arm.ahead[0] * ahead,
      arm.grip[1] + arm.ahead[1] * ahead,
      Math.max(0.1, arm.grip[2] - below),
    ]);
  }

  drawAboveHand(context: SKRSContext2D, held: Stack<PartKind>, arm: Arm): void {
    const tool = tools.find((one): one is Tool => one === held[0]);
    if (tool) this.toolPainter.aboveHand(context, tool, arm);
  }

  private drawBox(context: SKRSContext2D, { completed }: WorldState<PartKind>): void {
    const { tray } = this.layout;
    const spots: readonly (readonly [number, number])[] = [
      [0, -3.6],
      [0, 4.2],
    ];
    completed.slice(-2).forEach((stack, i) => {
      const spot = spots[(completed.length - 1 - i) % 2]!;
      drawUnit(context, this.look, stack, [tray[0] + spot[0], tray[1] + spot[1], 0.4]);
    });
  }

  private drawPile(context: SKRSContext2D, kind: Binned, taken: number): void {
    const pile = this.piles[kind];
    const left = pile.length - (taken % Math.max(1, pile.length - 2));
    for (const { at, turn } of pile.slice(0, left)) drawUnit(context, this.look, [kind], at, true, turn);
    this.furniture.frontWall(context, this.layout.bins[kind], halfBins[kind], this.binColor(kind));
  }

  private paintBackground(context: SKRSContext2D, draw: Random): void {
    const { scene, layout, furniture } = this;
    new BenchTop(this.view, scene).paint(context, draw, layout.fixture);
    for (const kind of binned) {
      furniture.bin(context, layout.bins[kind], halfBins[kind], this.binColor(kind));
    }
    furniture.contactShadow(context, layout.tray, 9, 1.5);
    furniture.box(context, layout.tray, 5.8, 8.4, 1.6, cardboard);
    furniture.box(context, [layout.tray[0], layout.tray[1], 0.4], 5.3, 7.9, 0, shade(cardboard, 0.6));
    furniture.contactShadow(context, layout.fixture, 6.6, 1);
    furniture.box(context, layout.fixture, 6.4, 5.2, 1, fixtureColor);
    for (const tool of tools) {
      const at = layout.bins[tool];
      furniture.contactShadow(context, at, 2.4, 4);
      furniture.box(context, at, 2.2, 2, 1.2, [70, 74, 82]);
    }
  }

  private binColor(kind: Binned): Rgb {
    return this.scene.bins[binned.indexOf(kind)]!;
  }
}

/** Housings and covers lie in stacks, the rest as it fell. */
function layPile(bin: Point, kind: Binned, draw: Random): { at: Point; turn: number }[] {
  const large = kind === 'housing' || kind === 'cover';
  const [w, d] = halfBins[kind];
  const reach = large ? 0.3 : 1;
  return Array.from({ length: large ? 4 : 8 }, (_, i) => ({
    at: [
      bin[0] + draw.range(-reach, reach) * Math.max(0.6, w - 2.4),
      bin[1] + draw.range(-reach, reach) * Math.max(0.6, d - 2.4),
      0.1 + i * (kind === 'housing' ? 0.5 : large ? 0.6 : 0.16),
    ] as Point,
    turn: large ? draw.range(-0.06, 0.06) : draw.range(0, 6),
  }));
}
