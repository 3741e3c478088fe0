// What lens, sensor and light make of a clean picture: shake, vignette, pools of light, exposure, flicker, noise.
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { Random } from './random.ts';
import type { CameraSetup, Scene } from './variation.ts';

/** Height of the pictures that networks are trained on: there the grain is one pixel large. */
const grainHeight = 270;
const noiseWidth = 1 << 9;
const noiseLength = 1 << 17;

export class Sensor {
  private readonly camera: CameraSetup;
  private readonly light: Scene<string>['light'];
  private readonly width: number;
  private readonly height: number;
  private readonly shading: Canvas;
  private readonly shaken: Canvas;
  private readonly noise = new Int8Array(noiseLength);
  private readonly tables = [0, 1, 2].map(() => new Uint8Array(256));
  private readonly random: Random;
  private readonly phases: readonly number[];

  constructor(
    camera: CameraSetup,
    light: Scene<string>['light'],
    width: number,
    height: number,
    random: Random,
  ) {
    this.camera = camera;
    this.light = light;
    this.width = width;
    this.height = height;
    this.random = random.stream('sensor');
    this.phases = Array.from({ length: 6 }, () => this.random.range(0, 7));
    const white = Float32Array.from({ length: noiseLength }, () => this.random.normal(0, camera.noise));
    const grain = Math.max(1, Math.round(height / grainHeight));
    coarsen(white, grain).forEach((value, i) => {
      this.noise[i] = Math.round(value);
    });
    this.shading = this.paintShading();
    this.shaken = createCanvas(width, height);
  }

  /** @returns `[H, W, 4]` uint8 RGBx; the buffer is new each time. */
  expose(picture: Canvas, seconds: number): Buffer {
    const context = this.shaken.getContext('2d');
    const margin = this.height / 120;
    const [dx, dy] = this.shake(seconds, margin);
    context.globalCompositeOperation = 'source-over';
    context.drawImage(picture, dx - margin, dy - margin, this.width + 2 * margin, this.height + 2 * margin);
    context.globalCompositeOperation = 'multiply';
    context.drawImage(this.shading, 0, 0);
    const pixels = this.shaken.data();
    this.develop(pixels, seconds);
    return Buffer.from(pixels);
  }

  private develop(pixels: Buffer, seconds: number): void {
    this.fillTables(seconds);
    const [red, green, blue] = this.tables as [Uint8Array, Uint8Array, Uint8Array];
    const { noise } = this;
    const origin = Math.floor(this.random.float() * noiseLength);
    const coarse = this.height >= 1.5 * grainHeight;
    let n = origin;
    for (let i = 0; i < pixels.length; i += 4) {
      // Coarse grain has neighbours above and below, so each line of the picture takes the next line of the noise.
      if (coarse && i % (4 * this.width) === 0)
        n = (origin + (i / (4 * this.width)) * noiseWidth) & (noiseLength - 1);
      const grain = noise[n]!;
      n = (n + 1) & (noiseLength - 1);
      const r = red[pixels[i]!]! + grain;
      const g = green[pixels[i + 1]!]! + grain;
      const b = blue[pixels[i + 2]!]! + grain;
      pixels[i] = r < 0 ? 0 : r > 255 ? 255 : r;
      pixels[i + 1] = g < 0 ? 0 : g > 255 ? 255 : g;
      pixels[i + 2] = b < 0 ? 0 : b > 255 ? 255 : b;
    }
  }

  private fillTables(seconds: number): void {
    const { exposure, gamma, balance } = this.camera;
    const { tint, intensity, drift, flicker } = this.light;
    const level =
      exposure *
      intensity *
      (1 + drift.size * Math.sin((2 * Math.PI * seconds) / drift.seconds + this.phases[0]!)) *
      (1 + flicker.size * Math.sin(2 * Math.PI * flicker.hertz * seconds + this.phases[1]!));
    this.tables.forEach((table, channel) => {
      const gain = level * balance[channel]! * tint[channel]!;
      for (let value = 0; value < 256; value++) {
        const linear = Math.min(1.25, (value / 255) * gain);
        // A soft shoulder, as cameras have: highlights bend before they clip.
        const bent = linear <= 0.8 ? linear : 0.8 + (0.2 * (linear - 0.8)) / (linear - 0.8 + 0.2);
        table[value] = Math.round(255 * bent ** gamma);
      }
    });
  }

  private shake(seconds: number, limit: number): readonly [number, number] {
    const size = limit * this.camera.shake;
    const wave = (a: number, b: number): number =>
      0.6 * Math.sin(3.1 * seconds + this.phases[a]!) + 0.4 * Math.sin(11.3 * seconds + this.phases[b]!);
    return [size * wave(2, 3), size * wave(4, 5)];
  }

  private paintShading(): Canvas {
    const canvas = createCanvas(this.width, this.height);
    const context = canvas.getContext('2d');
    context.fillStyle = 'white';
    context.fillRect(0, 0, this.width, this.height);
    const [px, py, depth] = this.light.pool;
    const darken = (x: number, y: number, radius: number, amount: number): void => {
      const gradient = context.createRadialGradient(x, y, radius * 0.25, x, y, radius);
      gradient.addColorStop(0, 'rgba(0,0,0,0)');
      gradient.addColorStop(1, `rgba(0,0,0,${amount})`);
      context.fillStyle = gradient;
      context.fillRect(0, 0, this.width, this.height);
    };
    darken(px * this.width, py * this.height, this.width * 0.8, depth);
    darken(this.width / 2, this.height / 2, this.width * 0.62, this.camera.vignette);
    return canvas;
  }
}

/**
 * Blurs noise over `grain` x `grain` pixels and keeps its strength, so that a large picture that is scaled down
 * for a network is as noisy as a small one, and as cheap to compress.
 */
function coarsen(white: Float32Array, grain: number): Float32Array {
  if (grain === 1) return white;
  const coarse = new Float32Array(white.length);
  for (let i = 0; i < white.length; i++) {
    let sum = 0;
    for (let dy = 0; dy < grain; dy++) {
      for (let dx = 0; dx < grain; dx++) sum += white[(i + dy * noiseWidth + dx) & (noiseLength - 1)]!;
    }
    coarse[i] = sum / grain;
  }
  return coarse;
}
