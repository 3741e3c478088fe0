// npx tsx test/bench/loss.ts [VIDEO [SECONDS]]: what lost packets do to what a network sees. The demo videos are sent as H.264 over RTP, with a
// key frame every SECONDS and packets that are lost, and their windows are compared with those of the same stream without loss: with nothing shown until the
// next key frame, with everything judged that the decoder mends, and with windows left out that are too much damaged.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createChecker } from '../../src-inference/checker/index.ts';
import {
  argmax,
  type LossRule,
  type PictureCounts,
  type WindowScores,
} from '../../src-inference/contract/index.ts';
import { FramePipeline } from '../../src-inference/media/frame-pipeline.ts';
import { decoder, describeBranches, sourceElements } from '../../src-inference/media/source-pipeline.ts';
import { openClassifier, readModelCard, recognitionModelOf } from '../../src-inference/model/index.ts';
import { openRecipe } from '../../src-inference/recipe/index.ts';
import { JudgingPlans } from '../../src-inference/station/judging-plans.ts';
import { PartJudge } from '../../src-inference/station/part-judge.ts';
import { type Clip, WindowAssembler } from '../../src-inference/windows/index.ts';
import { burstsOf, createImpairment, type Impairment } from '../impaired-relay/impairment.ts';
import { mustRun } from '../run-program.ts';

const root = resolve(import.meta.dirname, '../..');
const [, , givenVideo, givenSeconds] = process.argv;
const videos = givenVideo === undefined ? ['good', 'wrong'] : [givenVideo];
const groupSeconds = givenSeconds === undefined ? [1, 2] : [Number(givenSeconds)];
const hopSeconds = 0.5;
/** The first key frame comes, so that all streams begin with the same picture. */
const afterPackets = 200;
/** Of RTP, for video. */
const clockRate = 90_000;
const limits = [0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1];

interface Condition {
  readonly name: string;
  readonly impairment: Impairment;
}
const random = (share: number): Condition => ({
  name: `${share * 100} %`,
  impairment: { seed: 7, afterPackets, lossShare: share },
});
const bursts = (share: number): Condition => ({
  name: `${share * 100} % in bursts of 8`,
  impairment: { seed: 7, afterPackets, burst: burstsOf(share, 8) },
});
const conditions = [...[0.005, 0.01, 0.02, 0.05, 0.1].map(random), ...[0.01, 0.05].map(bursts)];

interface Streamed {
  readonly clips: readonly Clip[];
  readonly pictures: PictureCounts;
  readonly lost: number;
}
interface Job extends Condition {
  readonly packets: readonly Buffer[];
  readonly rule: LossRule;
}

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-loss-'));
const card = await readModelCard(join(root, 'models/demo'));
const recipe = await openRecipe(join(root, 'resources/recipes/coupling.yaml'), card);
const classifier = await openClassifier(card, {});
print(`${availableParallelism()} cores, ${cpus()[0]?.model.trim()}, load ${loadavg()[0]!.toFixed(1)}`);
try {
  for (const video of videos) for (const seconds of groupSeconds) await measure(video, seconds);
} finally {
  await classifier.close();
  rmSync(folder, { recursive: true });
}

async function measure(video: string, seconds: number): Promise<void> {
  const packets = encode(video, seconds);
  const without: Job = { packets, rule: 'conceal', ...random(0) };
  const jobs: Job[] = conditions.flatMap((condition) =>
    (['wait', 'conceal'] as const).map((rule) => ({ packets, rule, ...condition })),
  );
  const whole = await stream(without);
  const reference = await named(whole.clips);
  print(`\n## ${video}, a key frame every ${seconds} s, load ${loadavg()[0]!.toFixed(1)}`);
  print(
    `without loss: ${reference.length} windows, ${whole.pictures.shown} pictures, ${packets.length} packets, ` +
      `verdict ${verdictOf(whole.clips, reference, 1)}`,
  );
  print(
    '\n| loss | rule | packets lost | pictures shown, damaged, missing | judged | named alike | verdict |',
  );
  print('|---|---|---|---|---|---|---|');
  const byDamage: Record<string, { windows: number; alike: number }> = {};
  for (const job of jobs) {
    const { name, rule } = job;
    const { clips, pictures, lost } = await stream(job);
    const scores = await named(clips);
    const alike = clips.map((clip, k) => isAlike(clip, scores[k]!, whole.clips, reference));
    for (const [k, { damagedShare = 0 }] of clips.entries()) {
      const bin = `${rule} ${limits.find((limit) => damagedShare <= limit)}`;
      byDamage[bin] ??= { windows: 0, alike: 0 };
      byDamage[bin].windows += 1;
      byDamage[bin].alike += alike[k] ? 1 : 0;
    }
    const counted = [
      percent(lost / packets.length),
      `${pictures.shown}, ${pictures.damaged}, ${pictures.missing}`,
    ];
    for (const limit of rule === 'wait' ? [1, 0.05] : [1, 0.25, 0.1, 0.05]) {
      const judged = clips.flatMap(({ damagedShare = 0 }, k) => (damagedShare <= limit ? [k] : []));
      const right = judged.filter((k) => alike[k]).length;
      print(
        `| ${name} | ${limit === 1 ? rule : `${rule}, at most ${limit}`} | ${counted.join(' | ')} | ` +
          `${percent(judged.length / reference.length)} | ${percent(right / judged.length)} | ` +
          `${verdictOf(clips, scores, limit)} |`,
      );
    }
  }
  print('\n| rule, damaged or missing at most | windows | named alike |\n|---|---|---|');
  for (const [bin, { windows, alike }] of Object.entries(byDamage).sort()) {
    print(`| ${bin} | ${windows} | ${percent(alike / windows)} |`);
  }
}

