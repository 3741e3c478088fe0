// The few things about the station that a desktop must know: whether it is a kiosk, and whether somebody is watched.
import type { Supervisor } from '../supervisor/index.ts';

export interface StationSigns {
  readonly kiosk: boolean;
  /** A source plays: the display must stay on. */
  readonly playing: boolean;
}

/** Tells at the start of each engine, and when something changed. */
export function watchStation(supervisor: Supervisor, tell: (signs: StationSigns) => void): void {
  let signs: StationSigns | null = null;
  const change = (changed: Partial<StationSigns>): void => {
    const next = { kiosk: false, playing: false, ...signs, ...changed };
    if (signs?.kiosk === next.kiosk && signs.playing === next.playing) return;
    signs = next;
    tell(next);
  };
  const look = (): void => {
    supervisor.request('snapshot', null).then(
      ({ settings, source }) => change({ kiosk: settings.kiosk, playing: source?.state === 'playing' }),
      // The engine was lost meanwhile: it is asked again when there is another one.
      () => undefined,
    );
  };
  supervisor.onState(({ state }) => {
    if (state === 'running') look();
    // What was known of the settings still holds.
    else if (signs !== null) change({ playing: false });
  });
  supervisor.onEvent(({ event }) => {
    // Before the first snapshot nothing is known of the rest.
    if (signs === null) return;
    if (event.type === 'settingsChanged') change({ kiosk: event.settings.kiosk });
    else if (event.type === 'sourceState') change({ playing: event.state === 'playing' });
    else if (event.type === 'sourceGone') change({ playing: false });
  });
  if (supervisor.state.state === 'running') look();
}
