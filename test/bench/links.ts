// npx tsx test/bench/links.ts [--parts N] [--queued N] [--rounds N] [--seconds N]: what connections cost, with a real broker, a
// Modbus server, a web server and an OPC UA client:
//   the lag from the end of a part to each receiver;
//   how fast what waited is sent after an outage;
//   the time of the network for a window and the delay of its judgement, without connections, with all of them well, and with a
//   broker that hangs, a webhook that never answers and a Modbus server that is gone: a turn of so many seconds for each, in rounds.
// Two minutes: --parts 20 --queued 1000 --rounds 4 --seconds 5.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type {
  EngineEvent,
  LinkCondition,
  LinkSetting,
  NumberedEvent,
} from '../../src-inference/contract/index.ts';
import type { StationMessage } from '../../src-inference/links/messages/station-message.ts';
import { Outbox } from '../../src-inference/links/outbox/outbox.ts';
import { EngineOnWire } from '../engine-on-wire.ts';
import { makeColours } from '../media-files.ts';
import { makeColourModel } from '../onnx-models.ts';
import { freePort, PlantListener, TestBroker } from '../plant/broker.ts';
import { modbusLink, mqttLink, opcuaLink, webhookLink } from '../plant/link-settings.ts';
import { TestModbusServer } from '../plant/modbus-server.ts';
import { OpcuaClient } from '../plant/opcua-client.ts';
import { WebhookReceiver } from '../plant/webhook-receiver.ts';

const { values } = parseArgs({
  options: {
    parts: { type: 'string', default: '40' },
    queued: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '12' },
  },
});
const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-bench-links-'));
const at = (name: string): string => join(folder, name);
/** Nothing waits longer than this for a receiver. */
const patienceMilliseconds = 60_000;
const greenCoil = 1;

say(
  `${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]!.toFixed(1)}, Node ${process.version}`,
);
try {
  await timeLags(Number(values.parts));
  await timeDraining(Number(values.queued));
  await timeWindows(Number(values.rounds), Number(values.seconds));
  say(`load ${loadavg()[0]!.toFixed(1)} at the end`);
} finally {
  rmSync(folder, { recursive: true, maxRetries: 20 });
}

async function timeLags(count: number): Promise<void> {
  makeColourModel(at('model'));
  writeFileSync(at('rgb.yaml'), 'name: rgb\ntitle: Colours\nsteps: [red, green, blue]\n');
  const pause = ['black', 120] as const;
  const part = (['red', 'green', 'blue'] as const).flatMap((colour) => [
    [colour, 40] as const,
    ['black', 30] as const,
  ]);
  makeColours(at('warm-up.mp4'), [pause, ...part, pause]);
  makeColours(at('parts.mp4'), Array.from({ length: count }, () => [pause, ...part]).flat());
  await using broker = await TestBroker.start();
  await using plant = await PlantListener.connect(broker);
  await using modbus = await TestModbusServer.start();
  await using receiver = await WebhookReceiver.start(await freePort(), [200]);
  await using client = await OpcuaClient.start();
  const opcuaPort = await freePort();
  const engine = await open('lags', at('model'), at('rgb.yaml'));
  const links = [
    mqttLink(broker.port, { steps: false }),
    modbusLink(modbus.port),
    webhookLink(receiver.port),
    opcuaLink(opcuaPort),
  ];
  await engine.request('changeSettings', { links });
  await untilStates(engine, links, {});
  await client.connect(opcuaPort, at('client'));
  await client.ask('hear', { path: '/Objects/3:bench3', type: 'ResultReady', fields: ['2:ResultId'] });
  await run(engine, 'warm-up.mp4');
  await Promise.race([client.until(({ event }) => event === 'ResultReady'), late()]);
  const since = engine.events.length;
  await run(engine, 'parts.mp4');
  const events = engine.events.slice(since);
  const ended = events.filter(({ event }) => event.type === 'partEnded');
  const begun = events.filter(({ event }) => event.type === 'partStarted');
  const ids = begun.slice(0, ended.length).map((one) => one.at);
  await Promise.race([
    Promise.all([
      ...ids.map((id) =>
        plant.until(({ topic, payload }) => topic.endsWith('/part') && payload.includes(id)),
      ),
      receiver.untilPosted(ended.length + 1),
      client.until(({ fields }) => JSON.stringify(fields ?? '').includes(ids.at(-1)!)),
    ]),
    late(),
  ]);
  const lagOf = (
    find: (id: string, since: number) => { readonly at: number } | undefined,
  ): readonly number[] =>
    ended.flatMap((one, index) => {
      const since = Date.parse(one.at);
      const found = find(ids[index]!, since);
      return found ? [found.at - since] : [];
    });
  const kinds = {
    MQTT: lagOf((id) =>
      plant.heard.find(({ topic, payload }) => topic.endsWith('/part') && payload.includes(id)),
    ),
    webhook: lagOf((id) => receiver.posted.find(({ body }) => body.includes(`"part":"${id}"`))),
    // A part that begins at once leaves no time for the light.
    Modbus: lagOf((_, since) =>
      modbus.written.find(
        (one) => one.table === 'coil' && one.address === greenCoil && one.value === 1 && one.at >= since,
      ),
    ),
    'OPC UA': lagOf((id) => client.told.find(({ fields }) => JSON.stringify(fields ?? '').includes(id))),
  };
  say(`\nFrom the end of a part to the receiver, ${ended.length} parts as fast as the network goes:`);
  for (const [kind, lags] of Object.entries(kinds)) {
    say(`  ${kind.padEnd(8)} p50 ${quantile(lags, 0.5)} ms, p95 ${quantile(lags, 0.95)} ms (${lags.length})`);
  }
  await engine.stop();
}

