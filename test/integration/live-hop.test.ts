// The hop of a live source on a machine that is too slow for it: real windows, real networks, and a clock of the test.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineEvent, type LiveHop, parseSource } from '../../src-inference/contract/index.ts';
import type { Frame, FrameSource } from '../../src-inference/media/index.ts';
import { type ModelCard, openClassifier, readModelCard } from '../../src-inference/model/index.ts';
import { createNumbering, EventLog } from '../../src-inference/station/event-log.ts';
import { InferenceTimer } from '../../src-inference/station/inference-timer.ts';
import { JudgingPlans } from '../../src-inference/station/judging-plans.ts';
import { LivePace } from '../../src-inference/station/network-pace.ts';
import { PartNumbers } from '../../src-inference/station/part-numbers.ts';
import { makePlan } from '../../src-inference/station/plan.ts';
import { Run } from '../../src-inference/station/run.ts';
import { Station } from '../../src-inference/station/station.ts';
import { makeColours } from '../media-files.ts';
import { colourCard, makeColourModel } from '../onnx-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-hop-'));
afterAll(() => rmSync(folder, { recursive: true }));
const video = join(folder, 'red.mp4');
beforeAll(() => {
  makeColours(video, [['red', 90]]);
});

/** Each reading is so much later: it is read when a clip is asked for and when it is answered. */
function clockOf(millisecondsForClip: number) {
  const clock = { millisecondsForClip, now: 0 };
  return { clock, read: () => (clock.now += clock.millisecondsForClip) };
}

/** @param card A change of the card. */
async function openModel(name: string, card: (text: string) => string = (text) => text) {
  const model = await readModelCard(makeColourModel(join(folder, name), card(colourCard)));
  const classifier = await openClassifier(model);
  const options = { recipe: null, policy: null, minProbability: null, hopSeconds: null };
  return { card: model, classifier, plan: makePlan(options, model, classifier.choice) };
}

function openEventLog() {
  const events: EngineEvent[] = [];
  let look = (): void => undefined;
  const eventLog = new EventLog({
    numbering: createNumbering(() => new Date()),
    record: null,
    async port({ event }) {
      events.push(event);
      look();
    },
  });
  const until = (isThere: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        if (isThere()) resolve();
      };
      look();
    });
  return { events, eventLog, until };
}

const hopsIn = (events: readonly EngineEvent[]): LiveHop[] =>
  events.flatMap((event) => (event.type === 'hopState' ? [event.hop] : []));
const startsIn = (events: readonly EngineEvent[]): number[] =>
  events.flatMap((event) => (event.type === 'windowClassified' ? [event.startSeconds] : []));

function expectMultiples(starts: readonly number[], hopSeconds: number): void {
  for (const start of starts) {
    const hops = (start - starts[0]!) / hopSeconds;
    expect(hops).toBeCloseTo(Math.round(hops));
  }
}

describe('a station', () => {
  async function watch(millisecondsForClip: number, source: string, windows: number, card?: typeof slowHop) {
    const { read } = clockOf(millisecondsForClip);
    const { events, eventLog, until } = openEventLog();
    const station = new Station({ eventLog, monotonicMilliseconds: read });
    await station.takeModel(await openModel(`station ${millisecondsForClip}`, card));
    await station.openSource(parseSource(source));
    await until(() => startsIn(events).length >= windows);
    await station.close();
    return { hop: hopsIn(events), starts: startsIn(events) };
  }
  const slowHop = (text: string) => text.replace('hopSeconds: 0.25', 'hopSeconds: 0.5');

  it('takes a live source with the next hop that its network can keep, and says so', async () => {
    const { hop, starts } = await watch(600, 'test:ball#width=64&height=48&fps=30', 3, slowHop);
    expect(hop).toEqual([{ wantedSeconds: 0.5, seconds: 0.75, networkSeconds: 0.6, reason: 'slowNetwork' }]);
    // A busy machine may drop a window.
    expectMultiples(starts, 0.75);
  });

  it('keeps the hop of the model where the network is fast enough', async () => {
    const { hop, starts } = await watch(200, 'test:ball#width=64&height=48&fps=30', 3);
    expect(hop).toEqual([{ wantedSeconds: 0.25, seconds: 0.25, networkSeconds: 0.2, reason: 'asWanted' }]);
    expectMultiples(starts, 0.25);
  });

  it('never changes the hop of a file', async () => {
    const { hop, starts } = await watch(5000, `file:${video}`, 9);
    expect(hop).toEqual([]);
    expect(starts).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]);
  });
});

describe('a network that must see every picture', () => {
  it('keeps its hop, and the station says that windows will be dropped', async () => {
    const timer = new InferenceTimer(clockOf(1300).read);
    const { card, classifier } = await openModel('state');
    const state = [{ input: 'before', output: 'after' }] as unknown as ModelCard['input']['state'];
    const withState = { ...card, input: { ...card.input, state } };
    const live = await LivePace.measure(timer, { card: withState, classifier: timer.around(classifier) });
    expect(live.hopFor(1)).toEqual({ wantedSeconds: 1, seconds: 1, networkSeconds: 1.3, reason: 'fixed' });
    expect(live.isTooSlowFor(1)).toBe(false);
    await classifier.close();
  });
});

