// Everything in which one real line differs from another: who works, what films, what light, what colours.
import type { Random } from './random.ts';

export type Rgb = readonly [number, number, number];

export const splits = ['train', 'val', 'test'] as const;
export type Split = (typeof splits)[number];

/** Operators and cameras of a split are its own: the test shows people and views that training never saw. */
export type Population = Readonly<Record<Split, { readonly operators: number; readonly cameras: number }>>;

export interface Operator {
  readonly id: string;
  /** 1: right-handed, -1: left-handed, whose bench is mirrored. */
  readonly dominant: 1 | -1;
  /** Factor on all durations; above 1 is slow. */
  readonly pace: number;
  readonly paceSpread: number;
  readonly gapSeconds: readonly [number, number];
  readonly hesitates: number;
  readonly idles: number;
  readonly fidgets: number;
  readonly leaves: number;
  /** Takes parts with the hand that is nearer to the bin. */
  readonly usesNearHand: boolean;
  /** Holds the stack with the other hand while placing. */
  readonly steadies: boolean;
  readonly liftCentimetres: number;
  readonly curve: number;
  readonly restX: number;
  readonly restY: number;
  readonly hand: { readonly scale: number; readonly color: Rgb; readonly glove: boolean };
  readonly sleeve: {
    readonly long: boolean;
    readonly color: Rgb;
    readonly pattern: 'plain' | 'stripes' | 'checks';
    readonly accent: Rgb;
    readonly width: number;
  };
  readonly watch: boolean;
}

export interface CameraSetup {
  readonly id: string;
  readonly elevation: number;
  readonly azimuth: number;
  readonly roll: number;
  readonly distance: number;
  /** Share of the centre square that the workspace fills. */
  readonly fill: number;
  readonly offset: readonly [number, number];
  readonly exposure: number;
  readonly gamma: number;
  readonly balance: Rgb;
  readonly noise: number;
  readonly vignette: number;
  readonly shake: number;
}

/** One bench in one light. */
export interface Scene<Kind extends string> {
  readonly light: {
    /** Shift of a shadow on the bench per centimetre of height. */
    readonly slope: readonly [number, number];
    readonly tint: Rgb;
    readonly intensity: number;
    readonly shadow: number;
    readonly pool: readonly [number, number, number];
    readonly drift: { readonly size: number; readonly seconds: number };
    readonly flicker: { readonly size: number; readonly hertz: number };
  };
  readonly bench: {
    readonly material: 'wood' | 'metal' | 'laminate';
    readonly color: Rgb;
    readonly mat: Rgb | null;
  };
  readonly bins: readonly Rgb[];
  readonly parts: Readonly<Record<Kind, Rgb>>;
  readonly clutter: number;
  /** Centimetres by which a bin may stand off its place. */
  readonly disorder: number;
  /** x264 quantizer: compression of the recording. */
  readonly quantizer: number;
}

const skins: readonly Rgb[] = [
  [244, 208, 182],
  [232, 188, 156],
  [214, 164, 128],
  [184, 132, 98],
  [146, 98, 70],
  [104, 68, 48],
  [78, 50, 38],
];
const gloves: readonly Rgb[] = [
  [40, 42, 46],
  [228, 228, 224],
  [60, 110, 170],
  [200, 120, 40],
  [96, 130, 90],
  [120, 122, 126],
  [110, 60, 130],
  [196, 186, 60],
];
const fabrics: readonly Rgb[] = [
  [36, 52, 96],
  [70, 74, 80],
  [28, 28, 32],
  [170, 60, 50],
  [60, 96, 70],
  [206, 208, 210],
  [120, 150, 190],
  [190, 150, 80],
  [90, 60, 50],
  [230, 120, 40],
  [60, 120, 130],
];

export function drawOperator(split: Split, index: number, random: Random): Operator {
  const draw = random.stream(`operator/${split}/${index}`);
  const glove = draw.chance(0.55);
  return {
    id: `${split}-operator-${index + 1}`,
    dominant: draw.chance(0.75) ? 1 : -1,
    pace: draw.range(0.82, 1.22),
    paceSpread: draw.range(0.06, 0.16),
    gapSeconds: [0.4, draw.range(0.6, 0.95)],
    hesitates: draw.range(0.02, 0.14),
    idles: draw.range(0.02, 0.1),
    fidgets: draw.range(0.02, 0.12),
    leaves: draw.range(0, 0.06),
    usesNearHand: draw.chance(0.45),
    steadies: draw.chance(0.6),
    liftCentimetres: draw.range(1, 6),
    curve: draw.range(-3, 3),
    restX: draw.range(6, 12),
    restY: draw.range(-15, -10),
    hand: {
      scale: draw.range(0.86, 1.12),
      color: jitter(draw.pick(glove ? gloves : skins), draw, 14),
      glove,
    },
    sleeve: {
      long: draw.chance(0.7),
      color: jitter(draw.pick(fabrics), draw, 18),
      pattern: draw.pick(['plain', 'plain', 'stripes', 'checks'] as const),
      accent: jitter(draw.pick(fabrics), draw, 10),
      width: draw.range(7.5, 10.5),
    },
    watch: draw.chance(0.25),
  };
}

