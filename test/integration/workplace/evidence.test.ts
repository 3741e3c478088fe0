// What a station keeps of parts that are not a pass: clips that show the mistake, pictures, the judgement.
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  allParts,
  type EvidenceClip,
  type EvidenceOfJudgement,
  type OutputSetting,
  recordingDefaults,
  usualRetention,
} from '../../../src-inference/contract/index.ts';
import { openSource, sendFile } from '../../../src-inference/media/index.ts';
import type { EngineOnWire } from '../../engine-on-wire.ts';
import { freePort } from '../../gst-peer.ts';
import { runProgram } from '../../run-program.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();

beforeAll(() => {
  // Green is not done in the first part, the second one is good.
  makeParts(at('parts.mp4'), ['red', 'blue', 'red', 'green', 'blue']);
  // Green is not done in the first round of two: the mistake is judged in the middle of the part.
  makeParts(at('rounds.mp4'), ['red', 'blue', 'red', 'green', 'blue', 'red', 'green']);
  writeFileSync(
    at('rounds.yaml'),
    'name: rounds\ntitle: Rounds\nsteps: [red, green, blue, red, green, blue]\n',
  );
});

const evidenceOf = (directory: string, name = ''): string => join(at(directory), 'evidence', name);

/** Every file below a folder. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );
}

/** Colours of a video, each with the time of the source at which it is shown. */
async function coloursIn(path: string, fromSeconds: number) {
  const source = await openSource(
    { kind: 'file', path, pace: 'asFastAsPossible', loop: false },
    { size: { width: 8, height: 8 }, router: null, onState: () => undefined },
  );
  const frames: { readonly seconds: number; readonly colour: string }[] = [];
  for await (const { presentationSeconds, data } of source.frames()) {
    const [red, green, blue] = data.subarray(108, 111);
    const colour = red! > 128 ? 'red' : green! > 128 ? 'green' : blue! > 128 ? 'blue' : 'none';
    frames.push({ seconds: presentationSeconds + fromSeconds, colour });
  }
  await source.close();
  return { info: source.info, frames };
}

/** A player reads it from its start, and what it shows at a time of the source is what the network saw then. */
async function expectShown(
  engine: EngineOnWire,
  path: string,
  clip: EvidenceClip,
  mayDiffer = 0,
): Promise<void> {
  expect(readFileSync(path).indexOf('moov')).toBeLessThan(readFileSync(path).indexOf('mdat'));
  const { info, frames } = await coloursIn(path, clip.fromSeconds);
  expect(info.codec).toContain('H.264');
  expect(frames.length / 30).toBeCloseTo(clip.seconds, 0);
  const end = clip.fromSeconds + clip.seconds;
  const windows = engine.of('windowClassified').filter((one) => {
    return one.startSeconds > clip.fromSeconds && one.endSeconds < end;
  });
  // At the edges of a colour the network names what most of its few frames show.
  const seen = windows.filter(
    ({ label }, index) => windows[index - 1]?.label === label && windows[index + 1]?.label === label,
  );
  const compared = seen.flatMap(({ label, startSeconds, endSeconds }) => {
    const middle = (startSeconds + endSeconds) / 2;
    const frame = frames.find(({ seconds }) => seconds >= middle);
    // A busy machine drops frames of a live source.
    if (frame === undefined || frame.seconds > middle + 0.1) return [];
    return [{ shown: frame.colour, named: label === 'nothing' ? 'none' : label }];
  });
  expect(compared.length).toBeGreaterThan(5);
  const different = compared.filter(({ shown, named }) => shown !== named);
  expect(different.length, JSON.stringify(compared)).toBeLessThanOrEqual(mayDiffer);
}

async function summaryOf(engine: EngineOnWire, id: string) {
  const { parts } = await engine.request('listParts', { ...allParts, before: null, limit: 100 });
  return parts.find((part) => part.id === id)!;
}

const openRounds = (name: string): Promise<EngineOnWire> =>
  open(name, { defaults: { model: at('model'), recipes: [at('rounds.yaml')], folders: [at('')] } });

