// The folder of a station and what must survive in it, composed round a station: settings, recipes, record, and the snapshot
// that all screens share.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Archive, indexFile } from '../archive/index.ts';
import {
  byStation,
  type Commands,
  checkedInput,
  type EngineEvent,
  type InferenceServerSpec,
  isLogged,
  type LinkSetting,
  type NumberedEvent,
  type Requester,
  recordingDefaults,
  type ServerTest,
  type SettingsChange,
  StationError,
  type StationSettings,
  type StationSnapshot,
  toStationError,
  type WorkplaceOptions,
} from '../contract/index.ts';
import { doctor } from '../diagnostics/index.ts';
import { EvidenceKeeper } from '../evidence/index.ts';
import { Links, type Question } from '../links/index.ts';
import { pictureOf } from '../media/index.ts';
import { readModelCard, testServers } from '../model/index.ts';
import { openRecord } from '../record/index.ts';
import { Retention } from '../retention/index.ts';
import { EventLog, type EventPort, type EventSubscriber, type Numbering, Station } from '../station/index.ts';
import { Configuration } from './configuration.ts';
import { ConfiguredOutputs, nameSettings } from './configured-outputs.ts';
import { VideoWindows } from './dry-run.ts';
import { mustBeAllowed } from './folder-listing.ts';
import { HealthMonitor } from './health.ts';
import { History } from './history.ts';
import { Identity } from './identity.ts';
import { recallServer, recallServerToken, running } from './inference-servers.ts';
import { initialSettings, initialSnapshot } from './initial-state.ts';
import { type InterruptedRun, type ReplayedJournal, replayJournal } from './journal-replay.ts';
import { recallLinkSecret } from './link-secrets.ts';
import { ModelChange } from './model-change.ts';
import { OperatorLogin } from './operator-login.ts';
import { People } from './people.ts';
import { RecipeCollection } from './recipe-collection.ts';
import { RecipeControl } from './recipe-control.ts';
import { RolloutFile, shownRollout } from './rollouts/rollout-file.ts';
import { Rollouts } from './rollouts/rollouts.ts';
import { checkChange } from './settings-change.ts';
import { type OpenedSettings, SettingsFile } from './settings-file.ts';
import { Setup } from './setup.ts';
import { isShiftDue } from './shift-clock.ts';
import { SnapshotStore } from './snapshot-store.ts';
import { SourceControl } from './source-control.ts';
import { recallSource, rememberSource } from './source-memory.ts';
import { makeSupportBundle } from './support-bundle.ts';

export interface WorkplaceContext {
  readonly now: () => Date;
  readonly numbering: Numbering;
  readonly port: EventPort;
}

/** What is read from the folder before anything runs. */
interface StoredWorkplace {
  readonly directory: string;
  /** Folder of the log and the journals. */
  readonly record: string;
  readonly archive: Archive;
  readonly settings: SettingsFile;
  readonly collection: RecipeCollection;
  readonly people: People;
  readonly rollouts: RolloutFile;
  readonly snapshot: StationSnapshot;
  readonly interrupted: InterruptedRun | null;
}

export class Workplace {
  readonly station: Station;
  readonly sources: SourceControl;
  readonly recipes: RecipeControl;
  readonly history: History;
  readonly identity: Identity;
  readonly login: OperatorLogin;
  readonly modelChange: ModelChange;
  readonly rollouts: Rollouts;
  private readonly directory: string;
  private readonly now: () => Date;
  private readonly record: string;
  private readonly archive: Archive;
  private readonly eventLog: EventLog;
  private readonly configuration: Configuration;
  private readonly snapshotStore: SnapshotStore;
  private readonly setup: Setup;
  private readonly outputs: ConfiguredOutputs;
  readonly retention: Retention;
  private readonly links: Links;
  private readonly evidence: EvidenceKeeper;
  private readonly health: HealthMonitor;
  private isShiftBeginning = false;

