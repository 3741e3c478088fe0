// One picture out of a video, as a JPEG.
import { StationError } from '../../contract/index.ts';
import { describeConversion } from '../elements.ts';
import { FramePipeline } from '../frame-pipeline.ts';
import { installedElements, requireElement } from '../installed.ts';
import { decoder } from '../source-pipeline.ts';

const prerollMilliseconds = 10_000;
const quality = 85;

/**
 * The picture that is shown at that time of the video.
 *
 * @returns Null when the video shows nothing there.
 * @throws StationError `media_unavailable`.
 */
export async function pictureOf(video: string, seconds: number): Promise<Uint8Array | null> {
  const pipeline = new FramePipeline({
    description: [
      'filesrc name=file',
      decoder,
      describeConversion(installedElements()),
      `${requireElement('encodeJpeg')} quality=${quality}`,
      'appsink name=picture sync=false wait-on-eos=false enable-last-sample=false max-buffers=1',
    ].join(' ! '),
    properties: [['file', 'location', video]],
  });
  const { native, bus } = pipeline;
  try {
    native.setState('paused');
    const outcome = await bus.until(['prerolled', 'error', 'eos'], AbortSignal.timeout(prerollMilliseconds));
    if (outcome?.type === 'error') throw unreadable(video, outcome.message);
    if (outcome?.type !== 'prerolled' || !native.seek(Math.max(0, seconds), false)) return null;
    native.setState('playing');
    return (await pipeline.pull('picture'))?.data ?? null;
  } finally {
    // A sink that is full holds a lock that a change of state needs.
    native.setProperty('picture', 'max-buffers', 0);
    await pipeline.stop();
  }
}

function unreadable(video: string, message: string): StationError {
  return new StationError('evidence_unwritable', `No picture could be taken of a clip: ${message}`, {
    where: video,
    hint: 'Checking goes on.',
  });
}
