// Where in a recorded file the newest frame lies. Pure.
import type { ContainerFacts } from './container/facts.ts';
import type { Frame } from './frame.ts';
import type { NativeFrame } from './native.ts';

/** The sound of a whole recording may go on for this long after its last picture. */
const soundTailSeconds = 1;

/** What a file says of its length. */
export interface PromisedEnd {
  /** Whether its end is missing; null: it does not say. */
  readonly isCutOff: boolean | null;
  /** Null: it does not say. */
  readonly seconds: number | null;
}

/**
 * What the container says of its video counts. The length that GStreamer knows is that of the longest stream, often of sound:
 * it is held against the picture unless the container says that it is whole.
 */
export function promisedEnd(
  { isCutOff, videoSeconds }: Pick<ContainerFacts, 'isCutOff' | 'videoSeconds'>,
  streamSeconds: number | null,
): PromisedEnd {
  return { isCutOff, seconds: videoSeconds ?? (isCutOff === false ? null : streamSeconds) };
}

export interface FilePosition {
  /** When the newest frame is shown. */
  readonly seconds: number;
  /** Until when it is shown. */
  readonly endSeconds: number;
  /** Why the next frame does not follow the newest one; null: it does. */
  readonly jump: Frame['after'];
}

export const fileStart: FilePosition = { seconds: 0, endSeconds: 0, jump: null };

export function afterFrame(
  position: FilePosition,
  { presentationSeconds, durationSeconds }: Pick<NativeFrame, 'presentationSeconds' | 'durationSeconds'>,
): FilePosition {
  const seconds = presentationSeconds ?? position.seconds;
  return { seconds, endSeconds: seconds + (durationSeconds ?? 0), jump: null };
}

/** @param jump Null when no frame was given before. */
export function afterJump(
  position: FilePosition,
  toSeconds: number,
  jump: FilePosition['jump'],
): FilePosition {
  return { ...position, endSeconds: toSeconds, jump };
}

/** @param durationSeconds Null when it is not known: then only the attempt shows it. */
export function isInside(seconds: number, durationSeconds: number | null): boolean {
  return seconds >= 0 && (durationSeconds === null || seconds < durationSeconds);
}

/**
 * How the frames of one pass ended. GStreamer plays a file that was cut off as if it ended there, and a picture as a video
 * of one frame.
 *
 * @param frames Number of frames of this pass.
 */
export function endOfPass(
  { endSeconds }: FilePosition,
  frames: number,
  { isCutOff, seconds }: PromisedEnd,
): 'whole' | 'singlePicture' | 'cutOff' {
  if (isCutOff) return 'cutOff';
  if (seconds === null) return frames === 1 ? 'singlePicture' : 'whole';
  return endSeconds < seconds - soundTailSeconds ? 'cutOff' : 'whole';
}
