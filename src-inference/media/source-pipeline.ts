// The part that all source pipelines have in common, in GStreamer's syntax: decoder, and the branches behind it.
import { describeConversion } from './elements.ts';
import type { FrameSize } from './frame.ts';
import { installedElements, softwareElements } from './installed.ts';

/** Only video is decoded; other streams of a file or a programme stay closed. */
export const decoder = 'decodebin name=decoder expose-all-streams=false caps=video/x-raw(ANY)';

/** `wait-on-eos=false`: at its end, too, a sink must not wait for room while it holds its lock. See `FilePipeline`. */
const sink = 'enable-last-sample=false wait-on-eos=false';
/** Frames that wait for the network. */
export const queuedFrames = 8;

/** Names of the elements that others use. */
export const sourceElements = {
  /** appsink: frames in the size of the network. */
  networkSink: 'network',
  /** appsink: frames in the size of the source, for the outputs. */
  fullSink: 'full',
  /** What comes out of it is the source's picture, upright. */
  upright: 'upright',
} as const;

interface BranchOptions {
  readonly size: FrameSize;
  /** A live source drops what is not taken in time, a file waits. */
  readonly live: boolean;
  /** Frames leave at the time that they are due. */
  readonly paced: boolean;
  /** Without hardware. */
  readonly software: boolean;
}

/**
 * Frames are turned upright first. Then they go two ways, on both of which they get square pixels.
 *
 * * The network's branch cuts out the centre in the network's shape, then scales it down. `bilinear2` averages all pixels,
 *   while plain bilinear skips most of a large picture: a network must see the same from any resolution. `async=false`:
 *   after a pause this branch is empty, and a change of state must not wait until it fills.
 * * The other branch has the frames as they are. When its sink is paced, it paces both: the tee waits for it.
 */
export function describeBranches({ size: { width, height }, live, paced, software }: BranchOptions): string {
  const queue = (frames: number): string =>
    `queue max-size-buffers=${frames} max-size-bytes=0 max-size-time=0${live ? ' leaky=downstream' : ''}`;
  const { networkSink, fullSink, upright } = sourceElements;
  const network = [
    queue(2),
    `aspectratiocrop aspect-ratio=${width}/${height}`,
    'videoscale method=bilinear2',
    'videoconvert',
    `video/x-raw,format=RGB,width=${width},height=${height},pixel-aspect-ratio=1/1`,
    `appsink name=${networkSink} sync=false async=false ${sink} max-buffers=${queuedFrames} drop=${live}`,
  ];
  return [
    `${queue(live ? 2 : 8)} ! ${describeConversion(software ? softwareElements() : installedElements())}`,
    `videoflip name=${upright} video-direction=auto`,
    `tee name=split split. ! ${network.join(' ! ')} split.`,
    'videoscale method=bilinear2',
    'video/x-raw,pixel-aspect-ratio=1/1',
    `appsink name=${fullSink} sync=${paced} ${sink} max-buffers=1 drop=true`,
  ].join(' ! ');
}