  /**
   * Resolves when the snapshot can be asked for; model and source are opened meanwhile.
   *
   * @throws StationError `record_unwritable` when nothing can be kept in the folder.
   */
  static async open(options: WorkplaceOptions, context: WorkplaceContext): Promise<Workplace> {
    const { directory } = options;
    const record = join(directory, 'record');
    const collection = new RecipeCollection(join(directory, 'recipes'), context.now);
    const { file: settings, refused } = await openSettings(options, collection, context.now);
    const { people, refused: peopleRefused } = await People.open(directory);
    const rollouts = await RolloutFile.open(join(directory, 'rollouts'));
    const initial = initialSnapshot(settings.current, randomUUID(), context.numbering.sequence);
    const archive = new Archive({ record, index: indexFile(directory) });
    const replayed = await replayJournal(record, archive, initial, context.now());
    const { interrupted, estimated } = replayed;
    const snapshot = { ...withReplayed(initial, replayed), rollouts: rollouts.all.map(shownRollout) };
    const stored = {
      directory,
      record,
      archive,
      settings,
      collection,
      people,
      rollouts,
      snapshot,
      interrupted,
    };
    const workplace = await Workplace.compose(stored, context);
    try {
      await workplace.configuration.publish();
      for (const error of [refused, peopleRefused]) {
        if (error) await workplace.eventLog.publish({ type: 'settingsRefused', error: error.toJSON() });
      }
    } catch (thrown) {
      await workplace.close();
      throw thrown;
    }
    const starting = workplace.configuration.enqueue(() => workplace.start(interrupted, estimated, options));
    starting.catch(() => undefined);
    return workplace;
  }

  private static async compose(stored: StoredWorkplace, context: WorkplaceContext): Promise<Workplace> {
    try {
      return new Workplace(stored, context);
    } catch (thrown) {
      await stored.archive.close();
      throw thrown;
    }
  }

