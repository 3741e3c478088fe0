// How large the small convolutional network is that is taught on frozen maps. It sees a window as `parts` pictures of
// `side * side` places with `channels` features each.

export interface MapSize {
  /** Pictures of a window. */
  readonly parts: number;
  /** Places along each side of a picture; even, or 1. */
  readonly side: number;
  readonly channels: number;
}

/** Features after the first layer, and after the second. */
export const widths = { first: 48, second: 64 } as const;
/** Pictures before and after one that the second layer sees as well. */
export const reach = 1;

/** Places along each side that the second layer takes together. */
export function blockOf({ side }: MapSize): number {
  return side > 1 ? 2 : 1;
}

/** Places of a picture after the second layer. */
export function fieldsOf(size: MapSize): number {
  return (size.side / blockOf(size)) ** 2;
}

/** Pictures that are averaged before the last layer. */
export function pairOf({ parts }: MapSize): number {
  return parts % 2 === 0 ? 2 : 1;
}

/** Weights `[inputs, outputs]`, and what batch normalisation multiplies by and adds; `shapesOf` tells how large they are. */
export const parameterNames = [
  'firstWeights',
  'firstScale',
  'firstShift',
  'secondWeights',
  'secondScale',
  'secondShift',
  'lastWeights',
  'lastBias',
] as const;
export type ParameterName = (typeof parameterNames)[number];
export type Parameters = Readonly<Record<ParameterName, Float32Array>>;

export function shapesOf(size: MapSize, labels: number): Readonly<Record<ParameterName, readonly number[]>> {
  const { first, second } = widths;
  return {
    firstWeights: [size.channels, first],
    firstScale: [first],
    firstShift: [first],
    secondWeights: [(2 * reach + 1) * blockOf(size) ** 2 * first, second],
    secondScale: [second],
    secondShift: [second],
    lastWeights: [summaryLength(size), labels],
    lastBias: [labels],
  };
}

/** Numbers that the last layer takes: each feature at each place, and its maximum over all places. */
export function summaryLength(size: MapSize): number {
  return (size.parts / pairOf(size)) * (fieldsOf(size) + 1) * widths.second;
}