export interface CameraRange {
  /** Degrees above the bench, and to the right of the operator. */
  readonly elevation: readonly [number, number];
  readonly azimuth: readonly [number, number];
  readonly distance: readonly [number, number];
  readonly fill: readonly [number, number];
}

export function drawCamera(split: Split, index: number, random: Random, range: CameraRange): CameraSetup {
  const draw = random.stream(`camera/${split}/${index}`);
  return {
    id: `${split}-camera-${index + 1}`,
    elevation: draw.range(...range.elevation),
    azimuth: draw.range(...range.azimuth),
    roll: draw.normal(0, 1.6),
    distance: draw.range(...range.distance),
    fill: draw.range(...range.fill),
    offset: [draw.range(-0.02, 0.02), draw.range(-0.02, 0.02)],
    exposure: draw.range(0.78, 1.2),
    gamma: draw.range(0.85, 1.18),
    balance: [draw.range(0.92, 1.08), draw.range(0.96, 1.04), draw.range(0.9, 1.1)],
    noise: draw.range(1.5, 7),
    vignette: draw.range(0.05, 0.4),
    shake: draw.range(0, 0.9),
  };
}

/** @param drawParts Draws the colours of the parts of a line. */
export function drawScene<Kind extends string>(
  random: Random,
  drawParts: (draw: Random) => Record<Kind, Rgb>,
): Scene<Kind> {
  const draw = random.stream('scene');
  const angle = draw.range(0, 2 * Math.PI);
  const slope = draw.range(0.25, 0.85);
  const warm = draw.range(-1, 1);
  return {
    light: {
      slope: [slope * Math.cos(angle), slope * Math.sin(angle)],
      tint: [1 + 0.1 * warm, 1, 1 - 0.14 * warm],
      intensity: draw.range(0.85, 1.12),
      shadow: draw.range(0.2, 0.5),
      pool: [draw.range(0.3, 0.7), draw.range(0.25, 0.7), draw.range(0.1, 0.45)],
      drift: { size: draw.range(0, 0.06), seconds: draw.range(9, 40) },
      flicker: { size: draw.chance(0.35) ? draw.range(0.01, 0.035) : 0, hertz: draw.range(0.7, 9) },
    },
    bench: {
      material: draw.pick(['wood', 'metal', 'laminate'] as const),
      color: jitter(
        draw.pick<Rgb>([
          [186, 148, 104],
          [150, 112, 76],
          [176, 178, 180],
          [136, 142, 148],
          [214, 212, 204],
          [108, 122, 128],
          [94, 84, 78],
        ]),
        draw,
        12,
      ),
      mat: draw.chance(0.6)
        ? jitter(
            draw.pick<Rgb>([
              [58, 104, 84],
              [56, 84, 130],
              [70, 72, 76],
              [150, 156, 160],
              [40, 44, 50],
            ]),
            draw,
            10,
          )
        : null,
    },
    bins: binColors(draw),
    parts: drawParts(draw),
    clutter: draw.float(),
    disorder: draw.range(0.2, 1.1),
    quantizer: draw.integer(21, 33),
  };
}

function binColors(draw: Random): Rgb[] {
  const palette: readonly Rgb[] = [
    [46, 92, 160],
    [178, 52, 46],
    [210, 176, 52],
    [70, 130, 80],
    [120, 124, 128],
    [52, 54, 58],
    [208, 210, 208],
  ];
  const same = draw.chance(0.5) ? jitter(draw.pick(palette), draw, 10) : null;
  return Array.from({ length: 7 }, () => same ?? jitter(draw.pick(palette), draw, 10));
}

export function metal(draw: Random, low: number, high: number): Rgb {
  const level = 255 * draw.range(low, high);
  const tint = draw.range(-8, 8);
  return [clampByte(level + tint), clampByte(level), clampByte(level - tint)];
}

export function jitter(color: Rgb, draw: Random, size: number): Rgb {
  const shift = (value: number): number => clampByte(value + draw.range(-size, size));
  return [shift(color[0]), shift(color[1]), shift(color[2])];
}

function clampByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