  private constructor(stored: StoredWorkplace, { now, numbering, port }: WorkplaceContext) {
    const { directory, record: folder, archive, settings, collection, people, interrupted } = stored;
    const partDay = interrupted?.part ? interrupted.day : null;
    const record = openRecord({ directory: folder, now, partDay, held: heldBy(stored.snapshot, now()) });
    const eventLog = new EventLog({ numbering, record, port });
    const snapshot = new SnapshotStore(stored.snapshot, eventLog);
    const station = new Station({
      eventLog,
      onPlanChanged: (change) => this.setup.publishPlan(change),
      makeRoom: (folder, keepFreeBytes) => this.retention.makeRoom(folder, keepFreeBytes),
      film: {
        onFailure(error) {
          const state = error === null ? 'ready' : 'withoutClips';
          eventLog.publishLater({ type: 'evidenceState', state, error });
        },
      },
    });
    const configuration = new Configuration(settings, eventLog, snapshot);
    const setup = new Setup({ station, recipes: collection, configuration, snapshot, eventLog, now });
    const history = new History({
      record: folder,
      archive,
      index: indexFile(directory),
      exports: join(directory, 'exports'),
      now,
      recordings: () => settings.current.recordings,
      evidence: join(directory, 'evidence'),
      shifts: () => settings.current.shifts.starts,
    });
    const videos = new VideoWindows(join(directory, 'dry-runs'));
    this.directory = directory;
    this.now = now;
    this.record = folder;
    this.archive = archive;
    this.eventLog = eventLog;
    this.snapshotStore = snapshot;
    this.station = station;
    this.configuration = configuration;
    this.setup = setup;
    this.history = history;
    this.sources = new SourceControl({ station, setup, configuration, eventLog });
    this.recipes = new RecipeControl({
      station,
      setup,
      configuration,
      snapshot,
      collection,
      history,
      videos,
    });
    this.login = new OperatorLogin({ people, configuration, snapshot, eventLog, now });
    this.identity = new Identity({
      station,
      eventLog,
      snapshot,
      configuration,
      recipes: this.recipes,
      history,
      login: this.login,
    });
    this.outputs = new ConfiguredOutputs(station);
    this.modelChange = new ModelChange({ station, setup, configuration, snapshot });
    this.rollouts = new Rollouts({
      folder: join(directory, 'rollouts'),
      file: stored.rollouts,
      configuration,
      collection,
      recipes: this.recipes,
      modelChange: this.modelChange,
      snapshot,
      eventLog,
      now,
    });
    this.links = new Links({
      record: folder,
      evidence: join(directory, 'evidence'),
      rollouts: join(directory, 'rollouts'),
      outbox: join(directory, 'links/outbox.sqlite'),
      snapshot: () => snapshot.current,
      publish: (event) => eventLog.publishLater(event),
      identify: (identity, by) => {
        // What is refused is an event, and a state that screens show.
        this.identity.identifyNext({ identity, by, rework: false }).catch(() => undefined);
      },
      ordered: (link, orders) => this.rollouts.ordered(link, orders),
      fetched: (rollout, error) => this.rollouts.fetched(rollout, error),
      perform: (question, by) => this.performForLink(question, by),
    });
    this.retention = new Retention({
      directory: join(directory, 'retention'),
      record: folder,
      index: indexFile(directory),
      archive,
      folders: () => ({ recordings: settings.current.recordings, evidence: join(directory, 'evidence') }),
      retention: () => settings.current.retention,
      keepFreeBytes: () => keptFree(settings.current),
      snapshot: () => snapshot.current,
      publish: (event) => eventLog.publish(event),
      onRoom: () => this.recordAgain(),
      now,
    });
    this.evidence = new EvidenceKeeper({
      directory: join(directory, 'evidence'),
      snapshot: () => snapshot.current,
      filmed: () => station.filmed,
      pictureOf,
      windowsOf: async (id) => (await history.readWindows(id)).windows,
      publish: (event) => eventLog.publishLater(event),
      hasRoom: () => this.retention.mayKeepEvidence,
    });
    eventLog.subscribeOutputs((numbered) => {
      this.evidence.notice(numbered);
      const { event } = numbered;
      this.links.notice(numbered);
      this.outputs.noticeFailure(event);
      if (event.type === 'health') this.beginShiftIfDue();
      setup.notice(event);
      this.modelChange.notice(numbered);
      this.rollouts.notice(event);
      if (isLogged(event)) archive.wake();
      this.identity.notice(event);
      this.login.notice(numbered);
      this.retention.notice(numbered);
    });
    archive.follow(({ state, error }) => eventLog.publishLater({ type: 'indexState', state, error }));
    this.health = new HealthMonitor(station, folder, eventLog);
  }

  get snapshot(): StationSnapshot {
    return this.snapshotStore.current;
  }

  /** Calls back with every event, when those who keep a state have heard of it. */
  subscribe(subscriber: EventSubscriber): void {
    this.eventLog.subscribeOutputs(subscriber);
  }

  /**
   * The folders in which screens may look, those of the station itself included.
   *
   * @throws StationError `not_allowed` for a path outside of them.
   */
  mustAllow(path: string): Promise<void> {
    const { folders, recordings, teach } = this.configuration.settings;
    return mustBeAllowed([...folders, recordings, this.directory, teach], path);
  }

  /** The project that teaches this station from now on. @param directory Absolute. */
  teachBy(directory: string): Promise<void> {
    const { configuration } = this;
    return configuration.enqueue(async () => {
      if (configuration.settings.teach === directory) return;
      await configuration.save({ ...configuration.settings, teach: directory });
    });
  }

  /** @throws StationError `not_possible` for a part that needs no acknowledgement. */
  async acknowledgePart({ id, by, reason }: Commands['acknowledgePart']['input']): Promise<void> {
    if (!this.snapshot.unacknowledged.includes(id) && !(await this.history.isWaiting(id))) {
      throw new StationError('not_possible', 'This part needs no acknowledgement.', {
        where: id,
        hint: 'It passed, or somebody has acknowledged it already.',
      });
    }
    await this.eventLog.publish({ type: 'partAcknowledged', id, by, reason });
  }

