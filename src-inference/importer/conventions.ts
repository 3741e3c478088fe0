// How libraries scale pixels, and which of them a network likely comes from. Pure.
import type { NormalisationName } from '../contract/index.ts';

/** In the units of the card: mean and deviation are of pixels in `range`, which is 0..1 where it is left out. */
export interface PixelValues {
  readonly range?: readonly number[];
  readonly mean?: number | readonly number[];
  readonly std?: number | readonly number[];
}

export interface Convention {
  readonly values: PixelValues;
  readonly usedBy: string;
}

export const conventions: { readonly [Name in NormalisationName]?: Convention } = {
  imagenet: {
    values: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
    usedBy: '2D networks of torchvision, TSM, VideoMAE, MMAction2',
  },
  kinetics: {
    values: { mean: [0.43216, 0.394666, 0.37645], std: [0.22803, 0.22145, 0.216989] },
    usedBy: 'video networks of torchvision: R3D, MC3, R(2+1)D, S3D',
  },
  pytorchvideo: {
    values: { mean: 0.45, std: 0.225 },
    usedBy: 'PyTorchVideo and SlowFast: SlowFast, X3D, C2D, MViT; TimeSformer',
  },
  'minus-one-to-one': { values: { mean: 0.5, std: 0.5 }, usedBy: 'I3D, ViViT' },
  'zero-to-one': { values: { range: [0, 1] }, usedBy: 'MoViNet, networks that normalise inside' },
  'zero-to-255': { values: { range: [0, 255] }, usedBy: 'networks that normalise inside' },
};

export interface Appearance {
  readonly inputNames: readonly string[];
  readonly axes: string;
  readonly hasPathways: boolean;
  readonly hasState: boolean;
  readonly height: number | null;
}

/** What is likely, by what networks of the libraries look like. It is never more than a guess. */
export function likelyNormalisation(network: Appearance): NormalisationName {
  if (network.hasPathways) return 'pytorchvideo';
  if (network.hasState && network.axes.includes('N')) return 'zero-to-one';
  // What Hugging Face's processors give out.
  if (network.inputNames.includes('pixel_values')) return 'imagenet';
  if (network.axes.endsWith('CHW')) return 'imagenet';
  if (network.axes.endsWith('C')) return 'zero-to-one';
  return network.height === 112 ? 'kinetics' : 'pytorchvideo';
}
