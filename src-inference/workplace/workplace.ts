// The folder of a station and what must survive in it, composed round a station: settings, recipes, record, and the snapshot
// that all screens share.
import { join } from 'node:path';
import type { Archive } from '../archive/index.ts';
import {
  byStation,
  type Commands,
  isLogged,
  type StationSnapshot,
  toStationError,
  type WorkplaceOptions,
} from '../contract/index.ts';
import { doctor } from '../diagnostics/index.ts';
import { EvidenceKeeper } from '../evidence/index.ts';
import type { Links } from '../links/index.ts';
import { pictureOf } from '../media/index.ts';
import type { ModelCard } from '../model/index.ts';
import { PatientRecord } from '../record/index.ts';
import { Retention } from '../retention/index.ts';
import {
  EventLog,
  type EventPort,
  type EventSubscriber,
  type Numbering,
  PartNumbers,
  Station,
} from '../station/index.ts';
import { ClockWatch, setBackWhileStopped } from './clock-watch.ts';
import { Configuration } from './configuration.ts';
import { ConfiguredOutputs, keptFree } from './configured-outputs.ts';
import { connections } from './connections.ts';
import { recallCounts } from './counts-recall.ts';
import { VideoWindows } from './dry-run.ts';
import type { FolderLock } from './folder-lock.ts';
import { HealthMonitor } from './health.ts';
import { History } from './history.ts';
import { Identity } from './identity.ts';
import type { ModelAhead } from './model-ahead.ts';
import { ModelChange } from './model-change.ts';
import { OperatorLogin, steadyTime } from './operator-login.ts';
import { PartControl } from './part-control.ts';
import { PictureControl } from './picture-control.ts';
import { RecipeControl } from './recipe-control.ts';
import { Rollouts } from './rollouts/rollouts.ts';
import { SettingsControl } from './settings-control.ts';
import { Setup } from './setup.ts';
import { partDayOf } from './shift-clock.ts';
import { ShiftControl } from './shift-control.ts';
import { SnapshotStore } from './snapshot-store.ts';
import { SourceControl } from './source-control.ts';
import type { SourceLogins } from './source-logins.ts';
import { recallAtStart, rememberSource, titleOfSource } from './source-memory.ts';
import { heldBy, readStoredWorkplace, type StoredWorkplace } from './stored-workplace.ts';
import { makeSupportBundle } from './support-bundle.ts';
import { UsualPictureFiles } from './usual-pictures.ts';

export interface WorkplaceContext {
  readonly now: () => Date;
  readonly numbering: Numbering;
  readonly port: EventPort;
}

export class Workplace {
  readonly station: Station;
  readonly sources: SourceControl;
  readonly recipes: RecipeControl;
  readonly history: History;
  readonly identity: Identity;
  readonly login: OperatorLogin;
  readonly modelChange: ModelChange;
  readonly parts: PartControl;
  readonly picture: PictureControl;
  readonly shifts: ShiftControl;
  readonly settings: SettingsControl;
  readonly rollouts: Rollouts;
  private readonly lock: FolderLock;
  private readonly now: () => Date;
  private readonly record: string;
  private readonly archive: Archive;
  private readonly ahead: ModelAhead;
  private readonly eventLog: EventLog;
  private readonly configuration: Configuration;
  private readonly snapshotStore: SnapshotStore;
  private readonly setup: Setup;
  /** Recipes of a new station that could not be written yet. */
  private unseeded: readonly string[];
  private readonly outputs: ConfiguredOutputs;
  readonly retention: Retention;
  private readonly links: Links;
  private readonly evidence: EvidenceKeeper;
  private readonly health: HealthMonitor;
  private readonly logins: SourceLogins;
  private readonly clock: ClockWatch;

  /**
   * Resolves when the snapshot can be asked for; model and source are opened meanwhile.
   * A folder that cannot be written holds it up as little as a full disk: the record waits, and so do the settings.
   *
   * @param lock Of the folder; released when the workplace is closed, or cannot be opened.
   */
  static async open(
    options: WorkplaceOptions,
    context: WorkplaceContext,
    lock: FolderLock,
  ): Promise<Workplace> {
    try {
      return await Workplace.openLocked(options, context, lock);
    } catch (thrown) {
      lock.release();
      throw thrown;
    }
  }

