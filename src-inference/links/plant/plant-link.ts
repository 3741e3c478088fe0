// Asks the plant what this station shall run, fetches it, and tells the plant what has become of it. What is done with it decides
// the engine: its rollouts come with the state of the station.
import {
  type PlantLinkSpec,
  type RolloutOrder,
  type RolloutReport,
  StationError,
  type StationRollout,
  type StationSnapshot,
  toStationError,
} from '../../contract/index.ts';
import { breakable, type LinkDriver, type LinkQueue, type LinkSession } from '../link-session.ts';
import { fetchVersion } from './fetch-version.ts';
import { versionFolder } from './paths.ts';
import { PlantApi } from './plant-api.ts';

/** @param folder Of what the plant rolls out. */
export function plantDriver(spec: PlantLinkSpec, folder: string): LinkDriver {
  return {
    async connect(queue) {
      const api = await PlantApi.open(spec);
      try {
        const { tag, orders } = await api.orders(null, AbortSignal.timeout(60_000));
        return new PlantSession(api, queue, folder, tag, orders);
      } catch (thrown) {
        api.close();
        throw thrown;
      }
    },
    async test() {
      const api = await PlantApi.open(spec);
      try {
        await api.orders(null, AbortSignal.timeout(60_000));
      } finally {
        api.close();
      }
    },
  };
}

/** Errors of a fetch that another try does not mend. */
const isForGood = ({ code }: StationError): boolean =>
  code === 'artifact_invalid' || code === 'disk_full' || code === 'record_unwritable';

class PlantSession implements LinkSession {
  readonly broken: Promise<never>;
  private readonly api: PlantApi;
  private readonly queue: LinkQueue;
  private readonly folder: string;
  private readonly fail: (error: StationError) => void;
  private readonly closing = new AbortController();
  private orders: readonly RolloutOrder[];
  private rollouts: readonly StationRollout[] = [];
  /** What the plant has heard, by rollout. */
  private readonly told = new Map<string, string>();
  private isWorking = false;
  private isAskedAgain = false;

  constructor(api: PlantApi, queue: LinkQueue, folder: string, tag: string, orders: readonly RolloutOrder[]) {
    const { broken, fail } = breakable();
    this.broken = broken;
    this.fail = fail;
    this.api = api;
    this.queue = queue;
    this.folder = folder;
    this.orders = orders;
    queue.ordered(orders);
    void this.ask(tag);
  }

  present({ rollouts }: StationSnapshot): void {
    if (rollouts === this.rollouts) return;
    this.rollouts = rollouts;
    this.wake();
  }

  wake(): void {
    this.isAskedAgain = true;
    if (!this.isWorking) void this.work();
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.api.close();
  }

  private async ask(first: string): Promise<void> {
    let tag = first;
    try {
      while (!this.closing.signal.aborted) {
        const next = await this.api.orders(tag, this.closing.signal);
        if (next.tag === tag) continue;
        tag = next.tag;
        this.orders = next.orders;
        this.queue.ordered(next.orders);
        this.wake();
      }
    } catch (thrown) {
      this.fail(toStationError(thrown));
    }
  }

  private async work(): Promise<void> {
    this.isWorking = true;
    try {
      while (this.isAskedAgain && !this.closing.signal.aborted) {
        this.isAskedAgain = false;
        await this.report();
        const order = this.wanted();
        if (order) await this.fetch(order);
      }
    } catch (thrown) {
      this.fail(toStationError(thrown));
    } finally {
      this.isWorking = false;
    }
  }

  private async report(): Promise<void> {
    const news = this.mine.map(reportOf).filter((one) => this.told.get(one.rollout) !== JSON.stringify(one));
    if (news.length === 0) return;
    await this.api.report(news);
    for (const one of news) this.told.set(one.rollout, JSON.stringify(one));
  }

  /** The one that the station waits for. */
  private wanted(): RolloutOrder | undefined {
    const rollout = this.mine.find(({ state }) => state === 'fetching');
    return this.orders.find((order) => order.rollout === rollout?.rollout && order.action === 'apply');
  }

  /** @throws StationError when the connection broke: it goes on after a pause. */
  private async fetch(order: RolloutOrder): Promise<void> {
    try {
      await fetchVersion(this.api, order, versionFolder(this.folder, order.artifact));
      this.queue.fetched(order.rollout, null);
    } catch (thrown) {
      const error = unwritableAsSuch(thrown);
      if (!isForGood(error)) throw error;
      this.queue.fetched(order.rollout, error.toJSON());
    }
  }

  private get mine(): readonly StationRollout[] {
    return this.rollouts.filter(({ link }) => link === this.queue.link);
  }
}

function reportOf({ rollout, action, state, error, editedHere, at }: StationRollout): RolloutReport {
  return { rollout, action, state, error, editedHere, at };
}

function unwritableAsSuch(thrown: unknown): StationError {
  const { code, path } = thrown as NodeJS.ErrnoException;
  if (thrown instanceof StationError || !path) return toStationError(thrown);
  return new StationError('record_unwritable', `"${path}" cannot be written (${code}).`, {
    where: path,
    hint: 'Allow the station to write there.',
    cause: thrown,
  });
}