/** What waits is put into the outbox of a station that is not running: making so many parts would take days. */
async function timeDraining(count: number): Promise<void> {
  const broker = await TestBroker.start();
  await broker.kill();
  const port = await freePort();
  const links = [mqttLink(broker.port), webhookLink(port)];
  const first = await open('drain', at('model'), at('rgb.yaml'));
  await first.request('changeSettings', { links });
  await first.until('linkState', ({ state }) => state === 'failed');
  await first.stop();
  const { outbox } = Outbox.open(at('drain/links/outbox.sqlite'));
  outbox.take(
    outbox.cursor!,
    Array.from({ length: count }, (_, place) => messageAt(place)),
    () => true,
  );
  outbox.close();
  await broker.start();
  await using plant = await PlantListener.connect(broker);
  await using receiver = await WebhookReceiver.start(port, [200]);
  const engine = await open('drain', at('model'), at('rgb.yaml'));
  const parts = () => plant.heard.filter(({ topic }) => topic.endsWith('/part'));
  await Promise.race([Promise.all([receiver.untilPosted(count), untilHeard(plant, count)]), late()]);
  say(
    `\nSent after an outage, ${count} results of 22 steps (${JSON.stringify(messageAt(0)).length} bytes), both at once:`,
  );
  for (const [kind, heard] of [
    ['MQTT', parts()],
    ['webhook', receiver.posted],
  ] as const) {
    const seconds = (heard.at(-1)!.at - heard[0]!.at) / 1000;
    say(
      `  ${kind.padEnd(8)} ${heard.length} in ${seconds.toFixed(1)} s: ${(heard.length / seconds).toFixed(0)} a second`,
    );
  }
  await engine.stop();
  await broker[Symbol.asyncDispose]();
}

/** Looks ten times a second: to look at each message through all of them would cost more than the sending. */
async function untilHeard(plant: PlantListener, count: number): Promise<void> {
  while (plant.heard.length < count) await pause(100);
}

function messageAt(place: number): StationMessage {
  const moment = new Date(Date.now() + place).toISOString();
  const step = {
    expected: null,
    status: 'ok',
    severity: 'pass',
    fromSeconds: 1,
    toSeconds: 3,
    probability: 0.99,
    remark: '',
  } as const;
  return {
    kind: 'part',
    key: `${moment}/${place}`,
    at: moment,
    part: moment,
    number: place,
    serial: `SN-${place}`,
    order: null,
    variant: null,
    operator: 'Ana',
    recipe: 'coupling',
    recipeTitle: 'Coupling',
    verdict: 'pass',
    abortReason: null,
    seconds: 60,
    cycleSeconds: 55,
    interrupted: false,
    seenFromStart: true,
    model: 'demo',
    source: 'camera',
    steps: Array.from({ length: 22 }, (_, index) => ({ ...step, index, label: `fasten screw ${index}` })),
  };
}

async function run(engine: EngineOnWire, video: string): Promise<void> {
  const since = engine.events.length;
  await engine.request('openSource', { source: at(video) });
  await engine.until('runEnded', () => true, since);
}

