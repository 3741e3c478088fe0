// Opens the network of the settings while the journals are read: both take long, and a part waits for both.
import { isDeepStrictEqual } from 'node:util';
import type { StationSettings } from '../contract/index.ts';
import {
  type BuildWatch,
  type Classifier,
  type ModelCard,
  openServedClassifier,
  readModelCard,
} from '../model/index.ts';
import { running } from './inference-servers.ts';

/** A network that is loaded, and not in use yet. */
export interface OpenedModel {
  readonly directory: string;
  readonly card: ModelCard;
  readonly classifier: Classifier;
}

type Wanted = Pick<StationSettings, 'model' | 'inferenceServer'>;

/** @throws StationError when it cannot be loaded. */
export async function openModel({ model, inferenceServer }: Wanted, watch: BuildWatch): Promise<OpenedModel> {
  const card = await readModelCard(model);
  const classifier = await openServedClassifier(card, running(inferenceServer), {}, watch);
  return { directory: model, card, classifier };
}

export class ModelAhead {
  private readonly wanted: Wanted;
  private opening: Promise<OpenedModel> | null;
  private onProgress: BuildWatch['onProgress'];

  constructor({ model, inferenceServer }: Wanted) {
    this.wanted = { model, inferenceServer };
    this.opening = openModel(this.wanted, { onProgress: (text, done) => this.onProgress?.(text, done) });
    // Whoever takes it hears of it.
    this.opening.catch(() => undefined);
  }

  /**
   * @param watch Hears of what comes from now on.
   * @returns Null when the settings want another model meanwhile, or it was taken before.
   */
  take({ model, inferenceServer }: Wanted, watch: BuildWatch): Promise<OpenedModel> | null {
    if (!isDeepStrictEqual(this.wanted, { model, inferenceServer })) return null;
    const { opening } = this;
    this.opening = null;
    this.onProgress = watch.onProgress;
    return opening;
  }

  /** Frees what nobody took. */
  async close(): Promise<void> {
    const opened = await this.opening?.catch(() => null);
    this.opening = null;
    await opened?.classifier.close();
  }
}