  /** @throws StationError `part_not_found`. */
  async keepPart({ id, kept, by }: Commands['keepPart']['input']): Promise<void> {
    if ((await this.history.summaryOf(id)).kept === kept) return;
    await this.eventLog.publish({ type: 'partKept', id, kept, by });
  }

  /** The first time is noted. @throws StationError `part_not_found`. */
  async markEvidenceSeen({ id, by }: Commands['markEvidenceSeen']['input']): Promise<void> {
    const { evidence } = await this.history.summaryOf(id);
    if (evidence?.seenAt === null) await this.eventLog.publish({ type: 'evidenceSeen', id, by });
  }

  /** A person says that the verdict of a part was wrong. It stays as it is. */
  judgeOtherwise(said: Omit<Extract<EngineEvent, { type: 'partJudgedOtherwise' }>, 'type'>): Promise<void> {
    return this.eventLog.publish({ type: 'partJudgedOtherwise', ...said });
  }

  startShift(from: Requester): Promise<void> {
    const { configuration } = this;
    return configuration.enqueue(async () => {
      await this.eventLog.publish({ type: 'shiftStarted' });
      await configuration.save(
        { ...configuration.settings, shiftStartedAt: this.snapshot.shift.since },
        from,
      );
    });
  }

  /** Health comes once a second, and stands for the time of day here. */
  private beginShiftIfDue(): void {
    const due = isShiftDue(this.configuration.settings.shifts, this.snapshot.shift.since, this.now());
    if (!due || this.isShiftBeginning) return;
    this.isShiftBeginning = true;
    // What cannot be recorded is tried again with the next measurement of the health.
    this.startShift(byStation)
      .catch(() => undefined)
      .finally(() => {
        this.isShiftBeginning = false;
      });
  }

  /** @throws StationError `settings_invalid`; nothing is changed then. */
  changeSettings(change: SettingsChange, from: Requester): Promise<void> {
    const { configuration, setup } = this;
    return configuration.enqueue(async () => {
      const before = configuration.settings;
      await checkChange(change, change.model === undefined ? setup.card : null);
      const outputs = nameSettings(change.outputs ?? before.outputs);
      const links = nameSettings(change.links ?? before.links).map((link) =>
        recallLinkSecret(link, before.links),
      );
      const inferenceServer = recallServer(change.inferenceServer, before.inferenceServer);
      const savedAt = this.now();
      await configuration.save({ ...before, ...change, outputs, links, inferenceServer }, from);
      const isModelNew =
        (change.model !== undefined && change.model !== before.model) ||
        JSON.stringify(running(inferenceServer)) !== JSON.stringify(running(before.inferenceServer));
      if (isModelNew || (change.model !== undefined && this.snapshot.model.state === 'failed')) {
        await setup.loadModel();
        await setup.openStored(null);
      } else await setup.refreshPlan();
      if (change.outputs) await this.outputs.follow(outputs);
      if (change.links) this.links.follow(links, savedAt);
      if (change.retention || change.recordings !== undefined) this.retention.settingsChanged();
    });
  }

  /** @throws StationError that says what is wrong with the connection. */
  async testLink(link: LinkSetting): Promise<void> {
    await this.links.test(recallLinkSecret(link, this.configuration.settings.links));
  }

  /**
   * Tries every inference server with the card of the model in the settings.
   *
   * @throws StationError, see the command.
   */
  async testInferenceServer(spec: InferenceServerSpec): Promise<readonly ServerTest[]> {
    const { model, inferenceServer } = this.configuration.settings;
    const complete = recallServerToken(spec, inferenceServer?.spec ?? null);
    return testServers(this.setup.card ?? (await readModelCard(model)), complete);
  }

  /** What a client of a connection wants, the same way as a screen's wish. @throws StationError of the command. */
  private async performForLink(question: Question, by: string): Promise<unknown> {
    switch (question.command) {
      case 'listRecipes':
        return this.recipes.list();
      case 'useRecipe':
        return this.recipes.use(checkedInput('useRecipe', question.input).name, { via: 'link', address: by });
      case 'acknowledgePart':
        return this.acknowledgePart(checkedInput('acknowledgePart', question.input));
      default:
        return question satisfies never;
    }
  }

