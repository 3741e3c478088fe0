// The folder of a station and what must survive in it, composed round a station: settings, recipes, record, and the
// snapshot that every screen shares.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  advance,
  type Commands,
  type DryRunResult,
  type EngineEvent,
  type FolderListing,
  type NumberedEvent,
  parseSource,
  type RecipeCheck,
  type SettingsChange,
  type SourceProbe,
  StationError,
  type StationSettings,
  type StationSnapshot,
  type StoredRecipe,
  toStationError,
  type WorkplaceOptions,
} from '../contract/index.ts';
import { examine } from '../diagnostics/index.ts';
import { parseRecipe } from '../recipe/index.ts';
import { openRecord } from '../record/index.ts';
import { Chronicle, makePlan, type Numbering, type Report, Station } from '../station/index.ts';
import { judgeWindows, VideoWindows } from './dry-run.ts';
import { listFolder } from './folder-listing.ts';
import { HealthMeter } from './health.ts';
import { History } from './history.ts';
import { LastingOutputs, nameOutputs } from './lasting-outputs.ts';
import { probeSource } from './probe.ts';
import { checkRecipeText } from './recipe-check.ts';
import { RecipeCollection } from './recipe-collection.ts';
import { type Past, recollect } from './recollection.ts';
import { checkChange } from './settings-change.ts';
import { SettingsFile } from './settings-file.ts';
import { Setup } from './setup.ts';
import { recallSource, redactSettings, rememberSource } from './source-memory.ts';
import { makeSupportBundle } from './support-bundle.ts';
import { blankSnapshot, usualSettings } from './usual-settings.ts';

export interface WorkplaceContext {
  readonly now: () => Date;
  readonly numbering: Numbering;
  readonly report: Report;
}

interface WorkplaceParts {
  readonly directory: string;
  readonly record: string;
  readonly settings: SettingsFile;
  readonly recipes: RecipeCollection;
  readonly snapshot: StationSnapshot;
  readonly past: Past;
}

const healthMilliseconds = 1000;

export class Workplace {
  readonly station: Station;
  readonly recipes: RecipeCollection;
  readonly history: History;
  private readonly context: WorkplaceContext;
  private readonly record: string;
  private readonly settings: SettingsFile;
  private readonly chronicle: Chronicle;
  private readonly setup: Setup;
  private readonly outputs: LastingOutputs;
  private readonly videos: VideoWindows;
  private readonly health: HealthMeter;
  private readonly clock: NodeJS.Timeout;
  private isMeasuring = false;
  private state: StationSnapshot;
  /** Commands that change what is set up come one after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  /**
   * Resolves when the snapshot can be asked for; model and source are opened meanwhile.
   *
   * @throws StationError `record_unwritable` when nothing can be kept in the folder.
   */
  static async open(options: WorkplaceOptions, context: WorkplaceContext): Promise<Workplace> {
    const { directory, defaults } = options;
    const { now, numbering } = context;
    const record = join(directory, 'record');
    const recipes = new RecipeCollection(join(directory, 'recipes'), now);
    const {
      file: settings,
      refused,
      isNew,
    } = await SettingsFile.open(directory, () => usualSettings(options, now()));
    if (isNew) {
      const [recipe = null] = await recipes.seed(defaults.recipes);
      await settings.save({ ...settings.current, recipe });
    }
    const blank = blankSnapshot(settings.current, randomUUID(), numbering.sequence);
    const past = await recollect(record, blank, now());
    const { lost, ...kept } = past;
    const snapshot = { ...blank, ...kept, part: lost?.part ?? null };
    const workplace = new Workplace({ directory, record, settings, recipes, snapshot, past }, context);
    try {
      await workplace.tellSettings();
      if (refused) await workplace.tell({ type: 'settingsRefused', error: refused.toJSON() });
    } catch (thrown) {
      await workplace.close();
      throw thrown;
    }
    workplace.inTurn(() => workplace.begin(past, options.source)).catch(() => undefined);
    return workplace;
  }

