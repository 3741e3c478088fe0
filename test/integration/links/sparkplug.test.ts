// A station as an edge node of Sparkplug B: births, deaths, data by alias, and a rebirth on command.
import protobuf from 'protobufjs';
import { beforeAll, expect, it } from 'vitest';
import { type Heard, PlantListener, TestBroker } from '../../plant/broker.ts';
import { mqttLink } from '../../plant/link-settings.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();

/** As a host reads it, from the specification and not from the code under test. */
const payloadType = protobuf
  .parse(
    `syntax = "proto2";
     message Payload { optional uint64 timestamp = 1; repeated Metric metrics = 2; optional uint64 seq = 3; }
     message Metric { optional string name = 1; optional uint64 alias = 2; optional uint64 timestamp = 3; optional uint32 datatype = 4;
       optional bool is_historical = 5; optional bool is_null = 7; optional uint32 int_value = 10; optional uint64 long_value = 11;
       optional float float_value = 12; optional double double_value = 13; optional bool boolean_value = 14; optional string string_value = 15; }`,
  )
  .root.lookupType('Payload');

interface Read {
  readonly type: string;
  readonly seq: number | undefined;
  readonly metrics: readonly Record<string, unknown>[];
}

function read({ topic, payload }: Heard): Read {
  const { seq, metrics = [] } = payloadType.toObject(payloadType.decode(payload), { longs: Number });
  return { type: topic.split('/')[2]!, seq, metrics };
}

beforeAll(() => {
  makeParts(at('bad.mp4'), ['red', 'blue']);
});

it('a Sparkplug node is born, tells parts by alias, is born again on command, and dies', async () => {
  await using broker = await TestBroker.start();
  await using plant = await PlantListener.connect(broker);
  const engine = await open('node');
  const link = mqttLink(broker.port, {
    format: 'sparkplug',
    group: 'plant',
    station: 'bench3',
    steps: false,
  });
  await engine.request('changeSettings', { links: [link] });
  await engine.until('linkState', ({ state }) => state === 'connected');
  const topic = (type: string): string =>
    `spBv1.0/plant/${type}/bench3${type.startsWith('D') ? '/checker' : ''}`;
  const birth = read(await plant.until((one) => one.topic === topic('NBIRTH')));
  const device = read(await plant.until((one) => one.topic === topic('DBIRTH')));
  expect(birth).toMatchObject({ seq: 0 });
  expect(birth.metrics).toContainEqual(expect.objectContaining({ name: 'bdSeq', longValue: 0, datatype: 8 }));
  expect(birth.metrics).toContainEqual(
    expect.objectContaining({ name: 'Node Control/Rebirth', booleanValue: false, datatype: 11 }),
  );
  expect(device.seq).toBe(1);
  const aliases = device.metrics.map(({ alias }) => alias);
  expect(new Set(aliases).size).toBe(aliases.length);
  const alias = device.metrics.find(({ name }) => name === 'Part/Verdict')!.alias;

  await engine.request('openSource', { source: at('bad.mp4') });
  const isVerdict = (one: Heard): boolean =>
    one.topic === topic('DDATA') && read(one).metrics.some((metric) => metric.alias === alias);
  const told = read(await plant.until(isVerdict));
  expect(told.metrics.find((metric) => metric.alias === alias)).toMatchObject({ stringValue: 'fail' });
  expect(told.metrics.every(({ name }) => name === undefined)).toBe(true);
  const numbers = plant.heard.filter((one) => one.topic.includes('bench3')).map((one) => read(one).seq);
  expect(numbers).toEqual(numbers.map((_, index) => index % 256));

  const since = plant.heard.length;
  const rebirth = payloadType.encode(
    payloadType.fromObject({
      timestamp: Date.now(),
      metrics: [{ name: 'Node Control/Rebirth', datatype: 11, booleanValue: true }],
    }),
  );
  plant.client.publish(topic('NCMD'), Buffer.from(rebirth.finish()), { qos: 1 });
  expect(read(await plant.until((one) => one.topic === topic('NBIRTH'), since)).seq).toBe(0);
  await plant.until((one) => one.topic === topic('DBIRTH'), since);

  const before = plant.heard.length;
  await engine.kill();
  const death = read(await plant.until((one) => one.topic === topic('NDEATH'), before));
  expect(death.seq).toBeUndefined();
  expect(death.metrics).toMatchObject([{ name: 'bdSeq', longValue: 0 }]);
  const again = await open('node');
  await again.until('linkState', ({ state }) => state === 'connected');
  const next = read(await plant.until((one) => one.topic === topic('NBIRTH'), before));
  expect(next.metrics).toContainEqual(expect.objectContaining({ name: 'bdSeq', longValue: 1 }));
});
