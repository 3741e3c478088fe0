// Composes one frame: the still bench, shadows, what moves, what is carried, arms; blurred where they move fast.
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { type Arm, ArmPainter, placeArm } from './arms.ts';
import type { Stage } from './line.ts';
import type { Operator, Scene } from './variation.ts';
import type { Point, View } from './view.ts';
import type { Timeline, WorldState } from './world.ts';

/** Shadows are drawn small and stretched: that makes them soft. */
const shadowScale = 0.25;
/** Share of the frame time for which the shutter is open. */
const shutter = 0.6;
/** Centimetres that a hand moves while the shutter is open before it is worth drawing twice. */
const blurFrom = 0.25;

export class PicturePainter<Kind extends string> {
  private readonly view: View;
  private readonly timeline: Timeline<Kind, string>;
  private readonly operator: Operator;
  private readonly stage: Stage<Kind>;
  private readonly arms: ArmPainter;
  private readonly still: Canvas;
  private readonly shadows: Canvas;
  private readonly exposure: Canvas;
  private drawnState: WorldState<Kind> | null = null;

  constructor(
    view: View,
    timeline: Timeline<Kind, string>,
    operator: Operator,
    scene: Scene<Kind>,
    stage: Stage<Kind>,
  ) {
    this.view = view;
    this.timeline = timeline;
    this.operator = operator;
    this.stage = stage;
    this.arms = new ArmPainter(view, operator, scene.light);
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
      this.stage.drawStill(this.still.getContext('2d'), state);
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
    const order = [0, 1].sort((a, b) => this.view.behind(arms[b]!.grip) - this.view.behind(arms[a]!.grip));
    this.stage.drawDevices(
      context,
      this.timeline.devices.map((device) => device.pose(seconds).at),
    );
    for (const i of order) {
      this.stage.drawHeld(context, state.held[i as 0 | 1], arms[i]!);
      this.arms.draw(context, arms[i]!);
      this.stage.drawAboveHand(context, state.held[i as 0 | 1], arms[i]!);
    }
  }

  private drawShadows(context: SKRSContext2D, arms: readonly Arm[]): void {
    const shadow = this.shadows.getContext('2d');
    shadow.clearRect(0, 0, this.shadows.width, this.shadows.height);
    for (const arm of arms) this.arms.shadow(shadow, arm, shadowScale);
    context.imageSmoothingEnabled = true;
    context.drawImage(this.shadows, 0, 0, this.view.width, this.view.height);
  }

  private stateAt(seconds: number): WorldState<Kind> {
    const { states } = this.timeline;
    let i = states.length - 1;
    while (i > 0 && states[i]!.seconds > seconds) i -= 1;
    return states[i]!.state;
  }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
