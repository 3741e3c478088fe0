// Small real recordings for the tests, made by GStreamer itself.
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { mustRun } from './run-program.ts';

/** Runs a gst-launch-1.0 description; `caps` and file names may hold spaces. */
function launch(...pipeline: string[]): void {
  mustRun('gst-launch-1.0', ['-q', ...pipeline]);
}

export interface VideoOptions {
  readonly width?: number;
  readonly height?: number;
  /** As a fraction, such as `30/1`. */
  readonly rate?: string;
  readonly frames?: number;
  readonly pattern?: string;
}

/** An H.264 mp4. */
export function makeVideo(path: string, options: VideoOptions = {}): string {
  const { width = 320, height = 240, rate = '30/1', frames = 60, pattern = 'ball' } = options;
  // The chroma planes have half the size, so both sides must be even.
  const format = width % 2 === 0 && height % 2 === 0 ? 'I420' : 'Y444';
  launch(
    ...['videotestsrc', `pattern=${pattern}`, `num-buffers=${frames}`, '!'],
    ...[`video/x-raw,format=${format},width=${width},height=${height},framerate=${rate}`, '!'],
    ...['x264enc', 'speed-preset=ultrafast', '!', 'h264parse', '!'],
    ...['mp4mux', '!', 'filesink', `location=${path}`],
  );
  return path;
}

/** A recording with its index at the start, cut off after a share of its bytes. It plays, and ends early. */
export function makeCutOff(
  path: string,
  share: number,
  muxer: string[] = ['mp4mux', 'faststart=true'],
): string {
  const encoder =
    muxer[0] === 'avimux' ? ['jpegenc'] : ['x264enc', 'speed-preset=ultrafast', '!', 'h264parse'];
  launch(
    ...['videotestsrc', 'pattern=snow', 'num-buffers=150', '!', 'video/x-raw,framerate=30/1', '!'],
    ...[...encoder, '!', ...muxer, '!', 'filesink', `location=${path}`],
  );
  truncateSync(path, Math.round(statSync(path).size * share));
  return path;
}

/** 30 frames a second of which about 4 in 10 are missing, at random places. */
export function makeUneven(path: string): string {
  launch(
    ...['videotestsrc', 'num-buffers=120', '!', 'video/x-raw,framerate=30/1', '!'],
    ...['identity', 'drop-probability=0.4', '!', 'x264enc', 'speed-preset=ultrafast', '!', 'h264parse', '!'],
    ...['mp4mux', '!', 'filesink', `location=${path}`],
  );
  return path;
}

/** Two seconds of picture that begin after ten seconds; sound from the start. */
export function makeLatePicture(path: string): string {
  launch(
    ...['videotestsrc', 'num-buffers=60', `timestamp-offset=${10e9}`, '!', 'video/x-raw,framerate=30/1', '!'],
    ...['x264enc', 'speed-preset=ultrafast', '!', 'h264parse', '!', 'matroskamux', 'name=muxer', '!'],
    ...['filesink', `location=${path}`],
    ...['audiotestsrc', 'num-buffers=560', '!', 'avenc_aac', '!', 'aacparse', '!', 'muxer.'],
  );
  return path;
}

/** Ten pictures that are not encoded. */
export function makeBgr(path: string): string {
  launch(
    ...['videotestsrc', 'num-buffers=10', '!', 'video/x-raw,format=BGR,width=320,height=240', '!'],
    ...['avimux', '!', 'filesink', `location=${path}`],
  );
  return path;
}

/** Two seconds of picture, and three of sound. */
export function makeLongerSound(path: string, muxer: string): string {
  launch(
    ...['videotestsrc', 'num-buffers=60', '!', 'video/x-raw,framerate=30/1', '!'],
    ...['x264enc', 'speed-preset=ultrafast', '!', 'h264parse', '!', muxer, 'name=muxer', '!'],
    ...['filesink', `location=${path}`],
    ...['audiotestsrc', 'num-buffers=130', '!', 'avenc_aac', '!', 'aacparse', '!', 'muxer.'],
  );
  return path;
}

/** Pictures that are coded out of order, in fragments of half a second. */
export function makeFragments(path: string): string {
  launch(
    ...['videotestsrc', 'num-buffers=60', '!', 'video/x-raw,framerate=30/1', '!'],
    ...['x264enc', 'bframes=2', 'key-int-max=15', '!', 'h264parse', '!'],
    ...['mp4mux', 'fragment-duration=500', 'streamable=true', '!', 'filesink', `location=${path}`],
  );
  return path;
}

/** White in the centre square of a picture whose pixels are twice as wide as high; 320 x 240 of them. */
export function makeWidePixels(path: string): string {
  launch(
    ...['videotestsrc', 'pattern=black', 'num-buffers=5', '!'],
    ...[
      'video/x-raw,format=I420,width=320,height=240,framerate=30/1',
      '!',
      'videocrop',
      'left=100',
      'right=100',
      '!',
    ],
    ...['videobalance', 'brightness=1', '!', 'videobox', 'left=-100', 'right=-100', '!'],
    ...['capssetter', 'caps=video/x-raw,pixel-aspect-ratio=2/1', '!'],
    ...[
      'x264enc',
      'speed-preset=ultrafast',
      '!',
      'h264parse',
      '!',
      'mp4mux',
      '!',
      'filesink',
      `location=${path}`,
    ],
  );
  return path;
}

/** Renames the format of its pictures as common encryption does (ISO/IEC 23001-7). */
export function markEncrypted(path: string): string {
  const bytes = readFileSync(path);
  bytes.write('encv', bytes.indexOf('avc1', bytes.indexOf('stsd')), 'latin1');
  writeFileSync(path, bytes);
  return path;
}

export function makePicture(path: string): string {
  launch('videotestsrc', 'num-buffers=1', '!', 'jpegenc', '!', 'filesink', `location=${path}`);
  return path;
}

export function makeSound(path: string): string {
  launch('audiotestsrc', 'num-buffers=50', '!', 'wavenc', '!', 'filesink', `location=${path}`);
  return path;
}

/** A recording of plain colours, one after another. The network of `makeColourModel` names them. */
export function makeColours(
  path: string,
  colours: readonly (readonly [pattern: string, frames: number])[],
): string {
  const sources = colours.flatMap(([pattern, frames]) => [
    ...['videotestsrc', `pattern=${pattern}`, `num-buffers=${frames}`, '!'],
    ...['video/x-raw,format=I420,width=160,height=120,framerate=30/1', '!', 'joined.'],
  ]);
  launch(
    ...['concat', 'name=joined', '!', 'x264enc', 'speed-preset=ultrafast', '!', 'h264parse', '!'],
    ...['mp4mux', '!', 'filesink', `location=${path}`],
    ...sources,
  );
  return path;
}

/** Notes in an mp4 that its camera was turned by 90 degrees: the matrix of the track header (ISO 14496-12, 8.3.2). */
export function rotate(path: string, height: number): string {
  const bytes = readFileSync(path);
  const matrix = bytes.indexOf('tkhd') + 44;
  [0, 0x10000, 0, -0x10000, 0, 0, height * 0x10000, 0, 0x40000000].forEach((value, i) => {
    bytes.writeInt32BE(value, matrix + 4 * i);
  });
  writeFileSync(path, bytes);
  return path;
}
