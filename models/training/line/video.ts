// One video: plans it, renders it, and writes its labels and what else is known of it beside it.
import { writeFile } from 'node:fs/promises';
import { createCanvas } from '@napi-rs/canvas';
import { controllerLine } from './controller/line.ts';
import { couplingLine } from './coupling/line.ts';
import { openEncoder } from './encode.ts';
import type { Line } from './line.ts';
import { PicturePainter } from './picture.ts';
import { type PlanRequest, planVideo } from './plan.ts';
import { type RecordingNote, writeRecordingNote } from './recording-note.ts';
import { Sensor } from './sensor.ts';
import { View } from './view.ts';
import type { Label, Layout } from './world.ts';

const framesPerSecond = 30;

export const lineNames = ['coupling', 'controller'] as const;
export type LineName = (typeof lineNames)[number];

export interface VideoRequest extends PlanRequest {
  readonly line: LineName;
  /** Path without extension: `.mp4`, `.csv` and `.json` are written. */
  readonly path: string;
  readonly height: number;
  /** Size that the file may have: the bit rate follows from the length. A drawn quantizer when left out. */
  readonly megabytes?: number | undefined;
  /** Factor on the noise of the camera; 1 when left out. */
  readonly noise?: number | undefined;
  readonly preset?: string | undefined;
  /** Also writes `.truth.json`: places, hands and what they hold, frame by frame. */
  readonly truth?: boolean | undefined;
  /** Ends early; for tests. */
  readonly seconds?: number | undefined;
  /** Writes `.json` as a recording of a project that teaches has it, instead of what the renderer knows. */
  readonly note?: RecordingNote | undefined;
}

export interface RenderedVideo {
  readonly frames: number;
  readonly seconds: number;
}

export async function renderVideo(request: VideoRequest): Promise<RenderedVideo> {
  switch (request.line) {
    case 'coupling':
      return render(couplingLine, request);
    case 'controller':
      return render(controllerLine, request);
  }
}

async function render<Kind extends string, Action extends string, Place extends Layout<Kind>>(
  line: Line<Kind, Action, Place>,
  request: VideoRequest,
): Promise<RenderedVideo> {
  const { random, operator, camera, scene, layout, timeline, scenario } = planVideo(line, request);
  const view = new View(camera, line.workspace, request.height);
  const stage = line.openStage({ view, scene, layout, random });
  const painter = new PicturePainter(view, timeline, operator, scene, stage);
  const lens = { ...camera, noise: camera.noise * (request.noise ?? 1) };
  const sensor = new Sensor(lens, scene.light, view.width, view.height, random);
  const picture = createCanvas(view.width, view.height);
  const context = picture.getContext('2d');
  const encoder = openEncoder(`${request.path}.mp4`, {
    width: view.width,
    height: view.height,
    framesPerSecond,
    rate: request.megabytes
      ? { kind: 'bitrate', kilobitsPerSecond: Math.floor((request.megabytes * 8000) / timeline.seconds) }
      : { kind: 'quantizer', quantizer: scene.quantizer },
    preset: request.preset ?? 'veryfast',
  });
  const frames = Math.round((request.seconds ?? timeline.seconds) * framesPerSecond);
  for (let frame = 0; frame < frames; frame++) {
    const seconds = frame / framesPerSecond;
    painter.draw(context, seconds, 1 / framesPerSecond);
    await encoder.write(sensor.expose(picture, seconds));
  }
  const seconds = frames / framesPerSecond;
  await writeFile(
    `${request.path}.csv`,
    labelText(request.note ? within(timeline.labels, seconds) : timeline.labels),
  );
  if (!request.note) {
    const known = {
      synthetic: true,
      split: request.split,
      seed: request.seed,
      operator: operator.id,
      camera: camera.id,
      kind: scenario.kind,
      mistake: scenario.mistake,
      expectedVerdict: scenario.expectedVerdict,
    };
    await writeFile(`${request.path}.json`, `${JSON.stringify(known, null, 2)}\n`);
  }
  if (request.truth && line.truthOf) {
    const truth = line.truthOf(timeline, layout, view, frames, 1 / framesPerSecond);
    await writeFile(`${request.path}.truth.json`, JSON.stringify(truth));
  }
  await encoder.finish();
  if (request.note) await writeRecordingNote(request.path, request.note, seconds);
  return { frames, seconds };
}

/** A recording that ends in the middle of an action has the label of that action until there. */
function within(labels: readonly Label<string>[], seconds: number): readonly Label<string>[] {
  return labels
    .filter(({ start }) => start < seconds)
    .map((label) => ({ ...label, end: Math.min(label.end, seconds) }));
}

function labelText(labels: readonly Label<string>[]): string {
  const rows = labels.map(({ start, end, action }) => `${start.toFixed(3)},${end.toFixed(3)},${action}\n`);
  return `start,end,label\n${rows.join('')}`;
}
