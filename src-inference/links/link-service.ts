// All connections of a station, as their thread runs them: the outbox is filled from the journals, the present state comes from
// the events, and each connection takes what it needs.
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  addDays,
  type LinkCondition,
  type LinkSetting,
  localDay,
  type NumberedEvent,
  type StationError,
  type StationSnapshot,
  toStationError,
} from '../contract/index.ts';
import { driverOf } from './driver.ts';
import { LinkLoop } from './link-loop.ts';
import type { LinkPlaces } from './link-session.ts';
import { firstSnapshot, followEvent } from './messages/present-state.ts';
import type { EvidenceMessage, StationMessage } from './messages/station-message.ts';
import { EarlierDays } from './outbox/earlier-days.ts';
import { JournalTail } from './outbox/journal-tail.ts';
import { type NewLink, Outbox } from './outbox/outbox.ts';
import { Questions } from './questions.ts';
import type { Answer, FollowedLink, LinksMessage, LinksSetup } from './thread/thread-messages.ts';

interface RunningLink {
  readonly setting: LinkSetting;
  readonly loop: LinkLoop;
  state: LinkCondition;
  error: StationError | null;
}

const trimMilliseconds = 60_000;
/** How often the counts of waiting messages are told. */
const countMilliseconds = 1000;

export class LinkService {
  private readonly say: (message: LinksMessage) => void;
  private readonly places: LinkPlaces;
  private readonly outbox: Outbox;
  private readonly tail: JournalTail;
  private readonly earlierDays: EarlierDays;
  private readonly links = new Map<string, RunningLink>();
  private readonly timers: readonly NodeJS.Timeout[];
  private snapshot: StationSnapshot | null = null;
  private wanted: readonly FollowedLink[] = [];
  private readonly questions = new Questions();
  private following: Promise<void> = Promise.resolve();

  constructor(
    { record, outbox: path, evidence, rollouts }: LinksSetup,
    say: (message: LinksMessage) => void,
  ) {
    this.say = say;
    this.places = { record, folder: dirname(path), evidence, rollouts };
    const { outbox, wasDamaged } = Outbox.open(path);
    this.outbox = outbox;
    if (wasDamaged) say({ kind: 'outboxDamaged' });
    this.tail = new JournalTail({
      record,
      outbox,
      isFor: (link, message) => this.isFor(link, message),
      onMessages: (links) => this.wake(links),
    });
    this.earlierDays = new EarlierDays({
      record,
      outbox,
      isFor: (link, message) => this.isFor(link, message),
      onMessages: (link) => this.links.get(link)?.loop.wake(),
      onBroken: (thrown) => this.broke(thrown),
    });
    this.timers = [
      setInterval(() => this.trim(), trimMilliseconds),
      setInterval(() => this.reportAll(), countMilliseconds),
    ];
  }

  /** The connections from now on. Those that did not change go on. */
  follow(settings: readonly FollowedLink[]): void {
    this.wanted = settings;
    this.following = this.following.then(() => this.change()).catch((thrown: unknown) => this.broke(thrown));
  }

  takeSnapshot(snapshot: StationSnapshot): void {
    this.snapshot = firstSnapshot(snapshot);
    this.presentAll();
  }

  takeEvent(event: NumberedEvent): void {
    if (this.snapshot === null) return;
    this.snapshot = followEvent(this.snapshot, event);
    this.presentAll();
    this.readJournals();
  }

  takeAnswer(answer: Answer): void {
    this.questions.take(answer);
  }

  /** @throws StationError that says what is wrong. */
  async test({ spec }: LinkSetting): Promise<void> {
    await driverOf(spec, this.places).test();
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.following;
    await Promise.all([...this.links.values()].map(({ loop }) => loop.close()));
    await this.earlierDays.close();
    await this.tail.read().catch(() => undefined);
    this.outbox.close();
  }

  private async change(): Promise<void> {
    const { wanted } = this;
    for (const [id, { setting, loop }] of this.links) {
      if (wanted.some((one) => isDeepStrictEqual(one, setting))) continue;
      this.links.delete(id);
      await loop.close();
    }
    const added = this.outbox.keepOnly(wanted.flatMap(queued));
    if (added.length > 0) await this.tail.begin(added);
    for (const setting of wanted) if (!this.links.has(setting.id)) this.start(setting);
    this.readJournals();
  }

