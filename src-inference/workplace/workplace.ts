// The folder of a station and what must survive in it, composed round a station: settings, recipes, record, and the
// snapshot that every screen shares.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Chronicle, type Numbering, type Report } from '../chronicle.ts';
import {
  advance,
  type Commands,
  type EngineEvent,
  type FolderListing,
  type PartId,
  parseSource,
  type RecipeCheck,
  type SettingsChange,
  type SourceInfo,
  StationError,
  type StationSettings,
  type StationSnapshot,
  type StoredRecipe,
  toStationError,
  type WorkplaceOptions,
} from '../contract/index.ts';
import { describeModel, type ModelCard, openClassifier, readModelCard } from '../model/index.ts';
import { makePlan, type Plan } from '../plan.ts';
import { openRecord } from '../record/index.ts';
import type { Run } from '../run.ts';
import { checkLabels, describeRecipe, parseRecipe, type Recipe } from '../sequence/index.ts';
import { Station } from '../station.ts';
import { listFolder } from './folder-listing.ts';
import { HealthMeter } from './health.ts';
import { LastingOutputs, nameOutputs } from './lasting-outputs.ts';
import { checkRecipeText } from './recipe-check.ts';
import { RecipeCollection } from './recipe-collection.ts';
import { type LostRun, type Past, recollect } from './recollection.ts';
import { planResumption } from './resumption.ts';
import { SettingsFile } from './settings-file.ts';
import { recallSource, redactSettings, redactSource, rememberSource } from './source-memory.ts';
import { blankSnapshot, usualSettings } from './usual-settings.ts';

export interface WorkplaceContext {
  readonly now: () => Date;
  readonly numbering: Numbering;
  readonly report: Report;
}

const healthMilliseconds = 1000;

export class Workplace {
  readonly station: Station;
  readonly recipes: RecipeCollection;
  private readonly context: WorkplaceContext;
  private readonly settings: SettingsFile;
  private readonly chronicle: Chronicle;
  private readonly outputs: LastingOutputs;
  private readonly health: HealthMeter;
  private readonly clock: NodeJS.Timeout;
  private state: StationSnapshot;
  private card: ModelCard | null = null;
  private recipeShown: Recipe | null = null;
  /** Commands that change what is set up come one after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  /**
   * Resolves when the snapshot can be asked for; model and source are opened meanwhile.
   *
   * @throws StationError `record_unwritable` when nothing can be kept in the folder.
   */
  static async open(options: WorkplaceOptions, context: WorkplaceContext): Promise<Workplace> {
    const { directory, defaults } = options;
    const recipes = new RecipeCollection(join(directory, 'recipes'), context.now);
    const opened = await SettingsFile.open(directory, () => usualSettings(options, null, context.now()));
    if (opened.isNew) {
      const [recipe = null] = await recipes.seed(defaults.recipes);
      await opened.file.save({ ...opened.file.current, recipe });
    }
    const record = join(directory, 'record');
    const blank = blankSnapshot(opened.file.current, randomUUID(), context.numbering.sequence);
    const past = await recollect(record, blank, context.now());
    const workplace = new Workplace(options, context, {
      settings: opened.file,
      recipes,
      record,
      blank,
      past,
    });
    if (opened.refused) await workplace.tell({ type: 'settingsRefused', error: opened.refused.toJSON() });
    else await workplace.tellSettings();
    workplace.inTurn(() => workplace.begin(past.lost, options.source)).catch(() => undefined);
    return workplace;
  }