/** The packets of a camera that films the video: about nine for a picture. */
function encode(video: string, seconds: number): readonly Buffer[] {
  const file = join(folder, `${video}-${seconds}.rtp`);
  mustRun('gst-launch-1.0', [
    ...['-q', 'filesrc', `location=${join(root, 'resources/demo', `${video}.mp4`)}`, '!', 'decodebin', '!'],
    ...['videoscale', '!', 'videorate', '!', 'video/x-raw,width=640,height=360,framerate=30/1', '!'],
    ...[
      'x264enc',
      'tune=zerolatency',
      'speed-preset=superfast',
      'bitrate=2000',
      `key-int-max=${seconds * 30}`,
    ],
    ...['!', 'h264parse', 'config-interval=-1', '!', 'rtph264pay', 'mtu=1200', '!', 'rtpstreampay', '!'],
    ...['filesink', `location=${file}`],
  ]);
  const bytes = readFileSync(file);
  const packets: Buffer[] = [];
  // Each after its length (RFC 4571).
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + bytes.readUInt16BE(at);
    packets.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return packets;
}

/** Packet by packet, as fast as it goes: what is lost depends on no clock, and neither does what is seen of it. */
async function stream({ packets, rule, impairment }: Job): Promise<Streamed> {
  const { width, height, frames } = card.input;
  const pipeline = new FramePipeline({
    description: [
      'appsrc name=packets format=time max-bytes=0 caps="application/x-rtp,media=video,clock-rate=90000,encoding-name=H264"',
      'rtph264depay ! h264parse',
      decoder,
      describeBranches({ size: { width, height }, live: false, paced: false, software: true }),
    ].join(' ! '),
    properties: [],
    software: true,
  });
  if (rule === 'wait') pipeline.native.leaveOutDamaged();
  pipeline.native.setState('playing');
  const nextFate = createImpairment(impairment);
  const first = packets[0]!.readUInt32BE(4);
  let lost = 0;
  for (const packet of packets) {
    if (nextFate().copies === 0) lost += 1;
    else
      pipeline.native.pushEncoded('packets', packet, (packet.readUInt32BE(4) - first) / clockRate, 0, true);
  }
  pipeline.native.endStream('packets');
  const windows = new WindowAssembler({ seconds: card.window.seconds, hopSeconds }, frames);
  const clips: Clip[] = [];
  for (;;) {
    const frame = await pipeline.pull(sourceElements.networkSink);
    if (frame === null) break;
    const { data, presentationSeconds, damage, missingBefore } = frame;
    clips.push(...windows.push({ data, presentationSeconds: presentationSeconds!, damage, missingBefore }));
  }
  clips.push(...windows.finish());
  const { pictures } = pipeline.native.streamStatistics();
  await pipeline.stop();
  return { clips, pictures: pictures!, lost };
}

async function named(clips: readonly Clip[]): Promise<WindowScores[]> {
  const scores: WindowScores[] = [];
  for (const clip of clips) scores.push(await classifier.classify(clip));
  return scores;
}

/** Whether the window of the same time has the same name without loss. */
function isAlike(
  { startSeconds }: Clip,
  { probabilities }: WindowScores,
  whole: readonly Clip[],
  reference: readonly WindowScores[],
): boolean {
  const same = whole.findIndex((clip) => Math.abs(clip.startSeconds - startSeconds) < hopSeconds / 2);
  return same >= 0 && argmax(reference[same]!.probabilities) === argmax(probabilities);
}

/** As a station says it of a camera: what becomes of the part, and how many of its steps are not `ok`. */
function verdictOf(clips: readonly Clip[], scores: readonly WindowScores[], limit: number): string {
  const known = recognitionModelOf(card, classifier.choice);
  const makeChecker = (mayJoin: boolean) => createChecker(recipe, known, { mayJoin });
  const judge = new PartJudge(new JudgingPlans({ makeChecker }), { isLive: true });
  const events = clips.flatMap(({ damagedShare = 0, startSeconds, endSeconds }, k) => {
    if (damagedShare <= limit) return judge.push(scores[k]!);
    judge.pushUnseen({ startSeconds, endSeconds });
    return [];
  });
  const parts = [...events, ...judge.finish()].flatMap((event) => {
    if (event.type === 'partAborted') return [`no verdict: ${event.reason}`];
    if (event.type !== 'partEnded') return [];
    const wrong = event.steps.filter(({ status }) => status !== 'ok');
    return [wrong.length === 0 ? event.verdict : `${event.verdict} (${wrong.length})`];
  });
  return parts.join(', ') || 'no part';
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
