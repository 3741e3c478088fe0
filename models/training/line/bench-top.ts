// The top of a bench: its material, a mat, and what lies about.
import type { SKRSContext2D } from '@napi-rs/canvas';
import { css, shade } from './paint.ts';
import type { Random } from './random.ts';
import type { Rgb, Scene } from './variation.ts';
import type { Point, View } from './view.ts';

export class BenchTop {
  private readonly view: View;
  private readonly scene: Pick<Scene<string>, 'bench' | 'clutter'>;

  constructor(view: View, scene: Pick<Scene<string>, 'bench' | 'clutter'>) {
    this.view = view;
    this.scene = scene;
  }

  /** @param fixture What the mat lies under. */
  paint(context: SKRSContext2D, draw: Random, fixture: Point): void {
    const { view, scene } = this;
    const { color, material } = scene.bench;
    context.fillStyle = css(shade(color, 0.9));
    context.fillRect(0, 0, view.width, view.height);
    this.grain(context, draw, color, material);
    if (scene.bench.mat) this.mat(context, draw, scene.bench.mat, fixture);
    this.clutter(context, draw);
  }

  private grain(context: SKRSContext2D, draw: Random, color: Rgb, material: string): void {
    this.view.onPlane(context, [0, 0, 0]);
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

  private mat(context: SKRSContext2D, draw: Random, color: Rgb, fixture: Point): void {
    const { view } = this;
    const half: readonly [number, number] = [draw.range(16, 30), draw.range(9, 13)];
    view.onPlane(context, [fixture[0], fixture[1] - 2, 0.1], draw.range(-0.06, 0.06));
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
}
