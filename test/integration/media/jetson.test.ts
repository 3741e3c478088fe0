// The pipelines of a Jetson, with a stand-in for its elements (test/jetson-media): GStreamer links and negotiates them with
// memory:NVMM, and some of the elements fail.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../src-inference/contract/index.ts';
import { buildJetsonMedia } from '../../jetson-media/build.ts';
import { makeColours } from '../../media-files.ts';
import { makeColourModel } from '../../onnx-models.ts';
import { mustRun, runProgram } from '../../run-program.ts';

const program = resolve(import.meta.dirname, '../../../out/main/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-jetson-'));
const at = (name: string): string => join(folder, name);
let jetson: NodeJS.ProcessEnv;

beforeAll(() => {
  jetson = { ...process.env, ...buildJetsonMedia(folder) };
  makeColourModel(at('model'));
  const pause = ['black', 30] as const;
  makeColours(at('good.mp4'), [
    pause,
    ['red', 40],
    pause,
    ['green', 40],
    pause,
    ['blue', 40],
    pause,
    pause,
    pause,
  ]);
  writeFileSync(at('rgb.yaml'), 'name: rgb\ntitle: Colours\nsteps: [red, green, blue]\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** @param fails Such as `nvvidconv:70`: the element fails after so many pictures. */
function run(source: string, fails: string | null, ...words: string[]): readonly EngineEvent[] {
  const { status, stdout, stderr } = runProgram(
    process.execPath,
    [
      ...[program, 'run', '--source', source, '--recipe', at('rgb.yaml'), '--model', at('model')],
      ...['--no-log', '--json', ...words],
    ],
    { env: { ...jetson, ...(fails && { GST_STAND_IN_FAILS: fails }) } },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function summary(events: readonly EngineEvent[]) {
  return {
    failed: events.flatMap((event) => (event.type === 'hardwareFailed' ? [event.element] : [])),
    verdicts: events.flatMap((event) => (event.type === 'partEnded' ? [event.verdict] : [])),
    frames: events.flatMap((event) => (event.type === 'runEnded' ? [event.frames] : [])),
  };
}

/** In all files of a folder. */
function recordedFrames(directory: string): number {
  return readdirSync(directory)
    .map((name) => {
      const { stdout } = runProgram('gst-launch-1.0', [
        ...['-v', 'filesrc', `location=${join(directory, name)}`, '!', 'decodebin', '!'],
        ...['identity', 'silent=false', '!', 'fakesink'],
      ]);
      return stdout.match(/last-message = chain/g)?.length ?? 0;
    })
    .reduce((sum, frames) => sum + frames, 0);
}

describe('on a Jetson', () => {
  it('its elements are chosen', () => {
    const { stdout } = runProgram(process.execPath, [program, 'doctor'], { env: jetson });
    for (const name of ['nvv4l2decoder', 'nvvidconv', 'nvv4l2h264enc', 'nvjpegenc', 'nvjpegdec']) {
      expect(stdout).toMatch(new RegExp(`${name} +jetsonstandin 1.0 +hardware`));
    }
  });

  it('a part is judged, recorded and sent through them', () => {
    const events = run(
      at('good.mp4'),
      null,
      ...['--record', at('whole'), '--split', 'never'],
      ...['--stream', 'udp://127.0.0.1:9'],
    );
    expect(summary(events)).toEqual({ failed: [], verdicts: ['pass'], frames: [300] });
    expect(recordedFrames(at('whole'))).toBe(300);
  });
});

describe('software takes over', () => {
  it('from a decoder that fails in the middle, and no picture is lost or doubled', () => {
    expect(summary(run(at('good.mp4'), 'nvv4l2decoder:60'))).toEqual({
      failed: ['nvv4l2decoder'],
      verdicts: ['pass'],
      frames: [300],
    });
  });

  it('from a converter that fails', () => {
    expect(summary(run(at('good.mp4'), 'nvvidconv:70'))).toEqual({
      failed: ['nvvidconv'],
      verdicts: ['pass'],
      frames: [300],
    });
  });

  it('from an encoder that fails: the recording goes on in another file', () => {
    const events = run(at('good.mp4'), 'nvv4l2h264enc:50', '--record', at('parts'), '--split', 'never');
    expect(summary(events)).toEqual({ failed: ['nvv4l2h264enc'], verdicts: ['pass'], frames: [300] });
    expect(readdirSync(at('parts'))).toHaveLength(2);
    // Those that waited for their text are lost with the first one.
    expect(recordedFrames(at('parts'))).toBeGreaterThan(150);
  });

  it('for pictures in a form that the converter does not take', () => {
    mustRun('gst-launch-1.0', [
      ...['-q', 'filesrc', `location=${at('good.mp4')}`, '!', 'decodebin', '!', 'videoconvert', '!'],
      ...['video/x-raw,format=RGB', '!', 'matroskamux', '!'],
      ...['filesink', `location=${at('rgb.mkv')}`],
    ]);
    expect(summary(run(at('rgb.mkv'), null))).toEqual({
      failed: ['nvvidconv'],
      verdicts: ['pass'],
      frames: [300],
    });
  });
});