  async supportBundle(): Promise<Commands['supportBundle']['output']> {
    return makeSupportBundle({
      at: this.now(),
      settings: this.configuration.settings,
      snapshot: this.snapshot,
      doctor: await doctor().catch((thrown: unknown) => ({ error: toStationError(thrown).message })),
      recipes: await this.recipes.list(),
      record: this.record,
    });
  }

  /** Waits for commands under way, ends the run, finishes recordings and the record. */
  async close(): Promise<void> {
    this.health.stop();
    await this.retention.close();
    await this.modelChange.giveUp();
    await this.rollouts.idle();
    await this.configuration.idle();
    await this.station.closeSource('stopped');
    await this.evidence.close();
    await this.station.close();
    await this.archive.close();
    await this.links.close();
  }

  private async start(
    interrupted: InterruptedRun | null,
    { model, errorEstimate }: ReplayedJournal['estimated'],
    { source, watch = true }: WorkplaceOptions,
  ): Promise<void> {
    const { configuration, setup } = this;
    if (source !== null) {
      await configuration.save(rememberSource(configuration.settings, this.recall(source)));
    }
    this.links.follow(configuration.settings.links, this.now());
    await this.evidence.recover();
    await setup.loadModel();
    await setup.recallEstimate(model, errorEstimate);
    await this.outputs.follow(configuration.settings.outputs);
    this.retention.start();
    if (watch) await setup.openStored(interrupted);
    // It waits for commands, of which this is one.
    void this.rollouts.start();
  }

  /** Recordings that stopped because the disk was full begin again. */
  private recordAgain(): void {
    const { configuration, outputs } = this;
    // What cannot be attached is reported as the state of the output.
    configuration.enqueue(() => outputs.follow(configuration.settings.outputs)).catch(() => undefined);
  }

  /** The station starts even with a text that names no source; opening it then says what is wrong. */
  private recall(text: string): string {
    try {
      return recallSource(text, this.configuration.settings);
    } catch {
      return text;
    }
  }
}

/** A new station begins with the first recipe of its collection. */
async function openSettings(
  options: WorkplaceOptions,
  collection: RecipeCollection,
  now: () => Date,
): Promise<OpenedSettings> {
  const opened = await SettingsFile.open(options.directory, () => initialSettings(options, now()));
  if (opened.isNew) {
    const [recipe = null] = await collection.seed(options.defaults.recipes);
    await opened.file.save({ ...opened.file.current, recipe });
  }
  const { teach = null } = options;
  if (teach !== null) await opened.file.save({ ...opened.file.current, teach });
  return opened;
}

/** What the recordings of the settings leave free. */
function keptFree({ outputs }: StationSettings): number {
  const kept = outputs.flatMap(({ enabled, spec }) =>
    enabled && spec.kind === 'recording' ? [spec.keepFreeBytes] : [],
  );
  return kept.length === 0 ? recordingDefaults.keepFreeBytes : Math.max(...kept);
}

/** What holds on although nobody says it again after a restart: it begins each new journal. */
function heldBy({ operator, nextPart }: StationSnapshot, now: Date): readonly NumberedEvent[] {
  const common = { sequence: 0, at: now.toISOString() };
  return [
    ...(operator === null
      ? []
      : [{ ...common, event: { type: 'operatorChanged', operator, reason: 'badge' } as const }]),
    ...(nextPart === null
      ? []
      : [{ ...common, event: { type: 'nextPartIdentified', identity: nextPart, by: 'journal' } as const }]),
  ];
}

function withReplayed(
  initial: StationSnapshot,
  { shift, unacknowledged, lastPart, bench, interrupted }: ReplayedJournal,
): StationSnapshot {
  return { ...initial, ...bench, shift, unacknowledged, lastPart, part: interrupted?.part ?? null };
}
