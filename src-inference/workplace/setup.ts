// Brings a station in line with its settings: model, recipe, source. What cannot be used becomes a state that everybody sees.
// The station tries again when a command changes something about it.
import { isDeepStrictEqual } from 'node:util';
import {
  type EngineEvent,
  type ErrorEstimate,
  type ModelState,
  networkName,
  parseSource,
  type RecipeState,
  type SourceInfo,
  StationError,
  type StationSettings,
  toStationError,
} from '../contract/index.ts';
import {
  type BuildWatch,
  cpuCapability,
  describeModel,
  type ModelCard,
  recognitionModelOf,
} from '../model/index.ts';
import { checkLabels, describeRecipe, parseRecipe, type Recipe } from '../recipe/index.ts';
import {
  AcceptedParts,
  type EventLog,
  makePlan,
  type Plan,
  type PlanChange,
  type PlanOptions,
  type Resumption,
  type Run,
  type Station,
} from '../station/index.ts';
import type { Configuration } from './configuration.ts';
import type { InterruptedRun } from './journal-replay.ts';
import { type ModelAhead, type OpenedModel, openModel } from './model-ahead.ts';
import type { RecipeCollection } from './recipe-collection.ts';
import { redactSource } from './redaction.ts';
import { planResumption } from './resumption.ts';
import type { Roots } from './roots.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { SourceLogins } from './source-logins.ts';
import { titleOfSource } from './source-memory.ts';

export interface SetupParts {
  readonly station: Station;
  readonly recipes: RecipeCollection;
  readonly configuration: Configuration;
  readonly snapshot: SnapshotStore;
  readonly eventLog: EventLog;
  readonly roots: Roots;
  readonly logins: SourceLogins;
  readonly now: () => Date;
  readonly ahead: ModelAhead;
}

export class Setup {
  private readonly parts: SetupParts;
  private loaded: ModelCard | null = null;
  /** Null where the card says how the network errs. */
  private accepted: AcceptedParts | null = null;
  private estimate: ErrorEstimate | null = null;
  /** Whose errors the newest plan counts with. */
  private plannedNetwork = '';
  /** Why nothing is checked; null: nobody wanted to use another recipe. */
  private unusable: RecipeState | null = null;
  /** Of each recipe when it was read. */
  private readonly missingPictures = new WeakMap<Recipe, readonly string[]>();

  constructor(parts: SetupParts) {
    this.parts = parts;
  }

  /** Card of the loaded model; null while there is none. */
  get card(): ModelCard | null {
    return this.loaded;
  }

  /** How the network seems to err, where the card does not say it. */
  get errorEstimate(): ErrorEstimate | null {
    return this.estimate;
  }

  /** Loads the model and then the recipe, which must fit it. When one of them cannot be loaded, its state says so. */
  async loadModel(): Promise<void> {
    const { station, eventLog } = this.parts;
    const { model: directory } = this.settings;
    this.forgetModel();
    await eventLog.publish({ type: 'modelState', model: { state: 'loading', directory } });
    try {
      await this.takeModel(await this.openModel(directory));
    } catch (thrown) {
      await station.takeModel(null);
      const error = toStationError(thrown).toJSON();
      await eventLog.publish({ type: 'modelState', model: { state: 'failed', directory, error } });
    }
    await this.loadRecipe();
  }

  /**
   * Opens a model and does not use it yet.
   *
   * @throws StationError when it cannot be used with these settings.
   */
  async openModel(directory: string): Promise<OpenedModel> {
    await this.parts.roots.mustHold(directory);
    const { inferenceServer } = this.settings;
    const wanted = { model: directory, inferenceServer };
    const opened = await (this.parts.ahead.take(wanted, this.watch) ?? openModel(wanted, this.watch));
    try {
      this.mustPlan(opened);
    } catch (thrown) {
      await opened.classifier.close();
      throw thrown;
    }
    return opened;
  }

  /** Screens see how far TensorRT is when it builds an engine. */
  private get watch(): BuildWatch {
    const { eventLog } = this.parts;
    return { onProgress: (text, done) => eventLog.publishLater({ type: 'jobProgress', text, done }) };
  }

  /** @throws StationError when the model cannot be used with the settings as they are now. */
  mustPlan({ card, classifier }: OpenedModel): void {
    makePlan(this.planOptions(this.settings, null), card, classifier.choice);
  }

  /** The settings name it already. The source is closed. */
  async replaceModel(opened: OpenedModel): Promise<void> {
    this.forgetModel();
    await this.takeModel(opened);
    await this.loadRecipe();
  }

  private forgetModel(): void {
    this.loaded = null;
    this.accepted = null;
    this.estimate = null;
  }

  private async takeModel({ directory, card, classifier }: OpenedModel): Promise<void> {
    const { station, eventLog } = this.parts;
    const { choice } = classifier;
    const plan = makePlan(this.planOptions(this.settings, null), card, choice);
    await station.takeModel({ card, classifier, plan });
    this.loaded = card;
    const { labels, background, errors } = recognitionModelOf(card, choice);
    if (!errors) this.accepted = new AcceptedParts(labels, background);
    const { precision, backend } = choice;
    const info = describeModel(card, choice, cpuCapability());
    const model = { state: 'ready', directory, info, precision, backend } as const;
    await eventLog.publish({ type: 'modelState', model });
  }