  private constructor(parts: WorkplaceParts, context: WorkplaceContext) {
    const { directory, record, settings, recipes, past } = parts;
    const { now, numbering } = context;
    const { lost } = past;
    this.context = context;
    this.record = record;
    this.settings = settings;
    this.recipes = recipes;
    this.state = parts.snapshot;
    const recorder = openRecord({ directory: record, now, partDay: lost?.part ? lost.day : null });
    this.chronicle = new Chronicle(numbering, recorder, (event) => this.hear(event));
    this.station = new Station({
      chronicle: this.chronicle,
      onPlanInForce: (plan) => this.setup.showPlan(plan),
    });
    this.setup = new Setup({
      station: this.station,
      recipes,
      settings: () => settings.current,
      snapshot: () => this.state,
      tell: (event) => this.tell(event),
      tellUnrecorded: (event) => this.chronicle.tellUnrecorded(event),
      now,
    });
    this.outputs = new LastingOutputs(this.station);
    this.history = new History({ record, recordings: () => settings.current.recordings });
    this.videos = new VideoWindows(join(directory, 'dry-runs'));
    this.health = new HealthMeter(this.station, record);
    this.clock = setInterval(() => void this.takePulse(), healthMilliseconds);
    this.clock.unref();
  }

  snapshot(): StationSnapshot {
    return this.state;
  }

  /** @param text As a person typed it, or as a screen was shown it. @throws StationError when it cannot be opened. */
  watch(text: string): Promise<void> {
    return this.inTurn(async () => {
      const source = recallSource(text, this.settings.current);
      await this.setup.openSource(source);
      await this.change(rememberSource(this.settings.current, source));
    });
  }

  unwatch(): Promise<void> {
    return this.inTurn(async () => {
      await this.station.closeSource();
      await this.tell({ type: 'sourceGone' });
      await this.change({ ...this.settings.current, source: null });
    });
  }

  /** @throws StationError, see `probeSource`. */
  probe({ source, width }: Commands['probeSource']['input']): Promise<SourceProbe> {
    const spec = parseSource(recallSource(source, this.settings.current));
    const { watched } = this.station;
    return probeSource(spec, width, watched && { ...watched, outputs: this.station });
  }

  listFolder({ path, kind }: Commands['listFolder']['input']): Promise<FolderListing> {
    // Drafts of recipes are tried on recordings too.
    const { folders, recordings } = this.settings.current;
    return listFolder([...new Set([...folders, recordings])], path, kind);
  }

  /** @throws StationError `not_possible` for a part that waits for nobody. */
  async acknowledgePart({ id, by, reason }: Commands['acknowledgePart']['input']): Promise<void> {
    if (!this.state.unacknowledged.includes(id) && !(await this.history.isWaiting(id))) {
      throw new StationError('not_possible', 'This part waits for nobody.', {
        where: id,
        hint: 'It was right, or somebody has looked at it already.',
      });
    }
    await this.tell({ type: 'partAcknowledged', id, by, reason });
  }

  startShift(): Promise<void> {
    return this.inTurn(async () => {
      await this.tell({ type: 'shiftStarted' });
      await this.change({ ...this.settings.current, shiftStartedAt: this.state.shift.since });
    });
  }

  /** @throws StationError when it cannot be used; what was in force stays so. */
  takeRecipe(name: string | null): Promise<void> {
    return this.inTurn(async () => {
      const settings = { ...this.settings.current, recipe: name };
      await this.setup.putInForce(settings, name === null ? null : await this.setup.readRecipe(name));
      await this.change(settings);
    });
  }

  checkRecipe(text: string): RecipeCheck {
    return checkRecipeText(text, this.setup.card);
  }

  /** When it is the one in use, it changes from the next part on. @throws StationError, see `RecipeCollection.save`. */
  async saveRecipe(input: Commands['saveRecipe']['input']): Promise<StoredRecipe> {
    const { name, text } = input;
    const isInUse = this.settings.current.recipe === name;
    if (isInUse) this.setup.mustFit(parseRecipe(text, `${name}.yaml`));
    const stored = await this.recipes.save(input);
    if (isInUse) await this.takeRecipe(name);
    return stored;
  }

  /** @throws StationError `not_possible` for the recipe that is in use, or will be. */
  deleteRecipe(name: string): Promise<void> {
    return this.inTurn(async () => {
      const { recipe } = this.state;
      if (this.settings.current.recipe === name || (recipe.state !== 'none' && recipe.name === name)) {
        throw new StationError('not_possible', `The recipe "${name}" is in use.`, {
          where: name,
          hint: 'Use another one first.',
        });
      }
      await this.recipes.remove(name);
    });
  }

