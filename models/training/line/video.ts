// One video: draws who, where and what, renders it, and writes the labels and the truth beside it.
import { writeFile } from 'node:fs/promises';
import { createCanvas } from '@napi-rs/canvas';
import { openEncoder } from './encode.ts';
import { makeLayout } from './layout.ts';
import { PicturePainter } from './picture.ts';
import { Random } from './random.ts';
import { makeScenario, type Scenario, type ScenarioKind } from './scenario.ts';
import { Sensor } from './sensor.ts';
import { makeTimeline, type Timeline } from './timeline.ts';
import { truthOf } from './truth.ts';
import {
  type CameraSetup,
  drawCamera,
  drawOperator,
  drawScene,
  type Operator,
  population,
  type Split,
} from './variation.ts';
import { View } from './view.ts';

const framesPerSecond = 30;

/** The seed of all operators and cameras: a split always has the same people and views. */
const populationSeed = 'coupling line';

export interface VideoRequest {
  /** Path without extension: `.mp4`, `.csv` and `.json` are written. */
  readonly path: string;
  readonly split: Split;
  readonly kind: ScenarioKind;
  readonly seed: string;
  readonly height: number;
  /** 1-based step on which the mistake falls; drawn when left out. */
  readonly step?: number | undefined;
  readonly operator?: number | undefined;
  readonly camera?: number | undefined;
  /** Size that the file may have: the bit rate follows from the length. A drawn quantizer when left out. */
  readonly megabytes?: number | undefined;
  /** Factor on the noise of the camera; 1 when left out. */
  readonly noise?: number | undefined;
  readonly preset?: string | undefined;
  /** Also writes `.truth.json`: places, hands and what they hold, frame by frame. */
  readonly truth?: boolean | undefined;
  /** Ends early; for tests. */
  readonly seconds?: number | undefined;
}

export interface VideoPlan {
  readonly scenario: Scenario;
  readonly operator: Operator;
  readonly camera: CameraSetup;
  readonly timeline: Timeline;
}

/** Everything about a video but its pixels. */
export function planVideo(request: Omit<VideoRequest, 'path' | 'height'>): VideoPlan & {
  readonly random: Random;
  readonly scene: ReturnType<typeof drawScene>;
  readonly layout: ReturnType<typeof makeLayout>;
} {
  const random = new Random(request.seed);
  const who = random.stream('who');
  const people = population[request.split];
  const operatorIndex = who.integer(0, people.operators - 1);
  const cameraIndex = who.integer(0, people.cameras - 1);
  const all = new Random(populationSeed);
  const operator = drawOperator(request.split, request.operator ?? operatorIndex, all);
  const camera = drawCamera(request.split, request.camera ?? cameraIndex, all);
  const scene = drawScene(random);
  const layout = makeLayout(operator, scene, random);
  const scenario = makeScenario(request.kind, random.stream('scenario'), request.step);
  const timeline = makeTimeline(scenario, operator, layout, random);
  return { random, scenario, operator, camera, scene, layout, timeline };
}

export async function renderVideo(request: VideoRequest): Promise<VideoPlan & { readonly frames: number }> {
  const plan = planVideo(request);
  const { random, operator, camera, scene, layout, timeline, scenario } = plan;
  const view = new View(camera, request.height);
  const painter = new PicturePainter(view, timeline, operator, scene, layout, random);
  const lens = { ...camera, noise: camera.noise * (request.noise ?? 1) };
  const sensor = new Sensor(lens, scene, view.width, view.height, random);
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
  const labels = timeline.labels.map(
    ({ start, end, action }) => `${start.toFixed(3)},${end.toFixed(3)},${action}\n`,
  );
  await writeFile(`${request.path}.csv`, `start,end,label\n${labels.join('')}`);
  await writeFile(
    `${request.path}.json`,
    `${JSON.stringify(
      {
        synthetic: true,
        split: request.split,
        seed: request.seed,
        operator: operator.id,
        camera: camera.id,
        kind: scenario.kind,
        mistake: scenario.mistake,
        expectedVerdict: scenario.expectedVerdict,
      },
      null,
      2,
    )}\n`,
  );
  if (request.truth) {
    const truth = truthOf(timeline, layout, view, frames, 1 / framesPerSecond);
    await writeFile(`${request.path}.truth.json`, JSON.stringify(truth));
  }
  await encoder.finish();
  return { scenario, operator, camera, timeline, frames };
}
