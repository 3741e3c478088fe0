// Puts another model into a running station, with the recipe that goes with it, between two parts. The network is loaded while
// the one before goes on; then the source is opened again, a file where it was.
import {
  type EngineEvent,
  isLive,
  type NumberedEvent,
  parseSource,
  type Requester,
  type StationSettings,
} from '../contract/index.ts';
import type { Station } from '../station/index.ts';
import type { Configuration } from './configuration.ts';
import type { OpenedModel, Setup } from './setup.ts';
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
  /** Called when the station uses it, with the settings before. */
  readonly onTaken: (before: StationSettings) => Promise<void>;
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
    const { setup } = this.parts;
    const opened = await setup.openModel(wanted.model);
    let { recipe } = wanted;
    try {
      if (recipe !== null) await setup.mustFitModel(recipe, opened.card);
    } catch (thrown) {
      if (wanted.needsRecipe) {
        await opened.classifier.close();
        throw thrown;
      }
      recipe = null;
    }
    await this.giveUp();
    this.waiting = { ...wanted, recipe, opened, endsWithoutGap: 0 };
    await this.tryToTake();
  }

  /** The next part may be the one to change before. */
  notice({ event }: NumberedEvent): void {
    if (this.waiting === null || !endsPart(event)) return;
    this.waiting.endsWithoutGap += 1;
    this.tryToTake().catch(() => undefined);
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
      if (this.parts.station.hasOpenPart && waiting.endsWithoutGap < patienceParts) return;
      this.waiting = null;
      await this.take(waiting);
    });
  }

  private async take({ model, recipe, opened, from, onTaken }: Waiting): Promise<void> {
    const { station, setup, configuration, snapshot } = this.parts;
    const before = configuration.settings;
    await onTaken(before);
    await configuration.save({ ...before, model, recipe }, from);
    const { source } = before;
    const fromSeconds = station.runState?.seconds ?? 0;
    const isWatching = station.watched !== null && snapshot.current.source?.state !== 'ended';
    await setup.replaceModel(opened);
    if (source === null || !isWatching) return;
    if (isLive(parseSource(source))) return setup.openStored(null);
    await setup.reopen(source, fromSeconds);
  }
}

function endsPart({ type }: EngineEvent): boolean {
  return type === 'partEnded' || type === 'partAborted';
}