  /**
   * Parts are judged by these settings and this recipe from the next part on, and at once when no part is in progress.
   *
   * @throws StationError when the recipe does not fit the model.
   */
  async judgeBy(settings: StationSettings, recipe: Recipe | null): Promise<void> {
    const { station, eventLog, snapshot } = this.parts;
    const { recipe: name } = settings;
    const { classifier } = station;
    if (!this.loaded || !classifier) return this.publishRecipe(name, recipe);
    const plan = makePlan(this.planOptions(settings, recipe), this.loaded, classifier.choice);
    this.plannedNetwork = networkName(classifier.choice);
    if (station.hasOpenPart && recipe !== station.plans?.latest.recipe) {
      await eventLog.publish({ type: 'recipeState', recipe: snapshot.current.recipe, next: name });
    }
    await station.judgeBy(plan);
  }

  /**
   * Nothing is checked from the next part on, and at once when no part is in progress.
   *
   * @param name What should have been used.
   * @param error Why it cannot be; the state of the recipe says so.
   */
  async checkNothing(name: string, error: StationError): Promise<void> {
    const { station, snapshot } = this.parts;
    this.unusable = { state: 'failed', name, error: error.toJSON() };
    await this.judgeBy({ ...this.settings, recipe: null }, null);
    const { recipe } = snapshot.current;
    if (!station.hasOpenPart && recipe !== this.unusable) await this.publishRecipe(null, null);
  }

  /** Judges by settings that have changed, and by the same recipe. */
  async refreshPlan(): Promise<void> {
    const { plans } = this.parts.station;
    if (plans) await this.judgeBy(this.settings, plans.latest.recipe);
  }

  /** Goes on with the estimate of the engine before this one, if it had the same model. */
  async recallEstimate(before: ModelState, estimate: ErrorEstimate | null): Promise<void> {
    const isSame = isDeepStrictEqual(before, this.parts.snapshot.current.model);
    if (estimate === null || this.accepted === null || !isSame) return;
    this.estimate = estimate;
    await this.refreshPlan();
  }

  /** Estimates how the network errs from parts that passed. A new estimate holds from one of the next parts on. */
  notice(event: EngineEvent): void {
    if (event.type === 'servingState') this.planForNetwork();
    const { accepted } = this;
    const estimate = accepted?.take(event);
    if (!estimate) return;
    const { station, configuration } = this.parts;
    const using = configuration.enqueue(async () => {
      const { plans, classifier } = station;
      // Another model may have been loaded meanwhile.
      if (this.accepted !== accepted || !plans || !this.loaded || !classifier) return;
      this.estimate = estimate;
      const options = this.planOptions(this.settings, plans.latest.recipe);
      station.judgeLaterBy(makePlan(options, this.loaded, classifier.choice));
    });
    using.catch(() => undefined);
  }

  /** Another network of the card may err in another way: parts are judged by what is known of it, from the next one on. */
  private planForNetwork(): void {
    const planning = this.parts.configuration.enqueue(async () => {
      const { classifier } = this.parts.station;
      if (!this.loaded || !classifier || networkName(classifier.choice) === this.plannedNetwork) return;
      await this.refreshPlan();
    });
    planning.catch(() => undefined);
  }

  /** @throws StationError when the recipe is not there, not valid, or does not fit the loaded model. */
  async readRecipe(name: string): Promise<Recipe> {
    const recipe = parseRecipe(await this.parts.recipes.readText(name), `${name}.yaml`);
    this.mustFit(recipe);
    this.missingPictures.set(recipe, await this.parts.recipes.missingPictures(recipe));
    return recipe;
  }

  /** @throws StationError `recipe_mismatch` with the loaded model. */
  mustFit(recipe: Recipe): void {
    if (this.loaded) mustFitCard(recipe, this.loaded);
  }

  /** @throws StationError when the recipe is not there, not valid, or does not fit that model. */
  async mustFitModel(name: string, card: ModelCard): Promise<void> {
    mustFitCard(parseRecipe(await this.parts.recipes.readText(name), `${name}.yaml`), card);
  }

  /** Publishes what screens do not know of the plan that is in force now. */
  publishPlan({ before, plan: { recipe, recipeName, errorEstimate: estimate } }: PlanChange<Plan>): void {
    if (estimate !== null && estimate !== before.errorEstimate) {
      this.parts.eventLog.publishLater({ type: 'errorsEstimated', estimate });
    }
    const isKnown = recipe === before.recipe && this.parts.snapshot.current.nextRecipe === null;
    if (!isKnown) this.publishRecipe(recipeName, recipe).catch(() => undefined);
  }