  private start(setting: LinkSetting): void {
    if (this.snapshot === null) return;
    const { id } = setting;
    const loop = new LinkLoop({
      driver: driverOf(setting.spec, this.places),
      queue: {
        link: id,
        next: (most) => this.outbox.next(id, most),
        stored: (message, evidence, missing) => this.stored(id, message, evidence, missing),
        acknowledge: (lastId) => {
          this.outbox.acknowledge(id, lastId);
          this.earlierDays.goOn(id);
        },
        giveUp: (message) => this.outbox.giveUp(id, message, new Date()),
        waiting: () => this.outbox.status(id).waiting,
        nextBirth: () => this.outbox.nextBirth(id),
        ordered: (orders) => this.say({ kind: 'ordered', link: id, orders }),
        fetched: (rollout, error) => this.say({ kind: 'fetched', rollout, error }),
        identify: (identity) => this.say({ kind: 'identify', link: id, identity }),
        ask: (question) =>
          this.questions.ask(question, (number, asked) =>
            this.say({ kind: 'ask', id: number, link: id, question: asked }),
          ),
      },
      snapshot: this.snapshot,
      report: (state, error) => queueMicrotask(() => this.noteState(id, state, error)),
    });
    this.links.set(id, { setting, loop, state: 'connecting', error: null });
    this.earlierDays.goOn(id);
  }

  private stored(link: string, id: number, evidence: EvidenceMessage, missing: number): void {
    // Two stores say it of the same evidence.
    const message = { ...evidence, key: `${evidence.key}/${link}` };
    this.wake(this.outbox.stored(link, id, message, missing, (other, one) => this.isFor(other, one)));
  }

  private wake(links: ReadonlySet<string>): void {
    for (const link of links) this.links.get(link)?.loop.wake();
  }

  private noteState(id: string, state: LinkCondition, error: StationError | null): void {
    const link = this.links.get(id);
    if (!link) return;
    link.state = state;
    link.error = error;
    this.report(link);
  }

  private presentAll(): void {
    for (const { loop } of this.links.values()) loop.present(this.snapshot!);
  }

  private isFor(link: string, message: StationMessage): boolean {
    const spec = this.wanted.find(({ id }) => id === link)?.spec;
    if (!spec) return false;
    switch (spec.kind) {
      case 'modbus':
      case 'plant':
        return false;
      case 'store':
        return message.kind === 'evidence' && message.files.some(({ url }) => url === null);
      case 'postgres':
      case 'opcua':
        // A part brings its steps to the database, and to clients of OPC UA.
        return message.kind !== 'step';
      case 'mqtt':
      case 'webhook':
        return message.kind !== 'step' || spec.steps;
      default:
        return spec satisfies never;
    }
  }

  private readJournals(): void {
    if (this.outbox.cursor === null) return;
    this.tail.read().catch((thrown: unknown) => this.broke(thrown));
  }

  private trim(): void {
    this.outbox.trim(new Date());
    for (const { loop } of this.links.values()) loop.wake();
  }

  private reportAll(): void {
    for (const link of this.links.values()) this.report(link);
  }

  private report({ setting: { id }, state, error }: RunningLink): void {
    const report = { link: id, state, error: error?.toJSON() ?? null, ...this.outbox.status(id) };
    this.say({ kind: 'report', report });
  }

  /** Without its outbox or the journals nothing can be kept: all connections say so, and the thread is made anew. */
  private broke(thrown: unknown): void {
    for (const link of this.links.values()) {
      link.state = 'failed';
      link.error = toStationError(thrown);
      this.report(link);
    }
    throw thrown;
  }
}

/** A signal and the rollouts of the plant know the present only: nothing waits for them. */
function queued({ id, spec, since }: FollowedLink): readonly NewLink[] {
  if (spec.kind === 'modbus' || spec.kind === 'plant') return [];
  const days = spec.kind === 'postgres' ? spec.earlierDays : 0;
  return [{ id, since, fromDay: days === 0 ? null : addDays(localDay(new Date(since)), -days) }];
}
