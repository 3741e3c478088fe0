// Clips of the line's videos: some to calibrate with, others to compare the result on.
import { basename } from 'node:path';
import { StationError } from '../contract/index.ts';
import { type LabelledVideo, labelOf, labelsBeside } from '../labels/index.ts';
import { type ModelCard, packFrames } from '../model/index.ts';
import { clipsOf } from '../windows/index.ts';

export interface SampleClip {
  /** `[T, H, W, 3]` uint8 RGB. */
  readonly frames: Uint8Array;
  /** Number of its true label; null where nobody wrote it down. */
  readonly truth: number | null;
}

export interface Samples {
  readonly calibration: readonly SampleClip[];
  readonly heldOut: readonly SampleClip[];
}

/** Of both kinds together; a clip of a large network takes 6 MB. */
const keptBytes = 320 * 2 ** 20;
/** To compare on: with fewer, one clip more or less would decide. */
const mostClips = 384;
/** To calibrate with: more change nothing any more. */
const mostCalibration = 128;
const fewestClips = 4;
/** Of several videos every fourth is held out, at least one; of a single one, its second half. */
const heldOutEvery = 4;

/**
 * Clips at even distances, at most `most` of each kind. Those that are held out come from other videos than those for calibration or, when there is one
 * video, from another part of it.
 *
 * @throws StationError when a video cannot be decoded, or is too short.
 */
export async function sampleClips(
  card: ModelCard,
  videos: readonly string[],
  most: number | null,
  onProgress: (text: string, done: number) => Promise<void>,
  signal: AbortSignal,
): Promise<Samples> {
  const { frames, height, width } = card.input;
  const fitting = Math.floor(keptBytes / (frames * height * width * 3));
  const total = Math.max(2 * fewestClips, Math.min(2 * (most ?? mostClips), fitting));
  const labels = card.labels.map(({ name }) => name);
  const perVideo = Math.max(1, Math.ceil(total / videos.length));
  const sampled: (readonly SampleClip[])[] = [];
  for (const [i, video] of videos.entries()) {
    await onProgress(`clips of ${basename(video)}`, i / videos.length);
    sampled.push(await sampleVideo(video, card, perVideo, await labelsBeside(video, labels), signal));
  }
  const { calibration, heldOut } = split(sampled);
  const samples = { calibration: evenly(calibration, mostCalibration), heldOut };
  if (samples.calibration.length === 0 || samples.heldOut.length === 0) {
    throw new StationError('source_unreadable', 'The videos are too short to calibrate with.', {
      hint: `Give videos that together last at least ${Math.ceil(4 * card.window.seconds)} s.`,
    });
  }
  return samples;
}

function split(sampled: readonly (readonly SampleClip[])[]): Samples {
  if (sampled.length === 1) {
    const [clips] = sampled;
    const half = Math.ceil(clips!.length / 2);
    return { calibration: clips!.slice(0, half), heldOut: clips!.slice(half) };
  }
  const isHeldOut = (i: number): boolean => (i + 1) % Math.min(heldOutEvery, sampled.length) === 0;
  return {
    calibration: sampled.filter((_, i) => !isHeldOut(i)).flat(),
    heldOut: sampled.filter((_, i) => isHeldOut(i)).flat(),
  };
}

async function sampleVideo(
  video: string,
  card: ModelCard,
  count: number,
  labelled: LabelledVideo | null,
  signal: AbortSignal,
): Promise<readonly SampleClip[]> {
  // How many windows a video has shows at its end: every second one of those that are kept is dropped when they are too many.
  let kept: SampleClip[] = [];
  let step = 1;
  let index = 0;
  const names = card.labels.map(({ name }) => name);
  for await (const clip of clipsOf(video, card, signal)) {
    if (index++ % step !== 0) continue;
    const label = labelled && labelOf(labelled.actions, clip, card.background);
    kept.push({ frames: packFrames(clip.frames), truth: label === null ? null : names.indexOf(label) });
    if (kept.length >= 2 * count) {
      kept = kept.filter((_, i) => i % 2 === 0);
      step *= 2;
    }
  }
  return evenly(kept, count);
}

/** At most so many, at even distances. */
function evenly<Item>(items: readonly Item[], most: number): readonly Item[] {
  const count = Math.min(most, items.length);
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]!);
}
