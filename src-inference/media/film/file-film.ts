// A stretch of a recorded file as encoded pictures: as they are in the file where it has H.264, and else encoded anew, for that
// stretch only.
import type { SourceInfo } from '../../contract/index.ts';
import { describeConversion, describeH264Encoder } from '../elements.ts';
import { FramePipeline } from '../frame-pipeline.ts';
import { installedElements, requireElement } from '../installed.ts';
import { describeRate, evenSize } from '../output-pipeline.ts';
import { decoder } from '../source-pipeline.ts';
import type { EncodedPicture } from './encoded-ring.ts';
import { byteStream } from './film-branch.ts';
import { clipKilobitsPerSecond, clipSize, keyFrameEverySecond } from './film-size.ts';

export interface FileStretch {
  readonly path: string;
  readonly info: SourceInfo;
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** A file that has no key frame for so long is encoded anew. */
const longestLeadSeconds = 6;
const prerollMilliseconds = 10_000;

/** @returns In the order of decoding, the first one a key frame; empty when the file shows nothing there. */
export async function picturesOfFile(stretch: FileStretch): Promise<readonly EncodedPicture[]> {
  const isH264 = stretch.info.codec?.includes('H.264') ?? false;
  const copied = isH264 ? await read(stretch, `parsebin ! ${byteStream}`, true) : [];
  return isUsable(copied, stretch) ? copied : read(stretch, describeEncoding(stretch.info), false);
}

/** Not for a video that lies on its side: its pictures say so only in the file. */
function isUsable(pictures: readonly SizedPicture[], { fromSeconds, info }: FileStretch): boolean {
  const [first] = pictures;
  if (first === undefined) return false;
  const isUpright = first.width === info.width && first.height === info.height;
  return isUpright && fromSeconds - first.seconds <= longestLeadSeconds;
}

interface SizedPicture extends EncodedPicture {
  readonly width: number;
  readonly height: number;
}

async function read(
  { path, fromSeconds, toSeconds }: FileStretch,
  middle: string,
  toKeyFrame: boolean,
): Promise<readonly SizedPicture[]> {
  const pipeline = new FramePipeline({
    description: `filesrc name=file ! ${middle} ! appsink name=film sync=false wait-on-eos=false enable-last-sample=false max-buffers=8`,
    properties: [['file', 'location', path]],
  });
  const pictures: SizedPicture[] = [];
  try {
    const { native, bus } = pipeline;
    native.setState('paused');
    const outcome = await bus.until(['prerolled', 'error', 'eos'], AbortSignal.timeout(prerollMilliseconds));
    if (outcome?.type !== 'prerolled' || !native.seek(Math.max(0, fromSeconds), toKeyFrame)) return [];
    native.setState('playing');
    for (;;) {
      const picture = await pipeline.pull('film');
      if (picture?.presentationSeconds == null) break;
      const {
        presentationSeconds: seconds,
        reorderSeconds,
        isKeyFrame,
        data: bytes,
        width,
        height,
      } = picture;
      // Those that are shown before come after a later one that they need.
      if (seconds - reorderSeconds > toSeconds) break;
      if (pictures.length === 0 && !isKeyFrame) continue;
      pictures.push({ stream: path, seconds, reorderSeconds, isKeyFrame, bytes, width, height });
    }
    return pictures;
  } finally {
    // A sink that is full holds a lock that a change of state needs.
    pipeline.native.setProperty('film', 'max-buffers', 0);
    await pipeline.stop();
  }
}

function describeEncoding(info: SourceInfo): string {
  const size = evenSize(clipSize(info));
  const settings = {
    kilobitsPerSecond: clipKilobitsPerSecond,
    keyFrameInterval: keyFrameEverySecond(size),
  };
  return [
    decoder,
    describeConversion(installedElements()),
    'videoflip video-direction=auto',
    'videoscale',
    'videoconvert',
    `video/x-raw,format=I420,width=${size.width},height=${size.height},pixel-aspect-ratio=1/1`,
    describeRate(size),
    describeH264Encoder(requireElement('encodeH264'), settings),
    byteStream,
  ].join(' ! ');
}
