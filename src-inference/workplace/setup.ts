// Brings a station in line with its settings: model, recipe, source. What cannot be used is a state that everybody sees,
// and is tried again when a command gives reason to.
import {
  type EngineEvent,
  parseSource,
  type SourceInfo,
  StationError,
  type StationSettings,
  type StationSnapshot,
  toStationError,
} from '../contract/index.ts';
import {
  cpuCapability,
  describeModel,
  type ModelCard,
  openClassifier,
  readModelCard,
} from '../model/index.ts';
import { checkLabels, describeRecipe, parseRecipe, type Recipe } from '../recipe/index.ts';
import {
  makePlan,
  type Plan,
  type PlanOptions,
  type Resumption,
  type Run,
  type Station,
} from '../station/index.ts';
import type { RecipeCollection } from './recipe-collection.ts';
import type { LostRun } from './recollection.ts';
import { planResumption } from './resumption.ts';
import { redactSource } from './source-memory.ts';

export interface SetupParts {
  readonly station: Station;
  readonly recipes: RecipeCollection;
  readonly settings: () => StationSettings;
  readonly snapshot: () => StationSnapshot;
  readonly tell: (event: EngineEvent) => Promise<void>;
  /** Of what is wrong with the record itself. */
  readonly tellUnrecorded: (event: EngineEvent) => Promise<void>;
  readonly now: () => Date;
}

export class Setup {
  private readonly parts: SetupParts;
  private loaded: ModelCard | null = null;
  private recipeShown: Recipe | null = null;

  constructor(parts: SetupParts) {
    this.parts = parts;
  }

  /** Of the model that is loaded; null while there is none. */
  get card(): ModelCard | null {
    return this.loaded;
  }

  /** And the recipe, which must fit it. That one cannot be loaded is a state. */
  async loadModel(): Promise<void> {
    const { station, tell, settings } = this.parts;
    const { model: directory } = settings();
    this.loaded = null;
    await tell({ type: 'modelState', model: { state: 'loading', directory } });
    try {
      const card = await readModelCard(directory);
      const classifier = await openClassifier(card);
      await station.takeModel({ card, classifier }, makePlan(planOptions(settings(), null), card));
      this.loaded = card;
      const { choice } = classifier;
      const info = describeModel(card, choice, cpuCapability());
      const { precision, backend } = choice;
      const model = { state: 'ready', directory, info, precision, backend } as const;
      await tell({ type: 'modelState', model });
    } catch (thrown) {
      await station.takeModel(null, null);
      const error = toStationError(thrown).toJSON();
      await tell({ type: 'modelState', model: { state: 'failed', directory, error } });
    }
    await this.loadRecipe();
  }

  /**
   * What parts are judged by from the next one on, or at once.
   *
   * @throws StationError when the recipe does not fit the model.
   */
  async putInForce(settings: StationSettings, recipe: Recipe | null): Promise<void> {
    const { station, tell, snapshot } = this.parts;
    const { recipe: name } = settings;
    if (!this.loaded) return this.showRecipe(name, recipe);
    const plan = makePlan(planOptions(settings, recipe), this.loaded);
    const isNews = recipe !== station.currentPlan?.recipe;
    if (station.hasOpenPart && isNews) {
      await tell({ type: 'recipeState', recipe: snapshot().recipe, next: name });
    }
    await station.judgeBy(plan);
  }

  /** The settings but the recipe. */
  async refreshPlan(): Promise<void> {
    const { station, settings } = this.parts;
    if (this.loaded) await this.putInForce(settings(), station.currentPlan?.recipe ?? null);
  }

  /** @throws StationError when it is not there, not valid, or not for the model that is loaded. */
  async readRecipe(name: string): Promise<Recipe> {
    const recipe = parseRecipe(await this.parts.recipes.readText(name), `${name}.yaml`);
    this.mustFit(recipe);
    return recipe;
  }

  /** @throws StationError `recipe_mismatch` with the model that is loaded. */
  mustFit(recipe: Recipe): void {
    if (!this.loaded) return;
    const { labels, background } = this.loaded;
    const names = labels.map(({ name }) => name);
    checkLabels(recipe, names, background);
  }

