// What the engine has open: nothing, a station, or a workplace. An engine has one.
import { StationError, type StationOptions, type WorkplaceOptions } from '../contract/index.ts';
import type { Station } from '../station/index.ts';
import { type FolderLock, lockFolder, Workplace } from '../workplace/index.ts';
import type { EngineContext } from './engine-context.ts';
import { openStation } from './open-station.ts';

/** A station or a workplace whose model may still be loading. */
type Opened =
  | { readonly kind: 'station'; readonly opening: Promise<Station> }
  | { readonly kind: 'workplace'; readonly opening: Promise<Workplace> };

export class OpenedStation {
  private readonly context: EngineContext;
  private opened: Opened | null = null;
  /** Of the folder whose workplace will be opened; null: none was taken. */
  private taken: { readonly directory: string; readonly lock: FolderLock } | null = null;
  private readonly listeners: ((workplace: Workplace) => void)[] = [];

  constructor(context: EngineContext) {
    this.context = context;
  }

  /** @throws StationError `not_possible` when something is open, and when the station cannot be opened. */
  openStation(options: StationOptions): Promise<void> {
    return this.open(() => ({ kind: 'station', opening: openStation(options, this.context) }));
  }

  /**
   * Once for a folder. The workplace that is opened next gets the lock.
   *
   * @throws StationError, see `lockFolder`.
   */
  takeFolder(directory: string): void {
    if (this.taken?.directory === directory) return;
    this.taken?.lock.release();
    this.taken = { directory, lock: lockFolder(directory) };
  }

  /** @throws StationError `not_possible` when something is open, `folder_in_use`, and when the workplace cannot be opened. */
  openWorkplace(options: WorkplaceOptions): Promise<void> {
    return this.open(() => ({ kind: 'workplace', opening: this.openedWorkplace(options) }));
  }

  /** Calls back with each workplace before anything happens in it. */
  onWorkplace(listener: (workplace: Workplace) => void): void {
    this.listeners.push(listener);
  }

  /** Null when no workplace is open. */
  async workplaceIfOpen(): Promise<Workplace | null> {
    return this.opened?.kind === 'workplace' ? this.opened.opening : null;
  }

  /** @throws StationError `not_possible` when nothing is open. */
  async station(): Promise<Station> {
    const found = await this.either();
    return found instanceof Workplace ? found.station : found;
  }

  /** @throws StationError `not_possible` when no workplace is open. */
  async workplace(): Promise<Workplace> {
    if (this.opened?.kind === 'workplace') return this.opened.opening;
    throw new StationError('not_possible', 'No workplace is open.', { hint: 'Open one first.' });
  }

  /** @throws StationError `not_possible` when nothing is open. */
  async either(): Promise<Station | Workplace> {
    if (this.opened) return this.opened.opening;
    throw new StationError('not_possible', 'No station is open.', { hint: 'Open one with a model first.' });
  }

  /** Finishes recordings and the log of what is open. */
  async close(): Promise<void> {
    const closing = await this.opened?.opening;
    this.opened = null;
    await closing?.close();
  }

  private async openedWorkplace(options: WorkplaceOptions): Promise<Workplace> {
    const lock =
      this.taken?.directory === options.directory ? this.taken.lock : lockFolder(options.directory);
    this.taken = null;
    const workplace = await Workplace.open(options, this.context, lock);
    for (const listener of this.listeners) listener(workplace);
    return workplace;
  }

  private async open(begin: () => Opened): Promise<void> {
    if (this.opened) {
      throw new StationError('not_possible', 'A station is open already.', { hint: 'Close it first.' });
    }
    this.opened = begin();
    try {
      await this.opened.opening;
    } catch (thrown) {
      this.opened = null;
      throw thrown;
    }
  }
}
