// A screen that remembers everything that it is told, and makes its own state of it as screens do.
import { advance, type NumberedEvent, type StationSnapshot } from '../../src-inference/contract/index.ts';
import type { ServedProgram } from '../served-program.ts';
import { Screen } from '../served-station.ts';

export class Witness {
  readonly told: NumberedEvent[] = [];
  readonly screen: Screen;
  private base: StationSnapshot | null = null;
  private windows = 0;
  private readonly looking = new Set<() => void>();

  constructor(station: ServedProgram, cookie: string) {
    this.screen = new Screen(station, cookie);
    this.screen.socket.on('message', (data) => this.hear(JSON.parse(String(data))));
  }

  /** Resolves after so many more windows were classified. */
  seeWindows(count: number): Promise<void> {
    const enough = this.windows + count;
    return this.until(() => this.windows >= enough);
  }

  /** Resolves when an event has come that fits; those that came before this call do not count. */
  hearOf(fits: (event: NumberedEvent['event']) => boolean): Promise<void> {
    const from = this.told.length;
    return this.until(() => this.told.slice(from).some(({ event }) => fits(event)));
  }

  /** From here on it follows the engine that runs now. */
  async follow(): Promise<void> {
    this.base = await this.screen.snapshot();
  }

  /** The state of the station, and what this screen has made of the events since `follow`, up to the same event. */
  async compare(): Promise<{ readonly snapshot: StationSnapshot; readonly folded: StationSnapshot }> {
    if (this.base === null) throw new Error('The screen follows no engine yet.');
    const { base } = this;
    const snapshot = await this.screen.snapshot();
    const since = this.told.filter(
      ({ sequence }) => sequence > base.sequence && sequence <= snapshot.sequence,
    );
    return { snapshot, folded: since.reduce(advance, base) };
  }

  close(): void {
    this.screen[Symbol.dispose]();
  }

  private hear(message: (typeof this.screen.heard)[number]): void {
    if (message.kind === 'event') {
      this.told.push(message.event);
      if (message.event.event.type === 'windowClassified') this.windows += 1;
    }
    for (const look of this.looking) look();
  }

  private until(isDone: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isDone()) return;
        this.looking.delete(look);
        resolve();
      };
      this.looking.add(look);
      look();
    });
  }
}
