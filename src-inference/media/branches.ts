// What follows the decoder in every source, as GStreamer writes it.
import { describeConversion } from './elements.ts';
import type { FrameSize } from './frame.ts';
import { installedElements } from './installed.ts';

/** Only video is decoded; other streams of a file or a programme stay closed. */
export const decoder = 'decodebin expose-all-streams=false caps=video/x-raw(ANY)';

/** At its end, too, a sink must not wait with its lock in its hands until its frames are taken: see `FileSource.unlimited`. */
const sink = 'enable-last-sample=false wait-on-eos=false';
/** Frames that wait for the network. */
export const waitingFrames = 8;

export interface BranchOptions {
  readonly size: FrameSize;
  /** A live source drops what is not taken in time, a file waits. */
  readonly live: boolean;
  /** Frames leave at the time that they are due. */
  readonly paced: boolean;
}

/**
 * Turned upright first; then one branch for the network, on which the centre square (or whatever shape the network has)
 * is cut out so that what is scaled is small, and one with the frames as they are. A paced sink holds both up: the tee
 * waits for it. `bilinear2` averages all pixels, where plain bilinear skips most of a large picture: a network must see the
 * same from any resolution. `async=false`: after a pause the network's branch is empty, and nothing may wait for it to fill.
 */
export function describeBranches({ size: { width, height }, live, paced }: BranchOptions): string {
  const queue = (frames: number): string =>
    `queue max-size-buffers=${frames} max-size-bytes=0 max-size-time=0${live ? ' leaky=downstream' : ''}`;
  const network = [
    queue(2),
    `aspectratiocrop aspect-ratio=${width}/${height}`,
    'videoscale method=bilinear2',
    'videoconvert',
    `video/x-raw,format=RGB,width=${width},height=${height},pixel-aspect-ratio=1/1`,
    `appsink name=frames sync=false async=false ${sink} max-buffers=${waitingFrames} drop=${live}`,
  ];
  return [
    `${queue(live ? 2 : 8)} ! ${describeConversion(installedElements())}`,
    'videoflip name=upright video-direction=auto',
    `tee name=split split. ! ${network.join(' ! ')} split.`,
    `appsink name=large sync=${paced} ${sink} max-buffers=1 drop=true`,
  ].join(' ! ');
}
