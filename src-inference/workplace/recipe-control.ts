// Commands on the recipes of a workplace: use, check, save, delete and try them out.
import {
  type Commands,
  type DryRunResult,
  type RecipeCheck,
  type RecipeSummary,
  type Requester,
  StationError,
  type StoredRecipe,
  type TrialOutcome,
} from '../contract/index.ts';
import { parseRecipe } from '../recipe/index.ts';
import { makePlan, type Station } from '../station/index.ts';
import type { Configuration } from './configuration.ts';
import { judgeWindows, type VideoWindows } from './dry-run.ts';
import type { History } from './history.ts';
import { checkRecipeText } from './recipe-check.ts';
import type { RecipeCollection } from './recipe-collection.ts';
import type { Roots } from './roots.ts';
import type { Setup } from './setup.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import { tryOnParts } from './trial.ts';

export interface RecipeControlParts {
  readonly station: Station;
  readonly setup: Setup;
  readonly configuration: Configuration;
  readonly snapshot: SnapshotStore;
  readonly collection: RecipeCollection;
  readonly history: History;
  readonly videos: VideoWindows;
  readonly roots: Roots;
}

export interface TakenRecipe {
  readonly name: string;
  readonly text: string;
  readonly note: string;
  /** Whether parts are judged by it from now on; else only if they are already. */
  readonly use: boolean;
}

export class RecipeControl {
  private readonly parts: RecipeControlParts;

  constructor(parts: RecipeControlParts) {
    this.parts = parts;
  }

  list(): Promise<readonly RecipeSummary[]> {
    return this.parts.collection.list();
  }

  /** @throws StationError `recipe_not_found`. */
  read({ name, savedAt }: Commands['readStoredRecipe']['input']): Promise<StoredRecipe> {
    return this.parts.collection.read(name, savedAt);
  }

  picture(picture: string): Promise<string | null> {
    return this.parts.collection.picture(picture);
  }

  /** See `RecipeCollection.seed`. */
  seed(files: readonly string[]): Promise<readonly string[]> {
    return this.parts.collection.seed(files);
  }

  async check(text: string): Promise<RecipeCheck> {
    const { setup, collection } = this.parts;
    const check = checkRecipeText(text, setup.card);
    return { ...check, missingPictures: check.info ? await collection.missingPictures(check.info) : [] };
  }

  /**
   * @param name Null: nothing is checked.
   * @throws StationError when the recipe cannot be used; the one before it stays in force.
   */
  use(name: string | null, from: Requester): Promise<void> {
    return this.parts.configuration.enqueue(() => this.putInForce(name, from));
  }

  /**
   * Nothing is checked from the next part on.
   *
   * @param name What should have been used.
   * @param error Why it cannot be; the state of the recipe says so.
   */
  checkNothing(name: string, error: StationError): Promise<void> {
    const { setup, configuration } = this.parts;
    return configuration.enqueue(async () => {
      await setup.checkNothing(name, error);
      await configuration.hold({ ...configuration.settings, recipe: null });
    });
  }

  /**
   * When the recipe is in use, the new version holds from the next part on.
   *
   * @throws StationError, see `RecipeCollection.save`.
   */
  save(draft: Commands['saveRecipe']['input'], from: Requester): Promise<StoredRecipe> {
    const { setup, configuration } = this.parts;
    return configuration.enqueue(async () => {
      const { name, text } = draft;
      const isInUse = configuration.settings.recipe === name;
      if (isInUse) setup.mustFit(parseRecipe(text, `${name}.yaml`));
      const stored = await this.store(draft, from);
      if (isInUse) await this.putInForce(name, from);
      return stored;
    });
  }

  /**
   * A version for a model that is not loaded yet: it is not put in force, even when the recipe is in use.
   *
   * @throws StationError, see `RecipeCollection.save`.
   */
  addVersion(draft: Commands['saveRecipe']['input'], from: Requester): Promise<StoredRecipe> {
    return this.parts.configuration.enqueue(() => this.store(draft, from));
  }

