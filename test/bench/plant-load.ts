// Many stations that feed one database: tsx test/bench/plant-load.ts [STATIONS] [SECONDS] [PARTS_PER_HOUR]
//
// A PostgreSQL server that syncs, a Mosquitto broker, and a process with the journals, outboxes and connections of all stations. After
// a third of the time the database is killed and started again after five seconds; after two thirds the broker is. The lag
// is the time from the end of a part to when another connection sees its row, which looks every 50 ms.
import { type ChildProcess, fork } from 'node:child_process';
import { on } from 'node:events';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { PlantListener, TestBroker } from '../plant/broker.ts';
import { mqttLink } from '../plant/link-settings.ts';
import { TestPostgres } from '../plant/postgres.ts';
import type { SimulationOrder, SimulationReport } from '../plant/simulated-stations.ts';
import { processesBelow, processorSecondsOf } from '../process-usage.ts';

const [stations = 200, seconds = 300, partsPerHour = 60] = process.argv.slice(2).map(Number);
const awaySeconds = 5;
/** What waits must be there so long after the last part. */
const mostDrainSeconds = 120;

interface Sight {
  readonly name: string;
  readonly started_at: Date;
  readonly ended_at: Date;
}

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const load = (): string => `load ${loadavg()[0]!.toFixed(1)}`;

await using server = await TestPostgres.start({ settings: [`max_connections=${stations + 20}`] });
await using broker = await TestBroker.start();
await using listener = await PlantListener.connect(broker);
say(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, ${load()}, Node ${process.version}`);
say(`${stations} stations, ${partsPerHour} parts an hour each, ${seconds} s`);

const outages: { from: number; to: number }[] = [];
const seenAt = new Map<string, { readonly at: number; readonly endedAt: number }>();
let databaseSeconds = 0;
let isLooking = true;
const looking = look();

const simulation = fork(join(import.meta.dirname, '../plant/simulated-stations.ts'), {
  execArgv: ['--import', 'tsx'],
});
const { spec: mqtt } = mqttLink(broker.port, { steps: false });
if (mqtt.kind !== 'mqtt') throw new Error('not a broker');
const order: SimulationOrder = {
  stations,
  seconds,
  partsPerHour,
  links: [server.link({ earlierDays: 1 }), mqtt],
};
simulation.send(order);
const reports = reportsOf(simulation);
await reports('begun');
const trouble = makeTrouble();
const made = await reports('made');
await trouble;
const drained = await Promise.race([reports('drained'), tooLate()]);
await sleep(500);
isLooking = false;
await looking;
databaseSeconds += usedByDatabase();

const [counts] = await server.rows<{ rows: number; different: number; counted: number; bytes: number }>(
  `SELECT count(*)::int AS rows, count(DISTINCT (station_id, started_at))::int AS different,
     (SELECT sum(pass + warn + fail + aborted)::int FROM stepwatch.part_hour) AS counted,
     (SELECT sum(pg_total_relation_size(c.oid))::int FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'stepwatch' AND c.relkind = 'r') AS bytes FROM stepwatch.part`,
);
const { rows, different, counted, bytes } = counts!;
const heard = listener.heard.filter(({ topic }) => topic.endsWith('/part'));
const heardParts = new Set(
  heard.map(({ payload }) => /"key":"[^"]+"/.exec(payload.toString())?.[0] + payload.toString().slice(0, 40)),
);
const lags = [...seenAt.values()].map(({ at, endedAt }) => ({ endedAt, lag: at - endedAt }));
const usual = lags.filter(({ endedAt }) => !outages.some(({ from, to }) => endedAt >= from && endedAt <= to));

say(
  `parts: ${made.ids.length} made, ${rows} rows, ${made.ids.filter((id) => !seenAt.has(id)).length} lost, ${rows - different} doubled, ${counted} counted`,
);
say(
  `lag: ${quantiles(usual.map(({ lag }) => lag))} of ${usual.length} parts that ended while the database ran`,
);
say(
  `lag: ${quantiles(lags.map(({ lag }) => lag))} of all ${lags.length}; the database was away for ${awayText()}`,
);
say(
  `broker: ${heardParts.size} of ${made.ids.length} parts heard, ${heard.length - heardParts.size} of them twice`,
);
say(
  `CPU: stations ${drained ? share(drained.cpuSeconds) : 'not drained'}, database ${share(databaseSeconds)} of one core`,
);
say(
  `stations: ${drained ? `${drained.lost} messages lost, ${drained.megabytes.toFixed(0)} MB` : `not drained after ${mostDrainSeconds} s`}`,
);
say(
  `sizes: ${Math.round(bytes / Math.max(1, rows))} bytes a part in the database, outboxes ${Math.round(made.outboxBytes / stations / 1024)} kB each`,
);
say(`${load()} at the end`);
process.exitCode = rows === made.ids.length && rows === different ? 0 : 1;
simulation.kill();

function tooLate(): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), mostDrainSeconds * 1000).unref();
  });
}

/** What another connection sees, and when. */
async function look(): Promise<void> {
  let since = new Date(0);
  while (isLooking) {
    const found = await server
      .rows<Sight & { received_at: Date }>(
        `SELECT name, started_at, ended_at, received_at FROM stepwatch.part JOIN stepwatch.station USING (station_id)
         WHERE received_at >= $1`,
        [since],
      )
      .catch(() => []);
    const at = Date.now();
    for (const { name, started_at, ended_at, received_at } of found) {
      const id = `${name} ${started_at.toISOString()}`;
      if (!seenAt.has(id)) seenAt.set(id, { at, endedAt: ended_at.getTime() });
      // A transaction that began before another one may be seen after it.
      since = new Date(Math.max(since.getTime(), received_at.getTime() - 5000));
    }
    await sleep(50);
  }
}

async function makeTrouble(): Promise<void> {
  await sleep((seconds * 1000) / 3);
  databaseSeconds += usedByDatabase();
  const from = Date.now();
  await server.kill();
  await sleep(awaySeconds * 1000);
  await server.start();
  outages.push({ from, to: Date.now() });
  await sleep(Math.max(0, (seconds * 1000) / 3 - awaySeconds * 1000));
  await broker.kill();
  await sleep(awaySeconds * 1000);
  await broker.start();
}

function usedByDatabase(): number {
  return [server.pid, ...processesBelow(server.pid)].reduce((sum, pid) => sum + processorSecondsOf(pid), 0);
}

function reportsOf(child: ChildProcess) {
  const messages = on(child, 'message') as AsyncIterableIterator<readonly [SimulationReport]>;
  return async <Kind extends SimulationReport['kind']>(
    kind: Kind,
  ): Promise<Extract<SimulationReport, { kind: Kind }>> => {
    for (;;) {
      const { value } = await messages.next();
      if (value[0].kind === kind) return value[0] as Extract<SimulationReport, { kind: Kind }>;
    }
  };
}

function quantiles(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): string =>
    `${((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0) / 1000).toFixed(2)} s`;
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)}`;
}

function share(cpuSeconds: number): string {
  return `${((100 * cpuSeconds) / seconds).toFixed(1)} %`;
}

function awayText(): string {
  return outages.map(({ from, to }) => `${((to - from) / 1000).toFixed(1)} s`).join(', ');
}
