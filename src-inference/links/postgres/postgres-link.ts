// Parts and the present state to the plant's database (PostgreSQL): some messages in one transaction, which leave the outbox after
// its commit.
import { version } from '../../../package.json';
import type { PostgresLinkSpec, StationError, StationSnapshot } from '../../contract/index.ts';
import { breakable, type LinkDriver, type LinkQueue, type LinkSession } from '../link-session.ts';
import type { QueuedMessage } from '../outbox/outbox.ts';
import { QueueSender } from '../queue-sender.ts';
import { within } from '../within.ts';
import { databaseError, isForGood } from './database-errors.ts';
import { enter, tryEntering } from './enter.ts';
import { PlantDatabase } from './plant-database.ts';
import { StateReporter } from './state-reporter.ts';
import { writeMessages } from './write-messages.ts';

/** So many messages are in one transaction: a month of parts is there after minutes, and a state waits for tenths of a second. */
const atOnce = 100;
const goodbyeMilliseconds = 1000;

export function postgresDriver(spec: PostgresLinkSpec): LinkDriver {
  return {
    async connect(queue) {
      const database = await PlantDatabase.connect(spec);
      try {
        return new PostgresSession(database, queue, await enter(database, spec.station));
      } catch (thrown) {
        await database.close();
        throw databaseError(database.target, thrown);
      }
    },
    async test() {
      const database = await PlantDatabase.connect(spec);
      try {
        await tryEntering(database, spec.station);
      } catch (thrown) {
        throw databaseError(database.target, thrown);
      } finally {
        await database.close();
      }
    },
  };
}

class PostgresSession implements LinkSession {
  readonly broken: Promise<never>;
  private readonly database: PlantDatabase;
  private readonly sender: QueueSender;
  private readonly reporter: StateReporter;

  constructor(database: PlantDatabase, queue: LinkQueue, stationId: number) {
    const { broken, fail } = breakable();
    this.database = database;
    this.broken = Promise.race([database.broken, broken]);
    this.broken.catch(() => undefined);
    this.sender = new QueueSender({
      queue,
      atOnce,
      send: (messages) => deliver(database, queue, stationId, messages),
      fail,
    });
    this.reporter = new StateReporter({
      database,
      stationId,
      program: version,
      waiting: queue.waiting,
      fail,
    });
  }

  present(snapshot: StationSnapshot): void {
    this.reporter.present(snapshot);
  }

  wake(): void {
    this.sender.wake();
  }

  async close(): Promise<void> {
    this.sender.stop();
    this.reporter.stop();
    const late = (): Error => new Error('no answer');
    await within(goodbyeMilliseconds, this.reporter.sayGoodbye(), late).catch(() => undefined);
    await this.database.close();
  }
}

/** @throws StationError when the messages may not be there. */
async function deliver(
  database: PlantDatabase,
  queue: LinkQueue,
  stationId: number,
  queued: readonly QueuedMessage[],
): Promise<void> {
  /** @returns Why the database will never take them; null: it has them. */
  const write = async (some: readonly QueuedMessage[]): Promise<StationError | null> => {
    const messages = some.map(({ message }) => message);
    try {
      await database.atomically((query) => writeMessages(query, stationId, messages), 'COMMIT');
      return null;
    } catch (thrown) {
      const error = databaseError(database.target, thrown);
      if (isForGood(thrown)) return error;
      throw error;
    }
  };
  const reason = await write(queued);
  if (reason === null) return;
  const refused: QueuedMessage[] = [];
  for (const one of queued) if ((await write([one])) !== null) refused.push(one);
  // When none of several is taken, it is not the messages: they wait until somebody has mended the tables.
  if (refused.length === queued.length && queued.length > 1) throw reason;
  for (const one of refused) queue.giveUp(one);
}
