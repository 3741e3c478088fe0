// From bench coordinates to pixels. Bench: centimetres, x to the right, y away from the operator, z up.
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { CameraSetup } from './variation.ts';

export type Point = readonly [number, number, number];
export type Pixel = readonly [number, number];

/** Sine of the azimuth from which a camera stands to one side: below it the bench is drawn as seen from the front. */
const sidewaysFrom = 0.35;

/** The box that every camera of a line shows in the centre square of its picture: the network sees nothing else. */
export interface Workspace {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly z: readonly [number, number];
}

/** A pinhole camera that looks down at the bench from the operator's side. */
export class View {
  readonly width: number;
  readonly height: number;
  /** 1 where the camera sees the right sides of things, -1 the left ones, 0 where it stands in front of the bench. */
  readonly sideways: -1 | 0 | 1;
  private readonly eye: Point;
  private readonly right: Point;
  private readonly up: Point;
  private readonly forward: Point;
  private focal = 1;
  private centre: Pixel = [0, 0];
  private readonly roll: readonly [number, number];

  constructor(camera: CameraSetup, workspace: Workspace, height: number) {
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
    this.sideways = Math.abs(Math.sin(azimuth)) < sidewaysFrom ? 0 : azimuth > 0 ? 1 : -1;
    this.frameWorkspace(camera, workspace);
  }

  /** Grows with the distance from the camera along the bench; what is further away is drawn first. */
  behind(point: Point): number {
    return this.sideways === 0 ? point[1] : dot([point[0], point[1], 0], this.forward);
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

  private frameWorkspace(camera: CameraSetup, { x, y, z }: Workspace): void {
    const corners = x.flatMap((x1) => y.flatMap((y1) => z.map((z1): Point => [x1, y1, z1])));
    const pixels = corners.map((point) => this.pixel(point));
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