  private constructor(
    _options: WorkplaceOptions,
    context: WorkplaceContext,
    parts: {
      readonly settings: SettingsFile;
      readonly recipes: RecipeCollection;
      readonly record: string;
      readonly blank: StationSnapshot;
      readonly past: Past;
    },
  ) {
    const { lost, ...kept } = parts.past;
    this.context = context;
    this.settings = parts.settings;
    this.recipes = parts.recipes;
    this.state = { ...parts.blank, ...kept, part: lost?.part ?? null };
    const record = openRecord({
      directory: parts.record,
      now: context.now,
      partDay: lost?.part ? lost.day : null,
    });
    this.chronicle = new Chronicle(context.numbering, record, (event) => {
      this.state = advance(this.state, event);
      return context.report(event);
    });
    this.station = new Station({
      chronicle: this.chronicle,
      onPlanInForce: (plan) => this.showPlan(plan),
    });
    this.outputs = new LastingOutputs(this.station, ({ id, spec }, error) => {
      const target = spec.kind === 'recording' ? spec.directory : spec.kind;
      this.note({
        type: 'outputState',
        output: 0,
        kind: spec.kind,
        state: 'failed',
        target,
        error,
        setting: id,
        fromSeconds: null,
      });
    });
    this.health = new HealthMeter(this.station, parts.record);
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
      this.mustHaveModel();
      this.follow(await this.station.openSource(parseSource(source)));
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

  /** The part in progress is judged as it stands; the next one begins with the next action. */
  startPart(): Promise<void> {
    return this.station.closePart();
  }

  abandonPart(): Promise<void> {
    return this.station.abandonPart();
  }

  /** @throws StationError `not_possible` for a part that waits for nobody. */
  async acknowledgePart({ id, by, reason }: { id: PartId; by: string; reason: string }): Promise<void> {
    const { lastPart, unacknowledged } = this.state;
    const isWarned = lastPart?.id === id && lastPart.verdict === 'warn' && lastPart.acknowledgement === null;
    if (!unacknowledged.includes(id) && !isWarned) {
      throw new StationError('not_possible', 'This part waits for nobody.', {
        where: id,
        hint: 'It did not fail, or somebody has looked at it already.',
      });
    }
    await this.tell({ type: 'partAcknowledged', id, by: by.trim(), reason: reason.trim() });
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
      const recipe = name === null ? null : await this.readRecipe(name);
      await this.putInForce({ ...this.settings.current, recipe: name }, recipe);
      await this.change({ ...this.settings.current, recipe: name });
    });
  }

  checkRecipe(text: string): RecipeCheck {
    return checkRecipeText(text, this.card);
  }

  /** When it is the one in use, it changes from the next part on. @throws StationError, see `RecipeCollection.save`. */
  async saveRecipe(input: Commands['saveRecipe']['input']): Promise<StoredRecipe> {
    const isInUse = this.settings.current.recipe === input.name;
    if (isInUse && this.card) mustFit(parseRecipe(input.text, `${input.name}.yaml`), this.card);
    const stored = await this.recipes.save(input);
    if (isInUse) await this.takeRecipe(input.name);
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

  listFolder({ path, kind }: Commands['listFolder']['input']): Promise<FolderListing> {
    return listFolder(this.settings.current.folders, path, kind);
  }

  changeSettings(change: SettingsChange): Promise<void> {
    return this.inTurn(async () => {
      const before = this.settings.current;
      const settings: StationSettings = {
        ...before,
        ...change,
        outputs: nameOutputs(change.outputs ?? before.outputs),
      };
      await this.change(settings);
      if (settings.model !== before.model || this.state.model.state === 'failed') {
        await this.loadModel();
        await this.openStored(null);
      } else if (this.card) {
        await this.putInForce(settings, await this.recipeInUse());
      }
      await this.outputs.follow(settings.outputs);
    });
  }

  async close(): Promise<void> {
    clearInterval(this.clock);
    await this.turn;
    await this.station.close();
  }

  private async begin(lost: LostRun | null, source: string | null): Promise<void> {
    if (source !== null) {
      const text = recallSource(source, this.settings.current);
      await this.change(rememberSource(this.settings.current, text));
    }
    await this.loadModel();
    await this.outputs.follow(this.settings.current.outputs);
    await this.openStored(lost);
  }

  /** That it cannot be loaded is a state. */
  private async loadModel(): Promise<void> {
    const { model: directory } = this.settings.current;
    this.card = null;
    await this.tell({ type: 'modelState', model: { state: 'loading', directory } });
    try {
      const card = await readModelCard(directory);
      const classifier = await openClassifier(card);
      await this.station.takeModel({ card, classifier }, makePlan(this.planOptions(null), card));
      this.card = card;
      await this.tell({
        type: 'modelState',
        model: { state: 'ready', directory, info: describeModel(card), precision: 'fp32', backend: 'cpu' },
      });
    } catch (thrown) {
      await this.station.takeModel(null, null);
      const error = toStationError(thrown).toJSON();
      await this.tell({ type: 'modelState', model: { state: 'failed', directory, error } });
    }
    await this.loadRecipe();
  }

  /** That it cannot be used is a state: nothing is checked then. */
  private async loadRecipe(): Promise<void> {
    const { recipe: name } = this.settings.current;
    if (name === null) return this.tell({ type: 'recipeState', recipe: { state: 'none' }, next: null });
    try {
      const recipe = await this.readRecipe(name);
      if (this.card) await this.putInForce(this.settings.current, recipe);
      else await this.showRecipe(name, recipe);
    } catch (thrown) {
      this.recipeShown = null;
      const error = toStationError(thrown).toJSON();
      await this.tell({ type: 'recipeState', recipe: { state: 'failed', name, error }, next: null });
    }
  }

  /** The source that was watched last. That it cannot be opened is a state. */
  private async openStored(lost: LostRun | null): Promise<void> {
    const { source } = this.settings.current;
    const resume = source === null ? null : this.resumption(lost, redactSource(source));
    if (lost?.part && !resume?.part) {
      const atSeconds = lost.windows.at(-1)?.endSeconds ?? lost.part.startSeconds;
      await this.tell({ type: 'partAborted', part: lost.part.number, atSeconds, reason: 'engineLost' });
    }
    if (source === null) return;
    try {
      this.mustHaveModel();
      this.follow(await this.station.openSource(parseSource(source), resume));
    } catch (thrown) {
      if (resume?.part) {
        const { number: part } = resume.part;
        await this.tell({ type: 'partAborted', part, atSeconds: resume.lastSeconds, reason: 'engineLost' });
      }
      await this.showBrokenSource(nameOnly(source), toStationError(thrown));
    }
  }

  private resumption(lost: LostRun | null, source: string) {
    const plan = this.station.currentPlan;
    if (!lost || !plan || !this.card) return null;
    const { now } = this.context;
    return planResumption(lost, {
      settings: this.settings.current,
      card: this.card,
      plan,
      source,
      now: () => now().getTime(),
    });
  }

  /** What breaks a run off must show on the screens, also when it cannot be recorded. */
  private follow(run: Run): void {
    const info = this.station.sourceInfo;
    run.done.catch((thrown: unknown) => {
      const error = toStationError(thrown);
      if (error.code !== 'aborted' && info) void this.showBrokenSource(info, error);
    });
  }

  private showBrokenSource(source: SourceInfo, error: StationError): Promise<void> {
    const event: EngineEvent = { type: 'sourceState', state: 'ended', source, error: error.toJSON() };
    return this.tell(event).catch(() => this.chronicle.tellUnrecorded(event));
  }

  /** @throws StationError when it is not there, not valid, or not for the model that is loaded. */
  private async readRecipe(name: string): Promise<Recipe> {
    const recipe = parseRecipe(await this.recipes.readText(name), `${name}.yaml`);
    if (this.card) mustFit(recipe, this.card);
    return recipe;
  }

  private async recipeInUse(): Promise<Recipe | null> {
    return this.station.currentPlan?.recipe ?? null;
  }

  private async putInForce(settings: StationSettings, recipe: Recipe | null): Promise<void> {
    if (!this.card) return recipe && settings.recipe ? this.showRecipe(settings.recipe, recipe) : undefined;
    const plan = makePlan({ ...this.planOptions(recipe, settings), recipeName: settings.recipe }, this.card);
    const waits =
      this.station.hasOpenPart && settings.recipe !== null && recipe !== this.station.currentPlan?.recipe;
    if (waits) await this.tell({ type: 'recipeState', recipe: this.state.recipe, next: settings.recipe });
    await this.station.judgeBy(plan);
  }

  private planOptions(recipe: Recipe | null, settings = this.settings.current) {
    const { policy, minProbability, hopSeconds } = settings;
    return { recipe, policy, minProbability, hopSeconds };
  }

  /** From here on this plan judges. */
  private showPlan({ recipe, recipeName }: Plan): void {
    if (recipe === this.recipeShown && this.state.nextRecipe === null) return;
    this.showRecipe(recipeName, recipe).catch(() => undefined);
  }

  private showRecipe(name: string | null, recipe: Recipe | null): Promise<void> {
    this.recipeShown = recipe;
    return this.tell({
      type: 'recipeState',
      recipe:
        recipe === null || name === null
          ? { state: 'none' }
          : { state: 'ready', name, info: describeRecipe(recipe) },
      next: null,
    });
  }

  /** @throws StationError what keeps it from being loaded. */
  private mustHaveModel(): void {
    const { model } = this.state;
    if (model.state === 'failed') throw StationError.from(model.error);
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

  private note(event: EngineEvent): void {
    this.tell(event).catch(() => undefined);
  }

  private async takePulse(): Promise<void> {
    this.note({ type: 'health', health: await this.health.measure() });
  }

  private inTurn<Result>(command: () => Promise<Result>): Promise<Result> {
    const result = this.turn.then(command);
    this.turn = result.catch(() => undefined);
    return result;
  }
}

/** @throws StationError `recipe_mismatch`. */
function mustFit(recipe: Recipe, { labels, background }: ModelCard): void {
  const names = labels.map(({ name }) => name);
  checkLabels(recipe, names, background);
}

/** Of a source that was never opened. */
function nameOnly(text: string): SourceInfo {
  return {
    name: redactSource(text),
    width: 0,
    height: 0,
    durationSeconds: null,
    framesPerSecond: null,
    codec: null,
  };
}
