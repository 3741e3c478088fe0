// The usual picture of a source: what later pictures are compared with. Pure.
import type { PictureReferenceInfo } from '../contract/index.ts';
import { gridSize, type RgbPicture } from './grid.ts';
import { blockCount, type PictureMeasures } from './measures.ts';
import { medianOf, medianOverTime, quantileOf } from './median.ts';

export interface PictureReference extends PictureReferenceInfo {
  /** To be looked at: without what moved. */
  readonly picture: RgbPicture;
  /** Brightness of the view at `[64, 64]` points, without what moved. */
  readonly grid: Float32Array;
  /** Median brightness, 0 to 255. */
  readonly brightness: number;
  /** The darkest usual picture: its brightness. */
  readonly darkest: number;
  /** The largest share of white pixels. */
  readonly white: number;
  /** Of each block, see `PictureMeasures`. */
  readonly detail: Float32Array;
  readonly sharpness: Float32Array;
  readonly followed: FollowedReference;
}

/** What follows the source slowly while its picture is usual. */
interface FollowedReference {
  /** Brightness now, as a multiple of that of the reference: daylight comes and goes. */
  readonly gain: number;
  /** How alike usual views are to the reference, 0 to 1: things on the bench change their places. */
  readonly likeness: number;
  /** Pairs of pictures half a second apart, and how many of them were the same bit by bit. */
  readonly pairs: number;
  readonly identicalPairs: number;
}

/** Blocks with less detail than this share of the mean say nothing. */
const detailShare = 0.3;
/** Under this variance of the brightness, in squares of the mean brightness, a block is a plain area: 4 % of the brightness. */
const leastDetail = 0.04 ** 2;
/** With fewer blocks of detail nobody can tell whether a view was covered, moved or blurred. */
const leastBlocks = 6;
/** Of a view that was seen with hands in it, measured on the demo line: 0.68 to 0.93. */
const assumedLikeness = 0.8;

/**
 * @param measured Of the last pictures, at least one.
 * @param pictures Some of these pictures, at least one.
 */
export function makeReference(
  { takenAt, by }: PictureReferenceInfo,
  measured: readonly PictureMeasures[],
  pictures: readonly RgbPicture[],
  pairs: { readonly pairs: number; readonly identicalPairs: number },
): PictureReference {
  const brightness = measured.map((one) => one.brightness);
  return {
    takenAt,
    by,
    picture: stillPicture(pictures),
    grid: medianOverTime(measured.map(({ grid }) => grid)),
    brightness: medianOf(brightness),
    darkest: quantileOf(brightness, 0.05),
    white: quantileOf(
      measured.map(({ white }) => white),
      0.95,
    ),
    detail: medianOverTime(measured.map(({ detail }) => detail)),
    sharpness: medianOverTime(measured.map(({ sharpness }) => sharpness)),
    followed: { gain: 1, likeness: assumedLikeness, ...pairs },
  };
}

/** Without what moved. @param pictures At least one, all of one size. */
export function stillPicture(pictures: readonly RgbPicture[]): RgbPicture {
  const { width, height } = pictures.at(-1)!;
  const same = pictures.filter((one) => one.width === width && one.height === height);
  return { width, height, data: medianOverTime(same.map(({ data }) => data)) };
}

/** The blocks by which a view can be known; fewer than 6 are none. */
export function knownBlocks({ detail }: Pick<PictureReference, 'detail'>): readonly number[] {
  const mean = detail.reduce((sum, value) => sum + value, 0) / blockCount;
  const least = Math.max(leastDetail, detailShare * mean);
  const blocks = Array.from(detail.keys()).filter((block) => detail[block]! >= least);
  return blocks.length < leastBlocks ? [] : blocks;
}

/** Whether a reference that was read is of the form that this version compares with. */
export function isComparable({ grid, detail, sharpness, picture }: PictureReference): boolean {
  return (
    grid.length === gridSize * gridSize &&
    detail.length === blockCount &&
    sharpness.length === blockCount &&
    picture.data.length === picture.width * picture.height * 3
  );
}
