// Raw pictures in, an H.264 mp4 out, through GStreamer; one thread, so that the same pictures give the same file.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename } from 'node:fs/promises';

export interface Encoder {
  /** Resolves when there is room for more. */
  write(picture: Buffer): Promise<void>;
  /** Resolves when the file is complete under its name. */
  finish(): Promise<void>;
}

/** Data for training have a quality that is drawn, so that a network meets good and bad ones; demo videos have a size. */
export type Rate =
  | { readonly kind: 'quantizer'; readonly quantizer: number }
  | { readonly kind: 'bitrate'; readonly kilobitsPerSecond: number };

/** @throws Error with GStreamer's own words when the pipeline breaks. */
export function openEncoder(
  path: string,
  options: { width: number; height: number; framesPerSecond: number; rate: Rate; preset: string },
): Encoder {
  const part = `${path}.part`;
  const child = spawn(
    'gst-launch-1.0',
    [
      '-q',
      ...['fdsrc', 'fd=0', `blocksize=${options.width * options.height * 4}`],
      ...['!', 'rawvideoparse', 'format=rgbx', `width=${options.width}`, `height=${options.height}`],
      `framerate=${options.framesPerSecond}/1`,
      ...['!', 'videoconvert', 'n-threads=1', '!', 'video/x-raw,format=I420'],
      ...['!', 'x264enc', ...rateProperties(options.rate), `speed-preset=${options.preset}`],
      ...['threads=1', 'bframes=0'],
      ...['!', 'h264parse', '!', 'mp4mux', 'faststart=true', '!', 'filesink', `location=${part}`],
    ],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  );
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  child.stdin.on('error', () => undefined); // the exit code tells more than EPIPE
  const exited = once(child, 'close');
  return {
    async write(picture) {
      if (!child.stdin.write(picture)) await Promise.race([once(child.stdin, 'drain'), exited]);
      if (child.exitCode !== null) throw new Error(`gst-launch-1.0 ended early: ${complaints.trim()}`);
    },
    async finish() {
      child.stdin.end();
      const [code] = await exited;
      if (code !== 0) throw new Error(`gst-launch-1.0 failed: ${complaints.trim()}`);
      await rename(part, path);
    },
  };
}

/** A still bench compresses well between key frames: where size counts they are far apart. */
function rateProperties(rate: Rate): string[] {
  if (rate.kind === 'quantizer') return ['pass=quant', `quantizer=${rate.quantizer}`, 'key-int-max=60'];
  return ['pass=cbr', `bitrate=${rate.kilobitsPerSecond}`, 'vbv-buf-capacity=10000', 'key-int-max=300'];
}