describe('of a part that is not a pass', () => {
  it('a file gives a clip of the mistake, pictures of the windows that decided, the judgement; a pass leaves nothing', async () => {
    const engine = await open('file');
    await engine.request('openSource', { source: at('parts.mp4') });
    const { id, evidence } = await engine.until('evidenceKept');
    await engine.until('runEnded');
    const green = { index: 2, label: 'green' };
    expect(evidence).toMatchObject({
      clips: [{ mistakes: [green] }],
      pictures: [{ mistake: green }, { mistake: green }, { mistake: green }],
    });
    const [clip] = evidence.clips;
    await expectShown(engine, evidenceOf('file', clip!.name), clip!);
    for (const { name, bytes, atSeconds } of evidence.pictures) {
      const picture = readFileSync(evidenceOf('file', name));
      expect(picture.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
      expect(picture.byteLength).toBe(bytes);
      expect(atSeconds).toBeGreaterThanOrEqual(clip!.fromSeconds);
    }
    const written = readFileSync(evidenceOf('file', evidence.judgement.name), 'utf8');
    const judgement: EvidenceOfJudgement = JSON.parse(written);
    expect(judgement).toMatchObject({
      part: { id, number: 1, verdict: 'fail' },
      recipe: 'rgb',
      model: { name: 'colours', labels: ['nothing', 'red', 'green', 'blue'] },
      mistakes: [{ step: { index: 2, status: 'missed' }, asked: { index: 2, label: 'green' } }],
    });
    expect(judgement.mistakes[0]!.windows[0]!.probabilities).toHaveLength(4);
    // Of two parts, one passed.
    expect(engine.of('partEnded').map(({ verdict }) => verdict)).toEqual(['fail', 'pass']);
    expect(engine.of('evidenceKept')).toHaveLength(1);
    const { evidence: listed } = await summaryOf(engine, id);
    expect(listed).toEqual({ ...evidence, seenAt: null });
    const bytes = filesIn(evidenceOf('file')).map((path) => readFileSync(path).byteLength);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBe(evidence.bytes);
    expect(bytes).toHaveLength(5);
  });

  it('a live source gives the same out of memory, with and without a recording, whose encoder serves both', async () => {
    const watch = async (name: string, outputs: readonly OutputSetting[]) => {
      const engine = await open(name);
      await engine.request('changeSettings', { outputs });
      const port = await freePort();
      await engine.request('openSource', { source: `udp://127.0.0.1:${port}` });
      const sending = new AbortController();
      const sent = sendFile(
        {
          video: at('parts.mp4'),
          target: { host: '127.0.0.1', port, format: 'rtp-h264', kilobitsPerSecond: 1000 },
          loop: true,
        },
        sending.signal,
      );
      const { clip } = await engine.until('mistakeFilmed');
      const { evidence } = await engine.until('evidenceKept');
      sending.abort();
      await sent;
      expect(evidence.clips[0]!.mistakes).toEqual(clip.mistakes);
      // A busy machine drops windows, and may see more mistakes than were made.
      expect(evidence.pictures.length).toBeGreaterThanOrEqual(3);
      expect(engine.of('evidenceState')).toEqual([]);
      // The times of live frames tremble: a window at the edge of a colour may be beside it in the clip.
      await expectShown(engine, evidenceOf(name, evidence.clips[0]!.name), evidence.clips[0]!, 1);
    };
    const spec = { ...recordingDefaults, kind: 'recording', annotation: 'none', keepFreeBytes: 0 } as const;
    const recording = { id: '', enabled: true, spec: { ...spec, directory: at('recordings') } };
    await Promise.all([watch('live', []), watch('recorded', [recording])]);
  });
});

it('an engine that is killed leaves nothing by halves, in the middle of a part or at its end; the next one goes on with it', async () => {
  const first = await openRounds('killed');
  await first.request('openSource', { source: `file:${at('rounds.mp4')}#pace=realTime` });
  const { id, clip } = await first.until('mistakeFilmed');
  await first.kill();
  expect(first.of('partEnded')).toEqual([]);
  expect(readdirSync(evidenceOf('killed'))).toEqual(['open']);
  expect((await coloursIn(evidenceOf('killed', clip.name), 0)).frames.length).toBeGreaterThan(0);

  const second = await openRounds('killed');
  await second.until('partResumed');
  expect((await second.request('snapshot', null)).part).toMatchObject({ id, filmed: [clip] });
  second.request('startPart', null).catch(() => undefined);
  await second.until('partEnded');
  await second.kill();

  const third = await openRounds('killed');
  await third.request('snapshot', null);
  if ((await summaryOf(third, id)).evidence === null) {
    await third.until('evidenceKept', (event) => event.id === id);
  }
  const { verdict, evidence } = await summaryOf(third, id);
  expect(verdict).toBe('fail');
  expect(evidence!.clips[0]).toMatchObject({ bytes: clip.bytes, fromSeconds: clip.fromSeconds });
  const { info } = await coloursIn(evidenceOf('killed', evidence!.clips[0]!.name), 0);
  expect(info.durationSeconds).toBeCloseTo(clip.seconds, 0);
  expect(readdirSync(evidenceOf('killed', 'open'))).not.toContain(id.replaceAll(':', '-'));
});

it('a machine without an encoder checks on, keeps the judgement, and says once that there are no clips', async () => {
  const plugins = runProgram('pkg-config', ['--variable=pluginsdir', 'gstreamer-1.0']).stdout.trim();
  const needed =
    /coreelements|gstapp|playback|typefind|videoconvert|videoscale|videotest|videofilter|crop|jpeg/;
  mkdirSync(at('plugins'));
  for (const name of readdirSync(plugins)) {
    if (!needed.test(name)) continue;
    symlinkSync(join(plugins, name), join(at('plugins'), name));
  }
  const environment = { GST_PLUGIN_SYSTEM_PATH_1_0: at('plugins'), GST_REGISTRY_1_0: at('registry.bin') };
  Object.assign(process.env, environment);
  const engine = await open('mute', {}).finally(() => {
    for (const name of Object.keys(environment)) delete process.env[name];
  });
  await engine.request('openSource', { source: 'test:red#width=160&height=120' });
  await engine.until('evidenceState');
  await engine.until('partStarted');
  await engine.until('actionStarted');
  await engine.request('startPart', null);
  const { evidence, id } = await engine.until('evidenceKept');
  expect(evidence).toMatchObject({ clips: [], pictures: [] });
  const written = readFileSync(evidenceOf('mute', evidence.judgement.name), 'utf8');
  expect((JSON.parse(written) as EvidenceOfJudgement).part).toMatchObject({ id, verdict: 'fail' });
  expect(engine.of('evidenceState')).toMatchObject([
    { state: 'withoutClips', error: { code: 'media_unavailable' } },
  ]);
});

it('a person keeps a part for good, lets it go, and has seen its evidence; the history finds those that are kept', async () => {
  const engine = await open('kept');
  expect((await engine.request('snapshot', null)).settings.retention).toEqual(usualRetention);
  await engine.request('openSource', { source: at('parts.mp4') });
  const { id } = await engine.until('evidenceKept');
  await engine.until('runEnded');
  const keptParts = async () => {
    const filter = { ...allParts, kept: true, before: null, limit: 100 };
    return (await engine.request('listParts', filter)).parts.map((part) => part.id);
  };
  await engine.request('keepPart', { id, kept: true, by: 'Ana' });
  await engine.request('keepPart', { id, kept: true, by: 'Ana' });
  expect(engine.of('partKept')).toEqual([{ type: 'partKept', id, kept: true, by: 'Ana' }]);
  expect(await keptParts()).toEqual([id]);
  expect((await summaryOf(engine, id)).kept).toBe(true);
  await engine.request('keepPart', { id, kept: false, by: 'Ana' });
  expect(await keptParts()).toEqual([]);
  await engine.request('markEvidenceSeen', { id, by: 'Ana' });
  await engine.request('markEvidenceSeen', { id, by: 'Ben' });
  expect(engine.of('evidenceSeen')).toEqual([{ type: 'evidenceSeen', id, by: 'Ana' }]);
  expect((await summaryOf(engine, id)).evidence!.seenAt).not.toBeNull();
  await expect(
    engine.request('keepPart', { id: '2020-01-01T00:00:00.000Z', kept: true, by: 'Ana' }),
  ).rejects.toMatchObject({ code: 'part_not_found' });
});