describe('a network that an inference server may run', () => {
  it('has the hop of the place where it runs', async () => {
    const { clock, read } = clockOf(100);
    const timer = new InferenceTimer(read);
    const { card, classifier: network } = await openModel('moves');
    const classifier = timer.around(network);
    const live = await LivePace.measure(timer, { card, classifier });
    expect(live.moveTo('server')).toBe(false);
    clock.millisecondsForClip = 400;
    const frames = Array(4).fill(new Uint8Array(16 * 16 * 3));
    for (let i = 0; i < 5; i++) await classifier.classify({ startSeconds: i, endSeconds: i + 1, frames });
    expect(live.isTooSlowFor(0.25)).toBe(true);
    expect(live.hopFor(0.25).seconds).toBe(0.5);
    expect(live.moveTo('cpu')).toBe(true);
    expect(live.hopFor(0.25).seconds).toBe(0.25);
    expect(live.moveTo('server')).toBe(true);
    expect(live.hopFor(0.25).seconds).toBe(0.5);
    await classifier.close();
  });
});

describe('a run', () => {
  const framesPerSecond = 8;

  /** Sends frames when the test says so, all at once: faster than any network answers. */
  function openCamera() {
    const queue: Frame[] = [];
    let sent = 0;
    let isClosed = false;
    let look = (): void => undefined;
    const send = (count: number): void => {
      for (const last = sent + count; sent < last; sent++) {
        const seconds = sent / framesPerSecond;
        const data = new Uint8Array(16 * 16 * 3);
        const times = { presentationSeconds: seconds, runningSeconds: seconds, captureSeconds: seconds };
        queue.push({ data, width: 16, height: 16, ...times, after: null });
      }
      look();
    };
    const source: FrameSource = {
      info: { name: 'camera', width: 16, height: 16, durationSeconds: null, framesPerSecond, codec: null },
      format: null,
      stream: null,
      async *frames() {
        while (!isClosed) {
          const frame = queue.shift();
          if (frame) yield frame;
          else await new Promise<void>((resolve) => (look = resolve));
        }
      },
      pause: () => undefined,
      resume: () => undefined,
      seek: () => undefined,
      retry: () => false,
      async close() {
        isClosed = true;
        look();
      },
    };
    return { source, send };
  }

  async function start(name: string) {
    const { clock, read } = clockOf(100);
    const timer = new InferenceTimer(read);
    const { card, classifier: network, plan } = await openModel(name);
    const classifier = timer.around(network);
    const live = await LivePace.measure(timer, { card, classifier });
    const { events, eventLog, until } = openEventLog();
    const { source, send } = openCamera();
    const plans = new JudgingPlans(plan);
    const rest = {
      spec: parseSource('test:ball'),
      onPlanChanged: () => undefined,
      monotonicSeconds: () => 0,
      resume: null,
      firstPart: null,
      picture: null,
      numbers: new PartNumbers(),
    };
    const describeSource = () => source.info;
    const run = new Run({ source, describeSource, live, card, classifier, plans, eventLog, ...rest });
    /** Resolves when so many windows of the frames are judged. */
    const judge = async (frames: number, windows = 1): Promise<void> => {
      const before = startsIn(events).length;
      const progress = (): number => events.filter(({ type }) => type === 'progress').length;
      send(frames);
      await until(() => progress() === before + windows);
    };
    const end = async (): Promise<void> => {
      await run.stop('stopped');
      await classifier.close();
    };
    await judge(framesPerSecond);
    return { clock, events, judge, end };
  }
  const droppedIn = (events: readonly EngineEvent[]): number[] =>
    events.flatMap((event) => (event.type === 'windowsDropped' ? [event.count] : []));

  it('takes a longer hop when windows are dropped and the last ones took too long', async () => {
    const { clock, events, judge, end } = await start('slower');
    clock.millisecondsForClip = 400;
    for (let i = 0; i < 5; i++) await judge(2);
    expect(droppedIn(events)).toEqual([]);
    await judge(8, 2);
    expect(droppedIn(events)).toEqual([2]);
    expect(hopsIn(events)).toEqual([
      { wantedSeconds: 0.25, seconds: 0.25, networkSeconds: 0.1, reason: 'asWanted' },
      { wantedSeconds: 0.25, seconds: 0.5, networkSeconds: 0.4, reason: 'droppedWindows' },
    ]);
    await judge(8);
    for (let i = 0; i < 3; i++) await judge(4);
    const [first, ...others] = startsIn(events).slice(-4);
    expect(others.map((start) => start - first!)).toEqual([0.5, 1, 1.5]);
    await end();
  });

  it('keeps its hop when many frames come at once and the network is fast', async () => {
    const { events, judge, end } = await start('burst');
    for (let i = 0; i < 5; i++) await judge(2);
    await judge(8, 2);
    expect(droppedIn(events)).toEqual([2]);
    expect(hopsIn(events).length).toBe(1);
    await end();
  });
});