  /**
   * The recipe has this text from now on, whoever has changed it before: that is kept as a version. When it is used, it holds from
   * the next part on. Doing it again changes nothing.
   *
   * @throws StationError `recipe_invalid`; `recipe_mismatch` for one that is used; then nothing is changed.
   */
  take({ name, text, note, use }: TakenRecipe, from: Requester): Promise<void> {
    const { setup, configuration, collection } = this.parts;
    return configuration.enqueue(async () => {
      const isInUse = configuration.settings.recipe === name;
      const recipe = parseRecipe(text, `${name}.yaml`);
      if (use || isInUse) setup.mustFit(recipe);
      const stored = await collection.find(name);
      const isNew = stored?.text !== text;
      if (isNew) await this.store({ name, text, note, basedOn: stored?.versions[0]?.savedAt ?? null }, from);
      if ((use && !isInUse) || (isInUse && isNew)) await this.putInForce(name, from);
    });
  }

  /** @throws StationError `not_possible` for the recipe that is in use, or will be with the next part. */
  delete(name: string, from: Requester): Promise<void> {
    const { configuration, collection, snapshot } = this.parts;
    return configuration.enqueue(async () => {
      const { recipe } = snapshot.current;
      if (configuration.settings.recipe === name || (recipe.state !== 'none' && recipe.name === name)) {
        throw new StationError('not_possible', `The recipe "${name}" is in use.`, {
          where: name,
          hint: 'Use another recipe first.',
        });
      }
      const before = await this.newestVersion(name);
      await collection.remove(name);
      await configuration.audit({ what: 'recipe', subject: name, before, after: null }, from);
    });
  }

  /** @throws StationError for a draft that is not valid, `not_possible` without a model. */
  async dryRun({ text, on }: Commands['dryRun']['input']): Promise<DryRunResult> {
    const { plan, card, classifier } = this.planOf(text);
    const { history, videos } = this.parts;
    if (on.kind === 'video') {
      await this.parts.roots.mustHold(on.path);
      return judgeWindows(await videos.of(on.path, plan.hopSeconds, { card, classifier }), plan, null);
    }
    const { windows, ...known } = await history.readWindows(on.id);
    if (windows.some(({ probabilities }) => probabilities.length !== card.labels.length)) {
      throw new StationError('not_possible', 'This part was seen by another model.', {
        where: on.id,
        hint: 'Choose a newer part, or a video.',
      });
    }
    return judgeWindows(windows, plan, known);
  }

  /** @throws StationError as `dryRun` does. */
  async tryOnParts({ text, ids }: Commands['tryOnParts']['input']): Promise<readonly TrialOutcome[]> {
    const { plan, card } = this.planOf(text);
    return tryOnParts(ids, plan, card.labels.length, this.parts.history);
  }

  /** What parts would be judged by if the draft were in force. @throws StationError as `dryRun` does. */
  private planOf(text: string) {
    const { setup, station, configuration } = this.parts;
    const recipe = parseRecipe(text, 'draft');
    const { card, errorEstimate } = setup;
    const { classifier } = station;
    if (!card || !classifier) {
      throw new StationError('not_possible', 'No model is loaded.', {
        hint: 'Choose one that can be loaded.',
      });
    }
    const { policy, minProbability, failAbove, hopSeconds } = configuration.settings;
    const options = { recipe, policy, failAbove, minProbability, hopSeconds, errorEstimate };
    return { plan: makePlan(options, card, classifier.choice), card, classifier };
  }

  private async store(draft: Commands['saveRecipe']['input'], from: Requester): Promise<StoredRecipe> {
    const { configuration, collection, snapshot } = this.parts;
    const { name: subject, note, basedOn: before } = draft;
    const author = { ...from, operator: snapshot.current.operator };
    const stored = await collection.save({ ...draft, author });
    const version = stored.versions[0]?.savedAt ?? '';
    const after = note === '' ? version : `${version}: ${note}`;
    await configuration.audit({ what: 'recipe', subject, before, after }, from);
    return stored;
  }

  /** The trail names a version by when it was saved; the collection keeps all of them. */
  private async newestVersion(name: string): Promise<string | null> {
    const { versions } = await this.parts.collection.read(name, null);
    return versions[0]?.savedAt ?? null;
  }

  private async putInForce(name: string | null, from: Requester): Promise<void> {
    const { setup, configuration } = this.parts;
    const settings = { ...configuration.settings, recipe: name };
    await setup.judgeBy(settings, name === null ? null : await setup.readRecipe(name));
    await configuration.hold(settings, from);
  }
}
