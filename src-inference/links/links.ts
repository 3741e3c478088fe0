// The connections of a station, as the engine sees them. Nothing here waits for a connection, and nothing that happens to one
// reaches the event path.
import {
  type EngineEvent,
  type LinkCondition,
  type LinkSetting,
  linkTarget,
  type NumberedEvent,
  type PartIdentity,
  type PlainStationError,
  type RolloutOrder,
  StationError,
  type StationSnapshot,
  toStationError,
} from '../contract/index.ts';
import { LinksThread } from './thread/links-thread.ts';
import type {
  FollowedLink,
  LinkReport,
  LinksMessage,
  LinksRequest,
  LinksSetup,
  Question,
} from './thread/thread-messages.ts';

export interface LinksOptions extends LinksSetup {
  readonly snapshot: () => StationSnapshot;
  readonly publish: (event: EngineEvent) => void;
  /** The plant says which part comes next. @param by Which connection said it. */
  readonly identify: (identity: PartIdentity | null, by: string) => void;
  /** A client of a connection asks for something. @param by Which connection, and which of its users. */
  readonly perform: (question: Question, by: string) => Promise<unknown>;
  /** The plant wants these rollouts of the station. */
  readonly ordered: (link: string, orders: readonly RolloutOrder[]) => void;
  /** Files of a rollout are there and checked, or never will be. */
  readonly fetched: (rollout: string, error: PlainStationError | null) => void;
  /** Path of the file that the thread runs; left out: the built one. */
  readonly file?: string;
}

/** Events that come often, and change nothing that a receiver is told. */
const unheard: ReadonlySet<EngineEvent['type']> = new Set([
  'windowClassified',
  'progress',
  'jobProgress',
  'actionStarted',
  'trainingProgress',
  'teachingChanged',
  'linkState',
  'linkBacklog',
]);

export class Links {
  private readonly options: LinksOptions;
  private thread: LinksThread | null = null;
  private settings: readonly FollowedLink[] = [];
  private readonly told = new Map<
    string,
    { state: LinkCondition; error: string; lost: number; waiting: number }
  >();
  private readonly tests = new Map<number, (error: PlainStationError | null) => void>();
  private nextTest = 1;
  private isClosed = false;

  constructor(options: LinksOptions) {
    this.options = options;
  }

  /**
   * @param settings With secrets; all of them.
   * @param since When they were saved: a connection that is new hears of what happens from then on.
   */
  follow(settings: readonly LinkSetting[], since: Date): void {
    const enabled = settings
      .filter((one) => one.enabled)
      .map((one) => ({ ...one, since: this.sinceOf(one.id) ?? since.toISOString() }));
    for (const id of this.told.keys()) if (!enabled.some((one) => one.id === id)) this.told.delete(id);
    const wasIdle = this.settings.length === 0;
    this.settings = enabled;
    if (enabled.length === 0 && wasIdle) return;
    if (this.thread === null) this.startThread();
    else this.thread.send({ kind: 'follow', links: enabled });
  }

  /** Called for every event, and returns at once. */
  notice(event: NumberedEvent): void {
    if (this.thread === null || unheard.has(event.event.type)) return;
    this.thread.send({ kind: 'event', event });
  }

  /** @throws StationError that says what is wrong with the connection. */
  async test(link: LinkSetting): Promise<void> {
    if (this.isClosed) throw stopped('The station is being closed.');
    const thread = this.thread ?? this.startThread();
    const id = this.nextTest++;
    const error = await new Promise<PlainStationError | null>((resolve) => {
      this.tests.set(id, resolve);
      if (!thread.send({ kind: 'test', id, link })) this.failTests('the connections are begun anew');
    });
    if (error !== null) throw StationError.from(error);
  }

  /** Resolves when signals are off and receivers were told, or when that took too long. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.thread?.close();
    this.thread = null;
    this.failTests('The station is being closed.');
  }

  /** Of a connection that goes on. */
  private sinceOf(id: string): string | undefined {
    return this.settings.find((one) => one.id === id)?.since;
  }

  private startThread(): LinksThread {
    const { record, evidence, rollouts, outbox, snapshot, file } = this.options;
    this.thread = new LinksThread({
      setup: { record, evidence, rollouts, outbox },
      ...(file !== undefined && { file }),
      greet: (): readonly LinksRequest[] => [
        { kind: 'snapshot', snapshot: snapshot() },
        { kind: 'follow', links: this.settings },
      ],
      onMessage: (message) => this.hear(message),
      onLost: (reason) => this.lost(reason),
    });
    return this.thread;
  }

  private hear(message: LinksMessage): void {
    switch (message.kind) {
      case 'report':
        return this.tell(message.report);
      case 'tested':
        this.tests.get(message.id)?.(message.error);
        this.tests.delete(message.id);
        return;
      case 'identify': {
        const spec = this.settings.find(({ id }) => id === message.link)?.spec;
        if (spec) this.options.identify(message.identity, linkTarget(spec));
        return;
      }
      case 'ask':
        return void this.answer(message);
      case 'ordered':
        return this.options.ordered(message.link, message.orders);
      case 'fetched':
        return this.options.fetched(message.rollout, message.error);
      case 'outboxDamaged':
        return this.tellAll(stopped('The file with the messages that waited was damaged: they are lost.'));
      case 'heartbeat':
        return;
      default:
        return message satisfies never;
    }
  }

  private async answer({ id, link, question }: Extract<LinksMessage, { kind: 'ask' }>): Promise<void> {
    const { thread } = this;
    const spec = this.settings.find((one) => one.id === link)?.spec;
    if (!spec) return;
    const by = [linkTarget(spec), question.user].filter((known) => known !== null).join(', ');
    try {
      const output = await this.options.perform(question, by);
      thread?.send({ kind: 'answer', id, output, error: null });
    } catch (thrown) {
      thread?.send({ kind: 'answer', id, output: null, error: toStationError(thrown).toJSON() });
    }
  }

  private lost(reason: string): void {
    this.tellAll(stopped(`The connections were lost and begin again: ${reason}.`));
    this.failTests(reason);
  }

  private tellAll(error: StationError): void {
    for (const { id } of this.settings) {
      const { lost = 0, waiting = 0 } = this.told.get(id) ?? {};
      this.tell({ link: id, state: 'failed', error: error.toJSON(), lost, waiting });
    }
  }

  /** Publishes what has changed. */
  private tell({ link, state, error, lost, waiting }: LinkReport): void {
    const kind = this.settings.find(({ id }) => id === link)?.spec.kind;
    if (kind === undefined || this.isClosed) return;
    const before = this.told.get(link);
    const now = { state, error: error ? `${error.code} ${error.message}` : '', lost, waiting };
    this.told.set(link, now);
    if (before?.state !== state || before.error !== now.error || before.lost !== lost) {
      this.options.publish({ type: 'linkState', link, kind, state, error, lost });
    }
    if ((before?.waiting ?? 0) !== waiting) {
      this.options.publish({ type: 'linkBacklog', link, waiting });
    }
  }

  private failTests(reason: string): void {
    for (const give of this.tests.values()) give(stopped(`The test was broken off: ${reason}.`).toJSON());
    this.tests.clear();
  }
}

function stopped(message: string): StationError {
  return new StationError('link_stopped', message, {
    hint: 'Wait a moment. If it happens again, export a support bundle.',
  });
}
