// From bench coordinates to pixels. Bench: centimetres, x to the right, y away from the operator, z up.
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { CameraSetup } from './variation.ts';

export type Point = readonly [number, number, number];
export type Pixel = readonly [number, number];

/** The box that every camera shows in the centre square of its picture: the network sees nothing else. */
const workspace: readonly Point[] = [-24, 24].flatMap((x) =>
  [-17, 20].flatMap((y) => [0, 5].map((z): Point => [x, y, z])),
);

/** A pinhole camera that looks down at the bench from the operator's side. */
export class View {
  readonly width: number;
  readonly height: number;
  private readonly eye: Point;
  private readonly right: Point;
  private readonly up: Point;
  private readonly forward: Point;
  private focal = 1;
  private centre: Pixel = [0, 0];
  private readonly roll: readonly [number, number];

  constructor(camera: CameraSetup, height: number) {
    this.height = height;
    this.width = Math.round((height * 16) / 18) * 2;
    const elevation = (camera.elevation * Math.PI) / 180;
    const azimuth = (camera.azimuth * Math.PI) / 180;
    const back: Point = [
      Math.sin(azimuth) * Math.cos(elevation),
      -Math.cos(azimuth) * Math.cos(elevation),
      Math.sin(elevation),
    ];
    this.eye = [back[0] * camera.distance, back[1] * camera.distance + 1, back[2] * camera.distance];
    this.forward = [-back[0], -back[1], -back[2]];
    const length = Math.hypot(this.forward[0], this.forward[1]);
    this.right = [this.forward[1] / length, -this.forward[0] / length, 0];
    this.up = cross(this.right, this.forward);
    const roll = (camera.roll * Math.PI) / 180;
    this.roll = [Math.cos(roll), Math.sin(roll)];
    this.frameWorkspace(camera);
  }

  pixel(point: Point): Pixel {
    const offset: Point = [point[0] - this.eye[0], point[1] - this.eye[1], point[2] - this.eye[2]];
    const scale = this.focal / dot(offset, this.forward);
    const x = dot(offset, this.right) * scale;
    const y = -dot(offset, this.up) * scale;
    return [
      this.centre[0] + x * this.roll[0] - y * this.roll[1],
      this.centre[1] + x * this.roll[1] + y * this.roll[0],
    ];
  }

  /** Pixels per centimetre at a point. */
  scaleAt(point: Point): number {
    const offset: Point = [point[0] - this.eye[0], point[1] - this.eye[1], point[2] - this.eye[2]];
    return this.focal / dot(offset, this.forward);
  }

  /** Makes the context draw in centimetres on the horizontal plane through a point, which becomes the origin. */
  onPlane(context: SKRSContext2D, point: Point, rotation = 0): void {
    const origin = this.pixel(point);
    const alongX = this.pixel([point[0] + 1, point[1], point[2]]);
    const alongY = this.pixel([point[0], point[1] + 1, point[2]]);
    const x: Pixel = [alongX[0] - origin[0], alongX[1] - origin[1]];
    const y: Pixel = [alongY[0] - origin[0], alongY[1] - origin[1]];
    const c = Math.cos(rotation);
    const s = Math.sin(rotation);
    context.setTransform(
      x[0] * c + y[0] * s,
      x[1] * c + y[1] * s,
      y[0] * c - x[0] * s,
      y[1] * c - x[1] * s,
      origin[0],
      origin[1],
    );
  }

  private frameWorkspace(camera: CameraSetup): void {
    const pixels = workspace.map((point) => this.pixel(point));
    const xs = pixels.map((pixel) => pixel[0]);
    const ys = pixels.map((pixel) => pixel[1]);
    const extent = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
    this.focal = (camera.fill * this.height) / extent;
    this.centre = [
      this.width / 2 -
        ((Math.max(...xs) + Math.min(...xs)) / 2) * this.focal +
        camera.offset[0] * this.height,
      this.height / 2 -
        ((Math.max(...ys) + Math.min(...ys)) / 2) * this.focal +
        camera.offset[1] * this.height,
    ];
  }
}

export function mix(a: Point, b: Point, share: number): Point {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

function dot(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Point, b: Point): Point {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
