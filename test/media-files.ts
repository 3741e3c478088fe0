// Small real recordings for the tests, made by GStreamer itself.
import { execFileSync } from 'node:child_process';

/** Runs a gst-launch-1.0 description; `caps` and file names may hold spaces. */
function launch(...pipeline: string[]): void {
  execFileSync('gst-launch-1.0', ['-q', ...pipeline], { stdio: ['ignore', 'ignore', 'pipe'] });
}

export interface VideoOptions {
  readonly width?: number;
  readonly height?: number;
  /** As a fraction, such as `30/1`. */
  readonly rate?: string;
  readonly frames?: number;
  readonly pattern?: string;
  /** As GStreamer's `image-orientation` tag, such as `rotate-90`. */
  readonly orientation?: string;
}

/** An H.264 mp4. */
export function makeVideo(path: string, options: VideoOptions = {}): string {
  const { width = 320, height = 240, rate = '30/1', frames = 60, pattern = 'ball', orientation } = options;
  launch(
    ...['videotestsrc', `pattern=${pattern}`, `num-buffers=${frames}`, '!'],
    ...[`video/x-raw,width=${width},height=${height},framerate=${rate}`, '!', 'videoconvert', '!'],
    ...['x264enc', 'speed-preset=ultrafast', '!', 'h264parse', '!'],
    ...(orientation ? ['taginject', `tags=image-orientation=${orientation}`, '!'] : []),
    ...['mp4mux', '!', 'filesink', `location=${path}`],
  );
  return path;
}

export function makeSound(path: string): string {
  launch('audiotestsrc', 'num-buffers=50', '!', 'wavenc', '!', 'filesink', `location=${path}`);
  return path;
}
