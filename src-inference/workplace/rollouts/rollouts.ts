// What the plant rolls out to this station, from the order to its end. Each step is on the disk before it is taken, so that another
// engine goes on with it.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import PQueue from 'p-queue';
import {
  type ArtifactKind,
  type Commands,
  type EngineEvent,
  linkTarget,
  type PlainStationError,
  type Requester,
  type RolloutOrder,
  StationError,
  type StationRollout,
  toStationError,
} from '../../contract/index.ts';
import { versionFolder } from '../../links/index.ts';
import type { EventLog } from '../../station/index.ts';
import { type KeptRollout, type RolloutFile, shownRollout } from './rollout-file.ts';
import {
  ModelWay,
  RecipeWay,
  type RolloutParts,
  type RolloutProgress,
  type RolloutWay,
} from './rollout-way.ts';

export interface RolloutsOptions extends RolloutParts {
  /** Of what the plant rolls out. */
  readonly folder: string;
  readonly file: RolloutFile;
  readonly eventLog: EventLog;
  readonly now: () => Date;
}

/** So many of the newest rollouts of models can be taken back: their folders stay. */
const keptModels = 4;

export class Rollouts {
  private readonly options: RolloutsOptions;
  private readonly ways: Readonly<Record<ArtifactKind, RolloutWay>>;
  private readonly queue = new PQueue({ concurrency: 1 });
  /** Those for which everything was done but the end of a part. Before that, no event says anything of them. */
  private readonly prepared = new Set<string>();

  constructor(options: RolloutsOptions) {
    this.options = options;
    this.ways = { recipe: new RecipeWay(options), model: new ModelWay(options) };
  }

  /** The station is ready: goes on with what another engine has begun. */
  async start(): Promise<void> {
    for (const { rollout, state } of this.options.file.all) if (state === 'waiting') this.goOn(rollout);
    await this.noteHandEdits();
  }

  /** The plant wants these; what is known of them already goes on as it is. */
  ordered(link: string, orders: readonly RolloutOrder[]): void {
    for (const order of orders) this.enqueue(() => this.take(link, order));
  }

  /** Its files are there and checked, or never will be. */
  fetched(id: string, error: PlainStationError | null): void {
    this.enqueue(async () => {
      const rollout = this.options.file.find(id);
      if (rollout?.state !== 'fetching') return;
      if (error !== null) return this.change(rollout, { state: 'failed', error });
      await this.begin(rollout);
    });
  }

  /** @throws StationError `not_possible`. */
  answer({ rollout: id, accept, by }: Commands['answerRollout']['input']): Promise<void> {
    return this.queue.add(async () => {
      const rollout = this.options.file.find(id);
      if (rollout?.state !== 'asking') {
        throw new StationError('not_possible', 'This rollout does not wait for an answer.', {
          where: id,
          hint: 'Somebody has answered it already, or the plant has taken it back.',
        });
      }
      if (accept) return this.change(rollout, { state: 'fetching' });
      const error = new StationError('rollout_refused', `${by} refused it at the station.`);
      await this.change(rollout, { state: 'failed', error: error.toJSON() });
    });
  }

  notice(event: EngineEvent): void {
    if (event.type === 'audited' && event.by.via !== 'plant') this.noteEdit(event);
    for (const rollout of this.options.file.all) {
      if (rollout.state !== 'waiting' || !this.prepared.has(rollout.rollout)) continue;
      const progress = this.wayOf(rollout).progress(event, rollout, this.folderOf(rollout));
      if (progress !== null) this.enqueue(() => this.note(rollout.rollout, progress));
    }
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.queue.onIdle();
  }

  private async take(link: string, order: RolloutOrder): Promise<void> {
    const known = this.options.file.find(order.rollout);
    if (known?.action === order.action || known?.action === 'goBack') return;
    const { files: _, ...wanted } = order;
    if (order.action === 'goBack') return this.goBack(known ?? this.unknown(link, wanted));
    await this.giveUpOlder(order);
    const state = this.asks(link) ? 'asking' : 'fetching';
    await this.change({ ...this.unknown(link, wanted), state }, {});
  }

  private unknown(link: string, order: Omit<RolloutOrder, 'files'>): KeptRollout {
    return {
      ...order,
      link,
      state: 'fetching',
      error: null,
      editedHere: null,
      at: '',
      before: null,
      text: null,
    };
  }

  /** One that has changed nothing yet is only forgotten. */
  private async goBack(rollout: KeptRollout): Promise<void> {
    const isChanged = rollout.before !== null && (rollout.state === 'applied' || rollout.state === 'waiting');
    if (isChanged) return this.begin({ ...rollout, action: 'goBack' });
    await this.change(rollout, { action: 'goBack', state: 'goneBack', error: null });
  }

  /** What has not come into force before another version of the same thing came, never will. */
  private async giveUpOlder({ artifact: { kind, name, version } }: RolloutOrder): Promise<void> {
    for (const older of this.options.file.all) {
      const isSame = older.artifact.kind === kind && (kind === 'model' || older.artifact.name === name);
      // A recipe that waits is in the collection already: the next one builds on it.
      const open = kind === 'model' ? ['asking', 'fetching', 'waiting'] : ['asking', 'fetching'];
      if (!isSame || !open.includes(older.state)) continue;
      await this.giveUp(older, `${kind} ${name}, version ${version}, has come meanwhile`);
    }
  }

  private goOn(id: string): void {
    this.enqueue(async () => {
      const rollout = this.options.file.find(id);
      if (rollout?.state === 'waiting') await this.begin(rollout);
    });
  }

