// A process with many stations that make parts: journals, outboxes and connections are real, engines are not. The parent says how
// many with a message; it hears which parts ended, and how much processor time that took.
import { appendFileSync, mkdirSync, statSync } from 'node:fs';
import type {
  EngineEvent,
  JudgedStep,
  LinkSpec,
  StationSnapshot,
  Verdict,
} from '../../src-inference/contract/index.ts';
import { dayOf, journalPath } from '../../src-inference/record/index.ts';
import { FedStation } from './fed-station.ts';

export interface SimulationOrder {
  readonly stations: number;
  readonly seconds: number;
  readonly partsPerHour: number;
  /** The name of the station is filled in. */
  readonly links: readonly Extract<LinkSpec, { readonly station: string }>[];
}

export type SimulationReport =
  | { readonly kind: 'begun' }
  | { readonly kind: 'made'; readonly ids: readonly string[]; readonly outboxBytes: number }
  | {
      readonly kind: 'drained';
      readonly lost: number;
      readonly cpuSeconds: number;
      readonly megabytes: number;
    };

const labels = ['base', 'gasket', 'cover', 'screw 1', 'screw 2', 'screw 3', 'label', 'press'] as const;
/** Of its time a part is worked on; then the next one is fetched. */
const workShare = 0.85;
const recipe = {
  state: 'ready',
  name: 'pump',
  info: { title: 'Pump', targetCycleSeconds: 50, steps: labels },
};
const working = {
  model: { state: 'ready', info: { name: 'pump net' } },
  recipe,
  source: { text: 'rtsp://camera/line', live: true, state: 'playing' },
} as unknown as Partial<StationSnapshot>;

class SimulatedStation extends FedStation {
  readonly made: string[] = [];
  private sequence = 0;
  private parts = 0;

  async work(name: string, order: SimulationOrder, until: number): Promise<void> {
    mkdirSync(this.record);
    this.journal({ type: 'recipeState', recipe, next: null });
    this.journal({
      type: 'runStarted',
      source: { name: 'rtsp://camera/line' },
      model: 'pump net',
      recipe: 'pump',
    });
    this.start(
      order.links.map((spec) => ({ ...spec, station: name })),
      working,
    );
    const each = 3_600_000 / order.partsPerHour;
    await sleep(Math.random() * each);
    while (Date.now() + each < until) await this.makePart(each);
  }

  private async makePart(milliseconds: number): Promise<void> {
    const part = ++this.parts;
    const begun = performance.now() / 1000;
    const id = this.publish({ type: 'partStarted', part, atSeconds: begun, code: `${part}` });
    const steps: JudgedStep[] = [];
    for (const [place, label] of labels.entries()) {
      await sleep((milliseconds * workShare) / labels.length);
      const step = judged(place, label, performance.now() / 1000);
      steps.push(step);
      this.publish({ type: 'stepJudged', part, step, amends: false, next: null });
    }
    const verdict: Verdict = steps.some(({ status }) => status !== 'ok') ? 'fail' : 'pass';
    const atSeconds = performance.now() / 1000;
    this.made.push(id);
    this.publish({ type: 'partEnded', part, atSeconds, verdict, cycleSeconds: atSeconds - begun, steps });
    await sleep(milliseconds * (1 - workShare));
  }

  /** @returns When. */
  private publish(event: EngineEvent): string {
    const { at, sequence } = this.journal(event);
    this.take({ at, sequence, event });
    return at;
  }

  private journal(event: EngineEvent | ({ readonly type: string } & Readonly<Record<string, unknown>>)): {
    readonly at: string;
    readonly sequence: number;
  } {
    const at = new Date().toISOString();
    const sequence = ++this.sequence;
    const { type, ...rest } = event;
    appendFileSync(
      journalPath(this.record, dayOf(new Date())),
      `${JSON.stringify({ type, at, seq: sequence, ...rest })}\n`,
    );
    return { at, sequence };
  }
}

function judged(place: number, label: string, atSeconds: number): JudgedStep {
  const isMissed = Math.random() < 0.01;
  return {
    index: place + 1,
    expected: label,
    label: isMissed ? null : label,
    status: isMissed ? 'missed' : 'ok',
    startSeconds: isMissed ? null : atSeconds - 4,
    endSeconds: isMissed ? null : atSeconds,
    probability: isMissed ? null : 0.97,
    reason: null,
    remark: '',
    severity: isMissed ? 'fail' : 'pass',
    evidence: null,
  };
}

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
const tell = (report: SimulationReport): void => void process.send!(report);

process.once('message', async (order: SimulationOrder) => {
  tell({ kind: 'begun' });
  const until = Date.now() + order.seconds * 1000;
  const stations = Array.from({ length: order.stations }, () => new SimulatedStation());
  const name = (place: number): string => `bench ${String(place + 1).padStart(3, '0')}`;
  await Promise.all(stations.map((station, place) => station.work(name(place), order, until)));
  const outboxBytes = stations.reduce((sum, { outbox }) => sum + statSync(outbox).size, 0);
  tell({
    kind: 'made',
    ids: stations.flatMap(({ made }, place) => made.map((id) => `${name(place)} ${id}`)),
    outboxBytes,
  });
  await Promise.all(
    stations.flatMap((station) =>
      order.links.map((_, link) =>
        station.until(({ state, waiting }) => state === 'connected' && waiting === 0, link),
      ),
    ),
  );
  const lost = stations.reduce((sum, { report }) => sum + report!.lost, 0);
  const { user, system } = process.cpuUsage();
  tell({
    kind: 'drained',
    lost,
    cpuSeconds: (user + system) / 1e6,
    megabytes: process.memoryUsage.rss() / 1e6,
  });
  await Promise.all(stations.map((station) => station[Symbol.asyncDispose]()));
  process.disconnect();
});
