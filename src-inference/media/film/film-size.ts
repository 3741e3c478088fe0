// Size and rate of clips that the station encodes for evidence only. Pure.
import type { PictureSize } from '../output-pipeline.ts';

/** Hands and parts are well seen at this width, and encoding costs a fraction of that of full HD. */
const mostWidth = 1280;
export const clipKilobitsPerSecond = 2500;

/** Never larger than the source. */
export function clipSize({ width, height, framesPerSecond }: PictureSize): PictureSize {
  const scale = Math.min(1, mostWidth / width);
  return { width: Math.round(width * scale), height: Math.round(height * scale), framesPerSecond };
}

/** Frames from one key frame to the next. */
export function keyFrameEverySecond({ framesPerSecond }: PictureSize): number {
  return Math.max(1, Math.round(framesPerSecond ?? 30));
}