  /** @param source With its password. @throws StationError when it cannot be opened; the source before it goes on. */
  async openSource(source: string, resume: Resumption | null = null): Promise<void> {
    const { station, snapshot, roots, logins } = this.parts;
    const { model } = snapshot.current;
    if (model.state === 'failed') throw StationError.from(model.error);
    const spec = parseSource(source);
    if (spec.kind === 'file') await roots.mustHold(spec.path);
    this.publishEnd(await station.openSource(logins.complete(spec), resume));
  }

  /** Goes on with a file where it was. When it cannot be opened, its state says so. */
  async reopen(source: string, fromSeconds: number): Promise<void> {
    const resume = { part: null, lastSeconds: fromSeconds, stoppedSeconds: () => 0, fromSeconds };
    try {
      await this.openSource(source, resume);
    } catch (thrown) {
      await this.publishFailure(this.unopened(source), toStationError(thrown));
    }
  }

  /**
   * Opens the source that was watched last. When it cannot be opened, its state says so.
   *
   * @param interrupted What a lost engine left unfinished: its part is resumed or aborted.
   */
  async openStored(interrupted: InterruptedRun | null): Promise<void> {
    const { source } = this.settings;
    const resume =
      source === null || interrupted === null ? null : this.resumption(interrupted, redactSource(source));
    if (interrupted?.part && !resume?.part) await this.abortPart(interrupted);
    if (source === null) return;
    try {
      await this.openSource(source, resume);
    } catch (thrown) {
      if (interrupted && resume?.part) await this.abortPart(interrupted);
      await this.publishFailure(this.unopened(source), toStationError(thrown));
    }
  }

  private planOptions(settings: StationSettings, recipe: Recipe | null): PlanOptions {
    const { policy, minProbability, failAbove, joinedParts, hopSeconds, recipe: recipeName } = settings;
    const errorEstimate = this.estimate;
    return { recipe, recipeName, policy, failAbove, joinedParts, minProbability, hopSeconds, errorEstimate };
  }

  private get settings(): StationSettings {
    return this.parts.configuration.settings;
  }

  private abortPart({ part, windows }: InterruptedRun): Promise<void> {
    const { number, startSeconds } = part!;
    const atSeconds = windows.at(-1)?.endSeconds ?? startSeconds;
    return this.parts.eventLog.publish({
      type: 'partAborted',
      part: number,
      atSeconds,
      reason: 'engineLost',
    });
  }

  private resumption(interrupted: InterruptedRun, source: string): Resumption | null {
    const { plans, numbers } = this.parts.station;
    const { settings, loaded: card } = this;
    if (!plans || !card) return null;
    const now = (): number => this.parts.now().getTime();
    return planResumption(interrupted, { settings, card, plans, numbers, source, now });
  }

  /** When the recipe cannot be used, its state says so, and nothing is checked. */
  private async loadRecipe(): Promise<void> {
    const { recipe: name } = this.settings;
    try {
      await this.judgeBy(this.settings, name === null ? null : await this.readRecipe(name));
      // The plan of a new model has no recipe: one without a recipe is no change to it.
      if (name === null && this.loaded) await this.publishRecipe(null, null);
    } catch (thrown) {
      const recipe = { state: 'failed', name: name ?? '', error: toStationError(thrown).toJSON() } as const;
      await this.parts.eventLog.publish({ type: 'recipeState', recipe, next: null });
    }
  }

  private publishRecipe(name: string | null, recipe: Recipe | null): Promise<void> {
    const { eventLog } = this.parts;
    if (recipe === null || name === null) {
      const none = this.unusable ?? ({ state: 'none' } as const);
      return eventLog.publish({ type: 'recipeState', recipe: none, next: null });
    }
    this.unusable = null;
    const missing = this.missingPictures.get(recipe) ?? [];
    const state = {
      state: 'ready',
      name,
      info: describeRecipe(recipe),
      ...(missing.length > 0 && { missingPictures: missing }),
    } as const;
    return eventLog.publish({ type: 'recipeState', recipe: state, next: null });
  }

  /** Screens see what breaks a run off. */
  private publishEnd(run: Run): void {
    const info = this.parts.station.sourceInfo;
    run.done.catch((thrown: unknown) => {
      const error = toStationError(thrown);
      if (error.code !== 'aborted' && info) void this.publishFailure(info, error);
    });
  }

  /** What is known of a source that could not be opened. */
  private unopened(text: string): SourceInfo {
    const name = redactSource(text);
    const title = titleOfSource(this.settings, text);
    const unknown = { width: 0, height: 0, durationSeconds: null, framesPerSecond: null, codec: null };
    return { name, ...(title !== undefined && { title }), ...unknown };
  }

  private publishFailure(source: SourceInfo, error: StationError): Promise<void> {
    return this.parts.eventLog.publish({
      type: 'sourceState',
      state: 'ended',
      source,
      error: error.toJSON(),
    });
  }
}

function mustFitCard(recipe: Recipe, { labels, background }: ModelCard): void {
  checkLabels(
    recipe,
    labels.map(({ name }) => name),
    background,
  );
}
