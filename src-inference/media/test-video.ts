// A moving test picture as a file, where there is no video to measure with.
import { StationError } from '../contract/index.ts';
import { describeH264Encoder } from './elements.ts';
import { requireElement } from './installed.ts';
import { loadAddon } from './native.ts';

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
  const { Pipeline } = loadAddon();
  let settle: (error: string | null) => void = () => undefined;
  const ended = new Promise<string | null>((resolve) => {
    settle = resolve;
  });
  const pipeline = new Pipeline(
    `videotestsrc pattern=smpte horizontal-speed=3 num-buffers=${Math.round(video.seconds * framesPerSecond)} ! ` +
      `video/x-raw,format=I420,width=${width},height=${height},framerate=${framesPerSecond}/1 ! ${encoder} ! ` +
      'h264parse ! mp4mux ! filesink name=file',
    (message) => {
      if (message.type === 'eos') settle(null);
      if (message.type === 'error') settle(message.message);
    },
  );
  try {
    pipeline.setProperty('file', 'location', video.path);
    pipeline.setState('playing');
    const error = await ended;
    if (error === null) return;
    throw new StationError('output_failed', `"${video.path}" cannot be written: ${error}`, {
      where: video.path,
      hint: 'Check the folder and the free space, or give a video of your own with --video.',
    });
  } finally {
    await pipeline.stop();
  }
}
