// What the guard of the picture tells of the demo line: as it is, and with all that happens to cameras. And what it costs.
//
//   npx tsx test/bench/picture.ts [VIDEO...]
//
// The usual picture is taken after 30 s of each video. Then the whole video is watched once more (what is told now is a false
// alarm), then each variant for 30 s. Delays are seconds of the video.
import { readdirSync } from 'node:fs';
import { usualPictureSettings } from '../../src-inference/contract/index.ts';
import { PictureGuard } from '../../src-inference/picture/index.ts';
import {
  networkFrame,
  readWideVideo,
  type Variant,
  type VariantName,
  variants,
  type WideVideo,
} from '../picture-variants.ts';

const demo = 'resources/demo';
const takenAfterSeconds = 30;
const variantSeconds = 30;
const names = [...Object.keys(variants), 'frozen'] as VariantName[];

interface Told {
  readonly state: string;
  readonly judged: boolean;
  readonly afterSeconds: number;
  readonly shift: string;
}

class Watch {
  private readonly guard = new PictureGuard(null, () => usualPictureSettings);
  private readonly video: WideVideo;
  private index = 0;

  constructor(video: WideVideo) {
    this.video = video;
  }

  /** @returns What was told meanwhile. */
  show(variant: Variant | 'frozen', seconds: number): readonly Told[] {
    const { frames, framesPerSecond } = this.video;
    const from = this.index;
    const told: Told[] = [];
    for (; this.index < from + seconds * framesPerSecond; this.index++) {
      const index = variant === 'frozen' ? from : this.index;
      const shown = variant === 'frozen' ? variants.asItIs : variant;
      const data = networkFrame(frames[index % frames.length]!, shown, this.index);
      const change = this.guard.accept({ width: 64, height: 64, data }, this.index / framesPerSecond);
      if (change === null) continue;
      const { state, judged, shift } = change;
      const afterSeconds = (this.index - from) / framesPerSecond;
      const place = shift === null ? '' : ` ${percent(shift.right)} right, ${percent(shift.down)} down`;
      told.push({ state, judged, afterSeconds, shift: place });
    }
    return told;
  }

  take(): void {
    if (this.guard.take({ takenAt: new Date().toISOString(), by: 'person' }) === null) {
      throw new Error('the usual picture could not be taken');
    }
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

const files = process.argv.length > 2 ? process.argv.slice(2) : demoVideos();
const rows = new Map<string, string[]>();
for (const file of files) {
  const video = await readWideVideo(file);
  const duration = video.frames.length / video.framesPerSecond;
  for (const name of ['usual work', ...names.filter((one) => one !== 'asItIs')]) {
    const watch = new Watch(video);
    watch.show(variants.asItIs, takenAfterSeconds);
    watch.take();
    const told =
      name === 'usual work'
        ? watch.show(variants.asItIs, 3 * duration)
        : watch.show(name === 'frozen' ? 'frozen' : variants[name as keyof typeof variants], variantSeconds);
    const text = told.map(
      ({ state, judged, afterSeconds, shift }) =>
        `${state}${judged ? ' (warn)' : ''} ${afterSeconds.toFixed(2)} s${shift}`,
    );
    rows.set(name, [...(rows.get(name) ?? []), text.join(', ') || '-']);
  }
}
for (const [name, told] of rows) console.log(`${name.padEnd(16)} ${told.join(' | ')}`);
console.log(cost(await readWideVideo(files[0]!)));

function demoVideos(): readonly string[] {
  return readdirSync(demo)
    .filter((name) => name.endsWith('.mp4'))
    .map((name) => `${demo}/${name}`);
}

/** Time of one sample against the time between two, for the largest network that there is: a ratio within one run. */
function cost({ frames }: WideVideo): string {
  const size = 256;
  const shown = frames.slice(0, 24).map((frame, index) => networkFrame(frame, variants.asItIs, index, size));
  const guard = new PictureGuard(null, () => usualPictureSettings);
  const samples = 400;
  let used = 0;
  for (let index = 0; index < samples + 60; index++) {
    if (index === 60) {
      guard.take({ takenAt: new Date().toISOString(), by: 'person' });
      used = process.cpuUsage().user;
    }
    guard.accept({ width: size, height: size, data: shown[index % shown.length]! }, index / 2);
  }
  const milliseconds = (process.cpuUsage().user - used) / 1000 / samples;
  return `cost with ${size}x${size}: ${milliseconds.toFixed(2)} ms of CPU a sample, two a second: ${(milliseconds / 5).toFixed(2)} % of a core`;
}