  private static async openLocked(
    options: WorkplaceOptions,
    context: WorkplaceContext,
    lock: FolderLock,
  ): Promise<Workplace> {
    const stored = await readStoredWorkplace(options, context.now, context.numbering);
    const workplace = await Workplace.compose(stored, context, lock);
    try {
      await workplace.configuration.publish();
      for (const error of stored.refused) {
        await workplace.eventLog.publish({ type: 'settingsRefused', error: error.toJSON() });
      }
      const setBack = setBackWhileStopped(stored.newest?.at ?? null, context.now());
      if (setBack !== null) await workplace.eventLog.publish(setBack);
      if (stored.damaged !== null) {
        await workplace.eventLog.publish({ type: 'journalDamaged', error: stored.damaged.toJSON() });
      }
    } catch (thrown) {
      await workplace.close();
      throw thrown;
    }
    const starting = workplace.configuration.enqueue(() => workplace.start(stored, options));
    starting.catch(() => undefined);
    return workplace;
  }

  private static async compose(
    stored: StoredWorkplace,
    context: WorkplaceContext,
    lock: FolderLock,
  ): Promise<Workplace> {
    try {
      return new Workplace(stored, context, lock);
    } catch (thrown) {
      await stored.ahead.close();
      await stored.archive.close();
      throw thrown;
    }
  }

