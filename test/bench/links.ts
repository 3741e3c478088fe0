// npx tsx test/bench/links.ts [--parts N] [--queued N] [--seconds N]: what connections cost, with a real broker, a Modbus server, a
// web server and an OPC UA client:
//   the lag from the end of a part to each receiver;
//   how fast what waited is sent after an outage;
//   the time of the network for a window and the delay of its judgement, without connections, with all of them well, and with a
//   broker that hangs, a webhook that never answers and a Modbus server that is gone, in turns.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { EngineEvent, LinkSetting } from '../../src-inference/contract/index.ts';
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
  await timeWindows(Number(values.seconds));
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
  for (const { id } of links)
    await engine.until('linkState', ({ link, state }) => link === id && state === 'connected');
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

interface Windows {
  readonly milliseconds: number[];
  readonly delays: number[];
}

async function timeWindows(seconds: number): Promise<void> {
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
  const gone = await freePort();
  const states: Readonly<Record<string, readonly LinkSetting[]>> = {
    'no connections': [],
    'all connections well': well,
    'broker hangs, webhook silent, Modbus gone': [
      mqttLink(broker.port),
      modbusLink(gone),
      webhookLink(silent.port),
      opcuaLink(opcuaPort),
    ],
  };
  const measured = new Map<string, Windows>();
  for (let round = 0; round < 2; round++) {
    for (const [name, links] of Object.entries(states)) {
      broker.goOn();
      await engine.request('changeSettings', { links });
      if (links.length > 0) {
        await Promise.race([
          engine.until(
            'linkState',
            ({ kind, state }) => kind === 'opcua' && state === 'connected',
            engine.events.length,
          ),
          late(),
        ]);
      }
      if (links.length > 0 && links !== well) broker.hang();
      const since = engine.events.length;
      await pause(seconds * 1000);
      add(measured, name, engine.events.slice(since));
    }
  }
  broker.goOn();
  say(`\nWindows of the demo network every 0.5 s, two turns of ${seconds} s each:`);
  const base = quantile(measured.get('no connections')!.milliseconds, 0.5);
  for (const [name, { milliseconds, delays }] of measured) {
    const median = quantile(milliseconds, 0.5);
    say(
      `  ${name.padEnd(42)} network median ${median} ms (× ${(median / base).toFixed(2)}), p95 ${quantile(milliseconds, 0.95)} ms; ` +
        `delay over the least: median ${quantile(delays, 0.5)} ms, p95 ${quantile(delays, 0.95)} ms; ${delays.length} windows`,
    );
  }
  await engine.stop();
}

/** The time of the network is measured once a second; the delay is how much later than the quickest a window is told. */
function add(measured: Map<string, Windows>, name: string, events: EngineOnWire['events']): void {
  const known = measured.get(name) ?? { milliseconds: [], delays: [] };
  const told = events.flatMap(({ event, at: moment }) =>
    event.type === 'windowClassified' ? [Date.parse(moment) - event.endSeconds * 1000] : [],
  );
  const least = Math.min(...told);
  known.delays.push(...told.map((one) => Math.round(one - least)));
  for (const { event } of events) {
    const time = inferenceOf(event);
    if (time !== null) known.milliseconds.push(time);
  }
  measured.set(name, known);
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
