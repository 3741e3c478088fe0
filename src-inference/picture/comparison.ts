// How far a picture is from the usual one of its source, as a few numbers that a table of limits can read. Pure.
import type { PictureShift } from '../contract/index.ts';
import type { PictureMeasures } from './measures.ts';
import { medianOf } from './median.ts';
import { knownBlocks, type PictureReference } from './reference.ts';
import type { ViewMatch } from './view.ts';

/** Null: it cannot be known. */
export interface Comparison {
  /** Brightness, as a multiple of that of the darkest usual picture. */
  readonly brightness: number | null;
  /** Share of white pixels, beyond what is usual. */
  readonly white: number | null;
  /** Share of the places with detail in which there is still some. */
  readonly seen: number | null;
  /** For so many seconds the same picture has come again and again, where pictures usually differ. */
  readonly frozenSeconds: number | null;
  /** How alike the view is to the usual one, 1: as alike as ever. */
  readonly likeness: number | null;
  /** Where the view lies now; null: where it always does, or it is not only shifted. */
  readonly shift: PictureShift | null;
  /** Sharpness, as a multiple of what is usual. */
  readonly sharpness: number | null;
}

export interface SeenNow {
  readonly last: PictureMeasures;
  readonly frozenSeconds: number | null;
  /** Of the last seconds; null: not enough was seen yet. */
  readonly lately: { readonly sharpness: Float32Array; readonly match: ViewMatch } | null;
}

/** Under this share of its variance the detail of a block is gone: 0.4 of its contrast. */
const goneShare = 0.15;
/** A shifted view is as alike as this, and by so much more than the view as it lies. Other views stay under 0.35. */
const leastShifted = 0.45;
const shiftedAhead = 0.1;

/** @param reference Null: none was taken. */
export function compare(reference: PictureReference | null, now: SeenNow): Comparison {
  const { last, frozenSeconds } = now;
  if (reference === null) return unknown;
  const blocks = knownBlocks(reference);
  // A view without any detail may be of any brightness: nobody knows what is usual there.
  if (blocks.length === 0) return { ...unknown, frozenSeconds };
  const { darkest, white, detail, sharpness, followed } = reference;
  const gone = blocks.filter((block) => last.detail[block]! < goneShare * detail[block]!);
  return {
    brightness: last.brightness / Math.max(1, darkest * followed.gain),
    white: last.white - white,
    seen: 1 - gone.length / blocks.length,
    frozenSeconds,
    ...(now.lately === null
      ? { likeness: null, shift: null, sharpness: null }
      : {
          ...viewOf(now.lately.match, followed.likeness),
          sharpness: medianOf(
            blocks
              .filter((block) => sharpness[block]! > 0)
              .map((block) => now.lately!.sharpness[block]! / sharpness[block]!),
          ),
        }),
  };
}

const unknown: Comparison = {
  brightness: null,
  white: null,
  seen: null,
  frozenSeconds: null,
  likeness: null,
  shift: null,
  sharpness: null,
};

function viewOf(
  { unshifted, shifted, shift }: ViewMatch,
  usual: number,
): Pick<Comparison, 'likeness' | 'shift'> {
  const isShifted = shifted >= leastShifted && shifted >= unshifted + shiftedAhead;
  return { likeness: unshifted / usual, shift: isShifted ? shift : null };
}
