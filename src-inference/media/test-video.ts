// A video file with a moving test picture, for measurements on machines that have no video.
import { StationError } from '../contract/index.ts';
import { describeH264Encoder } from './elements.ts';
import { requireElement } from './installed.ts';
import { runToEnd } from './run-to-end.ts';

const framesPerSecond = 30;
const kilobitsPerSecond = 8000;

/** @throws StationError `output_failed` when the file cannot be written. */
export async function makeTestVideo(video: {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
}): Promise<void> {
  const { width, height } = video;
  const encoder = describeH264Encoder(requireElement('encodeH264'), {
    kilobitsPerSecond,
    keyFrameInterval: framesPerSecond,
  });
  const description = [
    `videotestsrc pattern=smpte horizontal-speed=3 num-buffers=${Math.round(video.seconds * framesPerSecond)}`,
    `video/x-raw,format=I420,width=${width},height=${height},framerate=${framesPerSecond}/1`,
    encoder,
    'h264parse',
    'mp4mux',
    'filesink name=file',
  ].join(' ! ');
  const bus = await runToEnd({ description, properties: [['file', 'location', video.path]] });
  const error = bus.find('error');
  if (!error) return;
  throw new StationError('output_failed', `"${video.path}" cannot be written: ${error.message}`, {
    where: video.path,
    hint: 'Check the folder and the free space, or give a video of your own with --video.',
  });
}