  /** From here on this plan judges. */
  showPlan({ recipe, recipeName }: Plan): void {
    const { nextRecipe } = this.parts.snapshot();
    if (recipe === this.recipeShown && nextRecipe === null) return;
    this.showRecipe(recipeName, recipe).catch(() => undefined);
  }

  /** @param source With its password. @throws StationError when it cannot be opened; the one before goes on. */
  async openSource(source: string, resume: Resumption | null = null): Promise<void> {
    const { model } = this.parts.snapshot();
    if (model.state === 'failed') throw StationError.from(model.error);
    this.follow(await this.parts.station.openSource(parseSource(source), resume));
  }

  /**
   * The source that was watched last. That it cannot be opened is a state.
   *
   * @param lost What a lost engine left behind: its part goes on, or has no end.
   */
  async openStored(lost: LostRun | null): Promise<void> {
    const { source } = this.parts.settings();
    const resume = source === null || lost === null ? null : this.resumption(lost, redactSource(source));
    if (lost?.part && !resume?.part) await this.giveUp(lost);
    if (source === null) return;
    try {
      await this.openSource(source, resume);
    } catch (thrown) {
      if (lost && resume?.part) await this.giveUp(lost);
      await this.showBrokenSource(neverOpened(source), toStationError(thrown));
    }
  }

  private giveUp({ part, windows }: LostRun): Promise<void> {
    const { number, startSeconds } = part!;
    const atSeconds = windows.at(-1)?.endSeconds ?? startSeconds;
    return this.parts.tell({ type: 'partAborted', part: number, atSeconds, reason: 'engineLost' });
  }

  private resumption(lost: LostRun, source: string): Resumption | null {
    const { station, settings, now } = this.parts;
    const { currentPlan: plan } = station;
    if (!plan || !this.loaded) return null;
    const present = { settings: settings(), card: this.loaded, plan, source, now: () => now().getTime() };
    return planResumption(lost, present);
  }

  /** That it cannot be used is a state: nothing is checked then. */
  private async loadRecipe(): Promise<void> {
    const { settings, tell } = this.parts;
    const { recipe: name } = settings();
    try {
      await this.putInForce(settings(), name === null ? null : await this.readRecipe(name));
      // A plan without a recipe is no news to those who saw none before.
      if (name === null && this.loaded) await this.showRecipe(null, null);
    } catch (thrown) {
      this.recipeShown = null;
      const error = toStationError(thrown).toJSON();
      await tell({ type: 'recipeState', recipe: { state: 'failed', name: name ?? '', error }, next: null });
    }
  }

  private showRecipe(name: string | null, recipe: Recipe | null): Promise<void> {
    this.recipeShown = recipe;
    const state =
      recipe === null || name === null
        ? ({ state: 'none' } as const)
        : ({ state: 'ready', name, info: describeRecipe(recipe) } as const);
    return this.parts.tell({ type: 'recipeState', recipe: state, next: null });
  }

  /** What breaks a run off must show on the screens, also when it cannot be recorded. */
  private follow(run: Run): void {
    const info = this.parts.station.sourceInfo;
    run.done.catch((thrown: unknown) => {
      const error = toStationError(thrown);
      if (error.code !== 'aborted' && info) void this.showBrokenSource(info, error);
    });
  }

  private showBrokenSource(source: SourceInfo, error: StationError): Promise<void> {
    const event: EngineEvent = { type: 'sourceState', state: 'ended', source, error: error.toJSON() };
    return this.parts.tell(event).catch(() => this.parts.tellUnrecorded(event));
  }
}

function planOptions(settings: StationSettings, recipe: Recipe | null): PlanOptions {
  const { policy, minProbability, failAbove, hopSeconds, recipe: recipeName } = settings;
  return { recipe, recipeName, policy, failAbove, minProbability, hopSeconds };
}

function neverOpened(text: string): SourceInfo {
  const name = redactSource(text);
  return { name, width: 0, height: 0, durationSeconds: null, framesPerSecond: null, codec: null };
}
