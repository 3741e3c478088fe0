// The starting point of RidgeRun's published Jetson demo, so that the gain is measured in the same run: the whole video in
// memory, the network as it was exported, every frame scaled, normalised and annotated in JavaScript, written out as it is.
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Commands, PlainRun } from '../contract/index.ts';
import { type Frame, openSource } from '../media/index.ts';
import { type InputLayout, openCardSession, readModelCard } from '../model/index.ts';

type Input = Commands['runPlain']['input'];

export async function runPlain({ model, video, seconds, scratch }: Input): Promise<PlainRun> {
  const card = await readModelCard(model);
  const session = await openCardSession(card, 'fp32');
  const { input } = card;
  const clock = new Clock();
  const started = performance.now();

  const frames = await clock.measure('decode', () => wholeVideo(video, seconds));
  const perWindow = Math.max(1, Math.round(frames.length / seconds));
  const windows = Math.floor(frames.length / perWindow);
  const inferenceMilliseconds: number[] = [];
  const file = await open(join(scratch, 'plain.rgb'), 'w');
  try {
    for (let i = 0; i < windows; i++) {
      const shown = frames.slice(i * perWindow, (i + 1) * perWindow);
      const tensors = await clock.measure('preprocess', async () => session.prepare(scaleAll(shown, input)));
      const before = performance.now();
      await clock.measure('inference', () => session.infer(tensors));
      inferenceMilliseconds.push(performance.now() - before);
      await clock.measure('annotate', async () => {
        for (const frame of shown) annotate(frame);
      });
      await clock.measure('output', async () => {
        for (const { data } of shown) await file.write(data, 0, data.length, 0);
      });
    }
  } finally {
    await file.close();
  }
  const perStage = (name: Stage): number => clock.total(name) / windows;
  return {
    windows,
    frames: windows * perWindow,
    stagesMilliseconds: {
      decode: perStage('decode'),
      preprocess: perStage('preprocess'),
      inference: perStage('inference'),
      annotate: perStage('annotate'),
      output: perStage('output'),
    },
    inferenceMilliseconds,
    seconds: (performance.now() - started) / 1000,
  };
}

type Stage = 'decode' | 'preprocess' | 'inference' | 'annotate' | 'output';

class Clock {
  private readonly totals = new Map<Stage, number>();

  async measure<Result>(stage: Stage, work: () => Promise<Result>): Promise<Result> {
    const started = performance.now();
    const result = await work();
    this.totals.set(stage, this.total(stage) + performance.now() - started);
    return result;
  }

  total(stage: Stage): number {
    return this.totals.get(stage) ?? 0;
  }
}

/** Reads every frame at full size. */
async function wholeVideo(path: string, seconds: number): Promise<readonly Frame[]> {
  const spec = { kind: 'file', path, pace: 'asFastAsPossible', loop: false } as const;
  const onState = (): void => undefined;
  const probe = await openSource(spec, { size: { width: 16, height: 16 }, router: null, onState });
  await probe.close();
  const source = await openSource(spec, { size: probe.info, router: null, onState });
  const frames: Frame[] = [];
  try {
    for await (const frame of source.frames()) {
      if (frame.presentationSeconds >= seconds) break;
      frames.push(frame);
    }
  } finally {
    await source.close();
  }
  return frames;
}

/**
 * Takes T frames that are evenly spread, crops the centre square and scales it to the size of the network. A pixel is the mean
 * of four neighbours.
 */
function scaleAll(frames: readonly Frame[], { frames: count, height, width }: InputLayout): Uint8Array {
  const clip = new Uint8Array(count * height * width * 3);
  for (let t = 0; t < count; t++) {
    const frame = frames[Math.floor((t * frames.length) / count)]!;
    const side = Math.min(frame.width, frame.height);
    const [left, top] = [(frame.width - side) >> 1, (frame.height - side) >> 1];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [fromX, fromY] = [left + Math.floor((x * side) / width), top + Math.floor((y * side) / height)];
        for (let channel = 0; channel < 3; channel++) {
          const at = (fromY * frame.width + fromX) * 3 + channel;
          const below = at + (fromY + 1 < frame.height ? frame.width * 3 : 0);
          const sum = frame.data[at]! + frame.data[at + 3]! + frame.data[below]! + frame.data[below + 3]!;
          clip[((t * height + y) * width + x) * 3 + channel] = sum >> 2;
        }
      }
    }
  }
  return clip;
}

const [boxHeight, boxShare] = [96, 0.4] as const;

/** Draws a translucent box of the size of a line of text. */
function annotate({ data, width, height }: Frame): void {
  const [bottom, right] = [Math.min(boxHeight, height), Math.floor(width * boxShare)];
  for (let y = 0; y < bottom; y++) {
    for (let x = 0; x < right * 3; x++) data[y * width * 3 + x] = (data[y * width * 3 + x]! + 32) >> 1;
  }
}