  private constructor(stored: StoredWorkplace, { now, numbering, port }: WorkplaceContext, lock: FolderLock) {
    const {
      directory,
      record: folder,
      archive,
      ahead,
      settings,
      collection,
      people,
      interrupted,
      roots,
      logins,
    } = stored;
    const partDay = interrupted?.part ? interrupted.day : null;
    const record = new PatientRecord({
      directory: folder,
      now,
      partDay,
      held: heldBy(stored.snapshot, now()),
      beforeOpening: () => lock.hold(),
      onState: (state) => eventLog.publishLater({ type: 'recordState', ...state }),
      onReplaced: (error) => eventLog.publishLater({ type: 'recordReplaced', error: error.toJSON() }),
    });
    const eventLog: EventLog = new EventLog({ numbering, record, port });
    const snapshot = new SnapshotStore(stored.snapshot, eventLog);
    const pictures = new UsualPictureFiles(join(directory, 'pictures'));
    const today = (): string => partDayOf(settings.current.shifts, now());
    const numbers = new PartNumbers(today, stored.snapshot.numbered, stored.numbers);
    const station = new Station({
      eventLog,
      onPlanChanged: (change) => this.setup.publishPlan(change),
      names: {
        ofSource: (address) => titleOfSource(settings.current, address),
        ofOutput: (setting) => settings.current.outputs.find(({ id }) => id === setting)?.name,
      },
      makeRoom: (folder, keepFreeBytes) => this.retention.makeRoom(folder, keepFreeBytes),
      usualPictures: {
        settings: () => settings.current.picture,
        now,
        load: (source) => pictures.load(source),
        keep: (source, reference) => pictures.keep(source, reference),
      },
      numbers,
      film: {
        onFailure(error) {
          const state = error === null ? 'ready' : 'withoutClips';
          eventLog.publishLater({ type: 'evidenceState', state, error });
        },
      },
    });
    const configuration = new Configuration(settings, eventLog, snapshot);
    const setup = new Setup({
      station,
      recipes: collection,
      configuration,
      snapshot,
      eventLog,
      roots,
      logins,
      now,
      ahead,
    });
    const history = new History({
      record: folder,
      archive,
      index: archive.file,
      exports: join(directory, 'exports'),
      now,
      recordings: () => settings.current.recordings,
      evidence: join(directory, 'evidence'),
      shifts: () => settings.current.shifts.starts,
    });
    const videos = new VideoWindows(join(directory, 'dry-runs'));
    this.lock = lock;
    this.now = now;
    this.clock = new ClockWatch({ now });
    this.record = folder;
    this.logins = logins;
    this.archive = archive;
    this.ahead = ahead;
    this.eventLog = eventLog;
    this.snapshotStore = snapshot;
    this.unseeded = stored.unseeded;
    this.station = station;
    this.configuration = configuration;
    this.setup = setup;
    this.history = history;
    this.sources = new SourceControl({
      station,
      setup,
      configuration,
      eventLog,
      roots,
      logins,
      defaults: stored.defaults,
    });
    this.recipes = new RecipeControl({
      station,
      setup,
      configuration,
      snapshot,
      collection,
      history,
      videos,
      roots,
    });
    this.login = new OperatorLogin({ people, configuration, snapshot, eventLog, now: steadyTime });
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
    this.parts = new PartControl({ eventLog, history, snapshot });
    this.picture = new PictureControl({ station, configuration });
    this.shifts = new ShiftControl({ eventLog, configuration, snapshot, now });
    this.links = connections({
      directory,
      record: folder,
      snapshot,
      eventLog,
      identity: this.identity,
      parts: this.parts,
      recipes: this.recipes,
      rollouts: this.rollouts,
    });
    this.retention = new Retention({
      directory: join(directory, 'retention'),
      record: folder,
      index: archive.file,
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
    this.settings = new SettingsControl({
      configuration,
      snapshot,
      setup,
      outputs: this.outputs,
      links: this.links,
      retention: this.retention,
      roots,
      now,
    });
    eventLog.subscribeOutputs((numbered) => {
      this.evidence.notice(numbered);
      const { event } = numbered;
      this.links.notice(numbered);
      this.outputs.noticeFailure(event);
      if (event.type === 'health') this.everySecond();
      if (event.type === 'recordState' && event.state === 'ready') void this.seed();
      setup.notice(event);
      this.modelChange.notice(numbered);
      this.rollouts.notice(event);
      if (isLogged(event)) archive.wake(record.day);
      this.identity.notice(event);
      this.login.notice(numbered);
      this.retention.notice(numbered);
    });
    archive.follow(({ state, error }) => eventLog.publishLater({ type: 'indexState', state, error }));
    if (!stored.isWhole) {
      recallCounts({ ...stored, snapshot, eventLog, now })
        .then((known) => known.forEach((one) => void numbers.learn(one)))
        // Without the journals of these days, the counts begin anew.
        .catch(() => undefined);
    }
    this.health = new HealthMonitor(station, folder, eventLog);
  }

  get snapshot(): StationSnapshot {
    return this.snapshotStore.current;
  }

  /** Calls back with every event, when those who keep a state have heard of it. */
  subscribe(subscriber: EventSubscriber): void {
    this.eventLog.subscribeOutputs(subscriber);
  }

  /** Of the model that is loaded; null: none is. */
  get modelCard(): ModelCard | null {
    return this.setup.card;
  }

  async supportBundle(): Promise<Commands['supportBundle']['output']> {
    return makeSupportBundle({
      at: this.now(),
      settings: this.configuration.settings,
      passwords: this.logins.secrets,
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
    await this.ahead.close();
    await this.archive.close();
    await this.links.close();
    this.lock.release();
  }

  private async start(
    { interrupted, estimated: { model, errorEstimate } }: StoredWorkplace,
    { source, watch = true }: WorkplaceOptions,
  ): Promise<void> {
    const { configuration, setup } = this;
    if (source !== null) {
      await configuration.hold(
        rememberSource(configuration.settings, recallAtStart(source, configuration.settings)),
      );
    }
    this.links.follow(configuration.settings.links, this.now());
    await this.evidence.recover();
    await setup.loadModel();
    await this.ahead.close();
    await setup.recallEstimate(model, errorEstimate);
    await this.outputs.follow(configuration.settings.outputs);
    this.retention.start();
    if (watch) await setup.openStored(interrupted);
    // It waits for commands, of which this is one.
    void this.rollouts.start();
  }

  /** A new station whose folder could not be written gets its recipes now. */
  private async seed(): Promise<void> {
    const { configuration, recipes } = this;
    const files = this.unseeded;
    this.unseeded = [];
    const [recipe] = await recipes.seed(files);
    if (recipe === undefined || configuration.settings.recipe !== null) return;
    // What cannot be used is reported as the state of the recipe.
    await recipes.use(recipe, byStation).catch(() => undefined);
  }

  private everySecond(): void {
    const changed = this.clock.look();
    if (changed !== null) this.eventLog.publishLater(changed);
    this.shifts.startIfDue();
    this.configuration.catchUp();
  }

  /** Recordings that stopped because the disk was full begin again. */
  private recordAgain(): void {
    const { configuration, outputs } = this;
    // What cannot be attached is reported as the state of the output.
    configuration.enqueue(() => outputs.follow(configuration.settings.outputs)).catch(() => undefined);
  }
}
