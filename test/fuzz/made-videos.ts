// Short valid recordings of every kind that is read, as seeds.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../run-program.ts';

const h264 = 'x264enc speed-preset=ultrafast key-int-max=5 bframes=1 ! h264parse';
const muxers: Readonly<Record<string, string>> = {
  'plain.mp4': `${h264} ! mp4mux faststart=true`,
  'end.mov': 'jpegenc ! qtmux',
  'fragments.mp4': `${h264} ! mp4mux fragment-duration=200 streamable=true`,
  'film.mkv': `${h264} ! matroskamux`,
  'film.webm': 'vp8enc deadline=1 ! webmmux',
  'film.avi': 'jpegenc ! avimux',
  'film.ts': `${h264} ! mpegtsmux`,
  'film.h264': `${h264} ! video/x-h264,stream-format=byte-stream`,
  'picture.jpg': 'jpegenc',
};

export interface MadeVideo {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export function madeVideos(folder: string): readonly MadeVideo[] {
  const made = join(folder, 'videos');
  mkdirSync(made, { recursive: true });
  const videos = Object.entries(muxers).map(([name, muxer]): MadeVideo => {
    const path = join(made, name);
    const frames = name === 'picture.jpg' ? 1 : 12;
    const description =
      `videotestsrc num-buffers=${frames} pattern=ball ! video/x-raw,format=I420,width=64,height=48,framerate=10/1 ! ` +
      `${muxer} ! filesink location=${path}`;
    mustRun('gst-launch-1.0', ['-q', ...description.split(' ')]);
    return { name, bytes: readFileSync(path) };
  });
  return [...videos, { name: 'picture.gif', bytes: gif }];
}

/** One red pixel. */
const gif = Buffer.from('R0lGODlhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=', 'base64');