  /** Puts it in force, or what was there before. What goes wrong is its state. */
  private async begin(rollout: KeptRollout): Promise<void> {
    const way = this.wayOf(rollout);
    const onFailed = (error: StationError): void => this.enqueue(() => this.failed(rollout.rollout, error));
    const change = { rollout, folder: this.folderOf(rollout), from: this.requester(rollout), onFailed };
    try {
      const before = rollout.before ?? (await way.before(rollout));
      await this.change({ ...rollout, before }, { state: 'waiting', error: null });
      const progress = await (rollout.action === 'apply' ? way.apply(change) : way.goBack(change, before));
      await this.note(rollout.rollout, progress);
    } catch (thrown) {
      await this.failed(rollout.rollout, toStationError(thrown));
    }
  }

  private async note(id: string, progress: RolloutProgress): Promise<void> {
    const rollout = this.options.file.find(id);
    if (rollout?.state !== 'waiting') return;
    if (progress === 'waiting') {
      this.prepared.add(id);
      // The part may have ended just now.
      if (!this.wayOf(rollout).isInForce(rollout, this.folderOf(rollout))) return;
    }
    if (progress === 'givenUp')
      return this.giveUp(rollout, 'something else was chosen at the station meanwhile');
    if (rollout.action === 'goBack') await this.change(rollout, { state: 'goneBack' });
    else await this.change({ ...rollout, text: await this.textOf(rollout) }, { state: 'applied' });
    await this.removeUnused();
  }

  private async textOf({ artifact: { kind, name } }: KeptRollout): Promise<string | null> {
    return kind === 'recipe' ? this.options.collection.readText(name).catch(() => null) : null;
  }

  private giveUp(rollout: KeptRollout, why: string): Promise<void> {
    const error = new StationError('rollout_refused', `It was given up: ${why}.`);
    return this.change(rollout, { state: 'failed', error: error.toJSON() });
  }

  private async failed(id: string, error: StationError): Promise<void> {
    const rollout = this.options.file.find(id);
    if (rollout?.state !== 'waiting') return;
    await this.change(rollout, { state: 'failed', error: error.toJSON() });
    await this.removeUnused();
  }

  private async change(rollout: KeptRollout, change: Partial<StationRollout>): Promise<void> {
    const { file, eventLog, now } = this.options;
    this.prepared.delete(rollout.rollout);
    const next = { ...rollout, ...change, at: now().toISOString() };
    await file.keep(next);
    await eventLog.publish({ type: 'rolloutState', rollout: shownRollout(next) });
  }

  /** Somebody changed at the station what the plant had put in force. */
  private noteEdit({ what, subject }: Extract<EngineEvent, { type: 'audited' }>): void {
    const at = this.options.now().toISOString();
    const edited = this.options.file.all.findLast(
      ({ artifact: { kind, name } }) => kind === what && (kind === 'model' || name === subject),
    );
    if (edited?.state !== 'applied') return;
    this.enqueue(() => this.edited(edited.rollout, at));
  }

  /** Files of recipes may be edited while no engine runs, too. */
  private async noteHandEdits(): Promise<void> {
    const { file, collection, now } = this.options;
    const newest = new Map(
      file.all.filter(({ artifact }) => artifact.kind === 'recipe').map((one) => [one.artifact.name, one]),
    );
    for (const [name, { rollout, state, text }] of newest) {
      if (state !== 'applied') continue;
      const present = await collection.readText(name).catch(() => null);
      if (present !== text) this.enqueue(() => this.edited(rollout, now().toISOString()));
    }
  }

  private async edited(id: string, at: string): Promise<void> {
    const rollout = this.options.file.find(id);
    if (rollout?.state === 'applied' && rollout.editedHere === null) {
      await this.change(rollout, { editedHere: at });
    }
  }

  /** Folders of versions that nothing refers to any more. */
  private async removeUnused(): Promise<void> {
    const { file, folder, configuration } = this.options;
    const models = file.all.filter(({ artifact }) => artifact.kind === 'model').slice(-keptModels);
    const underway = file.all.filter(({ state }) => ['asking', 'fetching', 'waiting'].includes(state));
    const used = new Set([
      configuration.settings.model,
      ...models.flatMap((rollout) => [this.folderOf(rollout), rollout.before?.model ?? '']),
      ...underway.flatMap((rollout) => [this.folderOf(rollout), `${this.folderOf(rollout)}.part`]),
    ]);
    const versions = join(folder, 'versions');
    for (const name of await readdir(versions).catch(() => [])) {
      const path = join(versions, name);
      if (!used.has(path)) await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  private asks(link: string): boolean {
    const spec = this.options.configuration.settings.links.find(({ id }) => id === link)?.spec;
    return spec?.kind !== 'plant' || spec.accept === 'ask';
  }

  private requester({ link }: KeptRollout): Requester {
    const spec = this.options.configuration.settings.links.find(({ id }) => id === link)?.spec;
    return { via: 'plant', address: spec ? linkTarget(spec) : null };
  }

  private wayOf({ artifact: { kind } }: KeptRollout): RolloutWay {
    return this.ways[kind];
  }

  private folderOf({ artifact }: KeptRollout): string {
    return versionFolder(this.options.folder, artifact);
  }

  /** What cannot be kept on the disk is said by the record as well; the plant sees that nothing goes on. */
  private enqueue(work: () => Promise<void>): void {
    this.queue.add(work).catch(() => undefined);
  }
}
