// Puts another model into a running station, with the recipe that goes with it, between two parts. The network is loaded while
// the one before goes on; then the source is opened again, a file where it was.
import {
  type EngineEvent,
  isLive,
  type NumberedEvent,
  parseSource,
  type Requester,
  type StationError,
  type StationSettings,
  toStationError,
} from '../contract/index.ts';
import type { Station } from '../station/index.ts';
import type { Configuration } from './configuration.ts';
import type { OpenedModel } from './model-ahead.ts';
import type { Setup } from './setup.ts';
import type { SnapshotStore } from './snapshot-store.ts';

export interface WantedModel {
  /** Folder with `model.yaml`. */
  readonly model: string;
  /** Name in the station's collection; null: nothing is checked. */
  readonly recipe: string | null;
  /** Whether a recipe that does not fit the model is an error; else nothing is checked then. */
  readonly needsRecipe: boolean;
  /** Who asked for it. */
  readonly from: Requester;
  /**
   * Called just before the station uses it, with the settings until then.
   *
   * @returns Takes back what it has done, when the station cannot use it after all.
   */
  readonly onTaken: (before: StationSettings) => Promise<() => Promise<void>>;
  /** Called when it has waited for the end of a part and then could not be used: the station goes on as it was. */
  readonly onFailed: (error: StationError) => void;
}

interface Waiting extends WantedModel {
  readonly opened: OpenedModel;
  /** Parts that ended while the next one had begun already. */
  endsWithoutGap: number;
}

/**
 * On a line without pauses the next part has begun when the end of one is known. After so many the next one is given up: it has
 * hardly begun.
 */
const patienceParts = 3;

export interface ModelChangeParts {
  readonly station: Station;
  readonly setup: Setup;
  readonly configuration: Configuration;
  readonly snapshot: SnapshotStore;
}

export class ModelChange {
  private readonly parts: ModelChangeParts;
  private waiting: Waiting | null = null;

  constructor(parts: ModelChangeParts) {
    this.parts = parts;
  }

  /** The model that waits for the end of the part in progress; null: none. */
  get pending(): string | null {
    return this.waiting?.model ?? null;
  }

  /**
   * One that waits is given up for this one. Resolves when the model is in force, or waits for the end of a part.
   *
   * @throws StationError when the model cannot be used; the station goes on as it was.
   */
  async use(wanted: WantedModel): Promise<void> {
    const opened = await this.parts.setup.openModel(wanted.model);
    try {
      await this.usableRecipe(wanted, opened);
    } catch (thrown) {
      await opened.classifier.close();
      throw thrown;
    }
    await this.giveUp();
    this.waiting = { ...wanted, opened, endsWithoutGap: 0 };
    await this.tryToTake();
  }

  /** The next part may be the one to change before. */
  notice({ event }: NumberedEvent): void {
    const { waiting } = this;
    if (waiting === null || !endsPart(event)) return;
    waiting.endsWithoutGap += 1;
    this.tryToTake().catch((thrown: unknown) => waiting.onFailed(toStationError(thrown)));
  }

  /** Nothing waits any more. */
  async giveUp(): Promise<void> {
    const { waiting } = this;
    this.waiting = null;
    await waiting?.opened.classifier.close();
  }

  private tryToTake(): Promise<void> {
    return this.parts.configuration.enqueue(async () => {
      const { waiting } = this;
      if (waiting === null) return;
      // Settings and recipes may have changed while it waited. This comes first: the next part may begin at any moment.
      const recipe = await this.usableNow(waiting);
      if (this.waiting !== waiting) return;
      if (this.parts.station.hasOpenPart && waiting.endsWithoutGap < patienceParts) return;
      this.waiting = null;
      await this.keep(waiting, recipe);
      await this.take(waiting);
    });
  }

  /** Its recipe; null: nothing is checked. @throws StationError when it cannot be used any more: then it does not wait any more. */
  private async usableNow(waiting: Waiting): Promise<string | null> {
    try {
      this.parts.setup.mustPlan(waiting.opened);
      return await this.usableRecipe(waiting, waiting.opened);
    } catch (thrown) {
      if (this.waiting !== waiting) return null;
      await this.giveUp();
      throw thrown;
    }
  }

  /** In the project and in the settings, or in neither. */
  private async keep({ model, opened, from, onTaken }: Waiting, recipe: string | null): Promise<void> {
    const { configuration } = this.parts;
    const before = configuration.settings;
    let takeBack = async (): Promise<void> => undefined;
    try {
      takeBack = await onTaken(before);
      await configuration.save({ ...before, model, recipe }, from);
    } catch (thrown) {
      await opened.classifier.close();
      await takeBack();
      throw thrown;
    }
  }

  private async take({ opened }: Waiting): Promise<void> {
    const { station, setup, configuration, snapshot } = this.parts;
    const { source } = configuration.settings;
    const fromSeconds = station.runState?.seconds ?? 0;
    const isWatching = station.watched !== null && snapshot.current.source?.state !== 'ended';
    await setup.replaceModel(opened);
    if (source === null || !isWatching) return;
    if (isLive(parseSource(source))) return setup.openStored(null);
    await setup.reopen(source, fromSeconds);
  }

  /** Null: nothing is checked. @throws StationError when a recipe that is needed is not there, or does not fit. */
  private async usableRecipe(
    { recipe, needsRecipe }: WantedModel,
    { card }: OpenedModel,
  ): Promise<string | null> {
    if (recipe === null) return null;
    try {
      await this.parts.setup.mustFitModel(recipe, card);
      return recipe;
    } catch (thrown) {
      if (needsRecipe) throw thrown;
      return null;
    }
  }
}

function endsPart({ type }: EngineEvent): boolean {
  return type === 'partEnded' || type === 'partAborted';
}
