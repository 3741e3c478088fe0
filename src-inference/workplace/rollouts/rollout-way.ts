// How a recipe and a model come into force, and how the station goes back.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineEvent, Requester, StationError } from '../../contract/index.ts';
import { readTextFile } from '../../files/index.ts';
import type { Configuration } from '../configuration.ts';
import type { ModelChange } from '../model-change.ts';
import type { RecipeCollection } from '../recipe-collection.ts';
import type { RecipeControl } from '../recipe-control.ts';
import type { SnapshotStore } from '../snapshot-store.ts';
import type { BeforeRollout, KeptRollout } from './rollout-file.ts';

export interface RolloutParts {
  readonly configuration: Configuration;
  readonly collection: RecipeCollection;
  readonly recipes: RecipeControl;
  readonly modelChange: ModelChange;
  readonly snapshot: SnapshotStore;
}

/**
 * - `inForce`
 * - `waiting`: for the end of the part in progress
 * - `givenUp`: somebody at the station chose something else meanwhile
 */
export type RolloutProgress = 'inForce' | 'waiting' | 'givenUp';

export interface Change {
  readonly rollout: KeptRollout;
  /** Folder of the version. */
  readonly folder: string;
  readonly from: Requester;
  /** Called when it waited for the end of a part and then could not be used. */
  readonly onFailed: (error: StationError) => void;
}

export interface RolloutWay {
  /** What is there now. */
  before(rollout: KeptRollout): Promise<BeforeRollout>;
  /** Doing it again changes nothing. @throws StationError when it cannot be used; the station goes on as it was. */
  apply(change: Change): Promise<RolloutProgress>;
  /** @throws StationError as `apply`. */
  goBack(change: Change, before: BeforeRollout): Promise<RolloutProgress>;
  isInForce(rollout: KeptRollout, folder: string): boolean;
  /** How far one is that waited, after an event; null: the event says nothing of it. */
  progress(event: EngineEvent, rollout: KeptRollout, folder: string): RolloutProgress | null;
}

const recipeFile = 'recipe.yaml';

export class RecipeWay implements RolloutWay {
  private readonly parts: RolloutParts;

  constructor(parts: RolloutParts) {
    this.parts = parts;
  }

  async before({ artifact: { name } }: KeptRollout): Promise<BeforeRollout> {
    const { configuration, collection } = this.parts;
    const { model, recipe } = configuration.settings;
    return { model, recipe, text: await collection.readText(name).catch(() => null) };
  }

  async apply({ rollout, folder, from }: Change): Promise<RolloutProgress> {
    const { collection, recipes } = this.parts;
    const { artifact, use, note, by } = rollout;
    const text = await readTextFile(join(folder, recipeFile));
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const file of files) {
      if (!file.isFile() || file.name === recipeFile) continue;
      await collection.addPicture(folder, join(file.parentPath, file.name).slice(folder.length + 1));
    }
    const said = `${artifact.name} ${artifact.version}, ${by}${note && `: ${note}`}`;
    await recipes.take({ name: artifact.name, text, note: said, use }, from);
    return this.present;
  }

  async goBack({ rollout, from }: Change, { recipe, text }: BeforeRollout): Promise<RolloutProgress> {
    const { configuration, recipes } = this.parts;
    const { name, version } = rollout.artifact;
    // A recipe that the station did not have stays in its collection.
    if (text !== null) {
      await recipes.take({ name, text, note: `back from ${name} ${version}`, use: false }, from);
    }
    if (rollout.use && configuration.settings.recipe !== recipe) await recipes.use(recipe, from);
    return this.present;
  }

  progress(event: EngineEvent, { action, use, artifact }: KeptRollout): RolloutProgress | null {
    if (event.type !== 'recipeState' || event.next !== null) return null;
    const isOther = action === 'apply' && use && this.parts.configuration.settings.recipe !== artifact.name;
    return isOther ? 'givenUp' : 'inForce';
  }

  isInForce(): boolean {
    return this.parts.snapshot.current.nextRecipe === null;
  }

  private get present(): RolloutProgress {
    return this.isInForce() ? 'inForce' : 'waiting';
  }
}

export class ModelWay implements RolloutWay {
  private readonly parts: RolloutParts;

  constructor(parts: RolloutParts) {
    this.parts = parts;
  }

  async before(): Promise<BeforeRollout> {
    const { model, recipe } = this.parts.configuration.settings;
    return { model, recipe, text: null };
  }

  apply(change: Change): Promise<RolloutProgress> {
    const recipe = change.rollout.recipe ?? this.parts.configuration.settings.recipe;
    return this.use(change, change.folder, recipe, true);
  }

  goBack(change: Change, { model, recipe }: BeforeRollout): Promise<RolloutProgress> {
    return this.use(change, model, recipe, false);
  }

  isInForce(rollout: KeptRollout, folder: string): boolean {
    const { model } = this.parts.snapshot.current;
    return model.state === 'ready' && model.directory === wantedModel(rollout, folder);
  }

  progress(event: EngineEvent, rollout: KeptRollout, folder: string): RolloutProgress | null {
    const { configuration, modelChange } = this.parts;
    const wanted = wantedModel(rollout, folder);
    if (event.type === 'modelState' && event.model.state === 'ready' && event.model.directory === wanted) {
      return 'inForce';
    }
    if (event.type !== 'settingsChanged') return null;
    const isThere = configuration.settings.model === wanted || modelChange.pending === wanted;
    return isThere ? null : 'givenUp';
  }

  private async use(
    { from, onFailed }: Change,
    model: string,
    recipe: string | null,
    needsRecipe: boolean,
  ): Promise<RolloutProgress> {
    const { configuration, modelChange } = this.parts;
    if (!this.isInUse(model, recipe)) {
      await modelChange.use({
        model,
        recipe,
        needsRecipe,
        from,
        onTaken: async () => async () => undefined,
        onFailed,
      });
    }
    return configuration.settings.model === model ? 'inForce' : 'waiting';
  }

  private isInUse(model: string, recipe: string | null): boolean {
    const { configuration, snapshot } = this.parts;
    const { settings } = configuration;
    return settings.model === model && settings.recipe === recipe && snapshot.current.model.state === 'ready';
  }
}

function wantedModel({ action, before }: KeptRollout, folder: string): string | undefined {
  return action === 'apply' ? folder : before?.model;
}
