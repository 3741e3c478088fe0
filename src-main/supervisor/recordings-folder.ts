// Where the recordings of a station are: a setting that shells need, since they serve them.
import type { Supervisor } from './supervisor.ts';

export class RecordingsFolder {
  private folder: string | null = null;
  private readonly endings: readonly (() => void)[];

  constructor(supervisor: Supervisor) {
    const look = (): void => {
      supervisor.request('snapshot', null).then(
        ({ settings }) => {
          this.folder = settings.recordings;
        },
        // The engine was lost meanwhile: it is asked again when there is another one.
        () => undefined,
      );
    };
    this.endings = [
      supervisor.onState(({ state }) => {
        if (state === 'running') look();
      }),
      supervisor.onEvent(({ event }) => {
        if (event.type === 'settingsChanged') this.folder = event.settings.recordings;
      }),
    ];
    if (supervisor.state.state === 'running') look();
  }

  /** Null until an engine has told it. Stays while the engine is away. */
  get path(): string | null {
    return this.folder;
  }

  close(): void {
    for (const end of this.endings) end();
  }
}