  /** @throws StationError for a draft that is not valid, `not_possible` without a model. */
  async dryRun({ text, on }: Commands['dryRun']['input']): Promise<DryRunResult> {
    const recipe = parseRecipe(text, 'draft');
    const { card } = this.setup;
    const { classifier } = this.station;
    if (!card || !classifier) {
      throw new StationError('not_possible', 'No model is loaded.', {
        hint: 'Choose one that can be loaded.',
      });
    }
    const { policy, minProbability, failAbove, hopSeconds } = this.settings.current;
    const options = { recipe, policy, failAbove, minProbability, hopSeconds };
    const plan = makePlan(options, card, classifier.choice.precision);
    if (on.kind === 'video') {
      return judgeWindows(await this.videos.of(on.path, plan.hopSeconds, { card, classifier }), plan);
    }
    const windows = await this.history.readWindows(on.id);
    if (windows.some(({ probabilities }) => probabilities.length !== card.labels.length)) {
      throw new StationError('not_possible', 'This part was seen by another model.', {
        where: on.id,
        hint: 'Choose a newer part, or a video.',
      });
    }
    return judgeWindows(windows, plan);
  }

  /** @throws StationError `settings_invalid`; nothing is changed then. */
  changeSettings(change: SettingsChange): Promise<void> {
    return this.inTurn(async () => {
      const before = this.settings.current;
      await checkChange(change, change.model === undefined ? this.setup.card : null);
      const outputs = nameOutputs(change.outputs ?? before.outputs);
      await this.change({ ...before, ...change, outputs });
      const isModelNew = change.model !== undefined && change.model !== before.model;
      if (isModelNew || (change.model !== undefined && this.state.model.state === 'failed')) {
        await this.setup.loadModel();
        await this.setup.openStored(null);
      } else await this.setup.refreshPlan();
      if (change.outputs) await this.outputs.follow(outputs);
    });
  }

  async supportBundle(): Promise<Commands['supportBundle']['output']> {
    return makeSupportBundle({
      at: this.context.now(),
      settings: this.settings.current,
      snapshot: this.state,
      doctor: await examine().catch((thrown: unknown) => ({ error: toStationError(thrown).message })),
      recipes: await this.recipes.list(),
      record: this.record,
    });
  }

  async close(): Promise<void> {
    clearInterval(this.clock);
    await this.turn;
    await this.station.close();
  }

  private async begin({ lost }: Past, source: string | null): Promise<void> {
    if (source !== null) await this.change(rememberSource(this.settings.current, this.recall(source)));
    await this.setup.loadModel();
    await this.outputs.follow(this.settings.current.outputs);
    await this.setup.openStored(lost);
  }

  /** A text that names no source is no reason not to begin: opening it tells what is wrong. */
  private recall(text: string): string {
    try {
      return recallSource(text, this.settings.current);
    } catch {
      return text;
    }
  }

  private hear(event: NumberedEvent): Promise<void> {
    this.state = advance(this.state, event);
    const { event: plain } = event;
    if (plain.type === 'outputState' && plain.state === 'failed' && plain.setting !== null) {
      this.outputs.forget(plain.setting);
    }
    return this.context.report(event);
  }

  private async change(settings: StationSettings): Promise<void> {
    await this.settings.save(settings);
    await this.tellSettings();
  }

  private tellSettings(): Promise<void> {
    return this.tell({ type: 'settingsChanged', settings: redactSettings(this.settings.current) });
  }

  private tell(event: EngineEvent): Promise<void> {
    return this.chronicle.tell(event);
  }

  private async takePulse(): Promise<void> {
    // A disk that hangs must not collect questions.
    if (this.isMeasuring) return;
    this.isMeasuring = true;
    const health = await this.health.measure();
    this.isMeasuring = false;
    await this.tell({ type: 'health', health }).catch(() => undefined);
  }

  private inTurn<Result>(command: () => Promise<Result>): Promise<Result> {
    const result = this.turn.then(command);
    this.turn = result.catch(() => undefined);
    return result;
  }
}
