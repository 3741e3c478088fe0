// Composes one frame: the still bench, shadows, the ram of the press, what is carried, arms; blurred where they move fast.
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { type Arm, ArmPainter, placeArm } from './arms.ts';
import { Bench } from './bench.ts';
import type { Layout } from './layout.ts';
import { drawStack, type Look } from './parts.ts';
import type { Random } from './random.ts';
import { type Stack, stackHeight, type Timeline, type WorldState } from './timeline.ts';
import type { Operator, Scene } from './variation.ts';
import type { Point, View } from './view.ts';

/** Shadows are drawn small and stretched: that makes them soft. */
const shadowScale = 0.25;
/** Share of the frame time for which the shutter is open. */
const shutter = 0.6;
/** Centimetres that a hand moves while the shutter is open before it is worth drawing twice. */
const blurFrom = 0.25;

export class PicturePainter {
  private readonly view: View;
  private readonly timeline: Timeline;
  private readonly operator: Operator;
  private readonly layout: Layout;
  private readonly bench: Bench;
  private readonly arms: ArmPainter;
  private readonly look: Look;
  private readonly still: Canvas;
  private readonly shadows: Canvas;
  private readonly exposure: Canvas;
  private drawnState: WorldState | null = null;

  constructor(
    view: View,
    timeline: Timeline,
    operator: Operator,
    scene: Scene,
    layout: Layout,
    random: Random,
  ) {
    this.view = view;
    this.timeline = timeline;
    this.operator = operator;
    this.layout = layout;
    this.bench = new Bench(view, scene, layout, random);
    this.arms = new ArmPainter(view, operator, scene);
    this.look = { view, colors: scene.parts, slope: scene.light.slope };
    this.still = createCanvas(view.width, view.height);
    this.shadows = createCanvas(Math.round(view.width * shadowScale), Math.round(view.height * shadowScale));
    this.exposure = createCanvas(view.width, view.height);
  }

  /** Draws the frame whose exposure begins at `seconds`. */
  draw(context: SKRSContext2D, seconds: number, frameSeconds: number): void {
    const open = frameSeconds * shutter;
    const moved = Math.max(
      ...this.timeline.hands.map((hand) => distance(hand.pose(seconds).at, hand.pose(seconds + open).at)),
    );
    const exposures = moved < blurFrom ? 1 : moved < 1.2 ? 2 : 3;
    for (let i = 0; i < exposures; i++) {
      const at = seconds + (open * i) / Math.max(1, exposures - 1);
      if (i === 0) {
        this.drawInstant(context, at);
        continue;
      }
      this.drawInstant(this.exposure.getContext('2d'), at);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.globalAlpha = 1 / (i + 1);
      context.drawImage(this.exposure, 0, 0);
      context.globalAlpha = 1;
    }
  }

  private drawInstant(context: SKRSContext2D, seconds: number): void {
    const state = this.stateAt(seconds);
    if (state !== this.drawnState) {
      this.bench.draw(this.still.getContext('2d'), state);
      this.drawnState = state;
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.still, 0, 0);
    const arms = this.timeline.hands.map((hand, i) => {
      const side = i === 0 ? this.operator.dominant : -this.operator.dominant;
      return placeArm(hand.pose(seconds), side, this.operator);
    });
    this.drawShadows(context, arms);
    // What is further away is drawn first.
    const order = [0, 1].sort((a, b) => arms[b]!.grip[1] - arms[a]!.grip[1]);
    const ram = this.timeline.ram.pose(seconds).at;
    this.drawRam(context, ram);
    for (const i of order) {
      this.drawHeld(context, state.held[i as 0 | 1], arms[i]!);
      this.arms.draw(context, arms[i]!);
    }
  }

  private drawHeld(context: SKRSContext2D, held: Stack, arm: Arm): void {
    if (held.length === 0) return;
    const below = held.length > 1 ? stackHeight(held) * 0.6 : 0.5;
    const ahead = 1.4;
    drawStack(context, this.look, held, [
      arm.grip[0] + arm.ahead[0] * ahead,
      arm.grip[1] + arm.ahead[1] * ahead,
      Math.max(0.1, arm.grip[2] - below),
    ]);
  }

  /** The arm of the press reaches from its column to the ram, with a handle on top. */
  private drawRam(context: SKRSContext2D, ram: Point): void {
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

  private drawShadows(context: SKRSContext2D, arms: readonly Arm[]): void {
    const shadow = this.shadows.getContext('2d');
    shadow.clearRect(0, 0, this.shadows.width, this.shadows.height);
    for (const arm of arms) this.arms.shadow(shadow, arm, shadowScale);
    context.imageSmoothingEnabled = true;
    context.drawImage(this.shadows, 0, 0, this.view.width, this.view.height);
  }

  private stateAt(seconds: number): WorldState {
    const { states } = this.timeline;
    let i = states.length - 1;
    while (i > 0 && states[i]!.seconds > seconds) i -= 1;
    return states[i]!.state;
  }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