async function timeWindows(rounds: number, seconds: number): Promise<void> {
  await using broker = await TestBroker.start();
  await using modbus = await TestModbusServer.start();
  await using receiver = await WebhookReceiver.start(await freePort(), [200]);
  await using silent = await WebhookReceiver.start(await freePort(), ['hang']);
  const opcuaPort = await freePort();
  const engine = await open(
    'windows',
    join(root, 'models/demo'),
    join(root, 'resources/recipes/coupling.yaml'),
  );
  await engine.request('changeSettings', { hopSeconds: 0.5 });
  const video = join(root, 'resources/demo/good.mp4');
  await engine.request('openSource', { source: `file:${video}#pace=realTime&loop=true` });
  await engine.until('windowClassified');
  const well = [
    mqttLink(broker.port),
    modbusLink(modbus.port),
    webhookLink(receiver.port),
    opcuaLink(opcuaPort),
  ];
  const hanging = [
    mqttLink(broker.port),
    modbusLink(await freePort()),
    webhookLink(silent.port),
    opcuaLink(opcuaPort),
  ];
  const without = 'no connections';
  const states: readonly (readonly [string, readonly LinkSetting[]])[] = [
    [without, []],
    ['all connections well', well],
    ['broker hangs, webhook silent, Modbus gone', hanging],
  ];
  const measured = new Map<string, (readonly NumberedEvent[])[]>(states.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    // There and back: what changes steadily meanwhile meets all alike.
    for (const [name, links] of round % 2 === 0 ? states : states.toReversed()) {
      broker.goOn();
      await engine.request('changeSettings', { links });
      await untilStates(engine, links, links === hanging ? { modbus: 'failed' } : {});
      if (links === hanging) broker.hang();
      // The start of a connection is not meant.
      await pause(1000);
      const since = engine.events.length;
      await pause(seconds * 1000);
      measured.get(name)!.push(engine.events.slice(since));
    }
  }
  broker.goOn();
  say(`\nWindows of the demo network every 0.5 s, ${rounds} turns of ${seconds} s each:`);
  const delays = delaysOf(engine.events);
  const timesOf = (events: readonly NumberedEvent[]) =>
    events.flatMap(({ event }) => inferenceOf(event) ?? []);
  const base = measured.get(without)!.map((turn) => quantile(timesOf(turn), 0.5));
  for (const [name, turns] of measured) {
    const times = timesOf(turns.flat());
    const late = turns.flat().flatMap((event) => delays.get(event) ?? []);
    const ratios = turns.map((turn, round) => quantile(timesOf(turn), 0.5) / base[round]!);
    say(
      `  ${name.padEnd(42)} network p50 ${quantile(times, 0.5)} ms, p95 ${quantile(times, 0.95)} ms; ` +
        `against the turn without in its round × ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}; ` +
        `delay over the least p50 ${quantile(late, 0.5)} ms, p95 ${quantile(late, 0.95)} ms; ${late.length} windows`,
    );
  }
  await engine.stop();
}

/** How much later than the quickest of the same pass through the video each window is told, in milliseconds. */
function delaysOf(events: readonly NumberedEvent[]): ReadonlyMap<NumberedEvent, number> {
  const passes: [NumberedEvent, number][][] = [];
  let last = Number.POSITIVE_INFINITY;
  for (const numbered of events) {
    if (numbered.event.type !== 'windowClassified') continue;
    const { endSeconds } = numbered.event;
    if (endSeconds < last) passes.push([]);
    last = endSeconds;
    passes.at(-1)!.push([numbered, Date.parse(numbered.at) - endSeconds * 1000]);
  }
  return new Map(
    passes.flatMap((pass) => {
      const least = Math.min(...pass.map(([, delay]) => delay));
      return pass.map(([event, delay]) => [event, Math.round(delay - least)] as const);
    }),
  );
}

/**
 * @param others Kinds that are not to be connected.
 * @throws When it takes too long.
 */
async function untilStates(
  engine: EngineOnWire,
  links: readonly LinkSetting[],
  others: Readonly<Partial<Record<LinkSetting['spec']['kind'], LinkCondition>>>,
): Promise<void> {
  const end = performance.now() + patienceMilliseconds;
  for (;;) {
    const { links: found } = await engine.request('snapshot', null);
    const isAsWanted = ({ id, spec }: LinkSetting): boolean =>
      found.find(({ link }) => link === id)?.state === (others[spec.kind] ?? 'connected');
    if (links.every(isAsWanted)) return;
    if (performance.now() > end)
      throw new Error(`The connections do not get ready: ${JSON.stringify(found)}`);
    await pause(100);
  }
}

function inferenceOf(event: EngineEvent): number | null {
  return event.type === 'health' ? event.health.inferenceMilliseconds : null;
}

async function open(name: string, model: string, recipe: string): Promise<EngineOnWire> {
  const engine = new EngineOnWire();
  await engine.request('openWorkplace', {
    directory: at(name),
    defaults: { model, recipes: [recipe], folders: [folder, root] },
    source: null,
  });
  return engine;
}

function late(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMilliseconds).unref();
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function quantile(all: readonly number[], share: number): number {
  const sorted = all.toSorted((a, b) => a - b);
  return Number(
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(1),
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
