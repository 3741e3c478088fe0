// The door of the room. React reaches it through `binding`.
export { type Connection, isEngineRunning } from './connection.ts';
export type { Log } from './log-store.ts';
export { portTransport } from './port-transport.ts';
export {
  createPreferences,
  type Language,
  languages,
  type OverlayMode,
  overlayModes,
  type Preferences,
  type PreferencesStore,
  type Theme,
  themes,
} from './preferences.ts';
export type { Ask, StationCommand, StationCommands } from './requests.ts';
export { socketTransport } from './socket-transport.ts';
export { createStation, type Known, type ReadableStore, type Station } from './station.ts';
export type { Link, LinkListener, PreviewLine, PreviewWish, Transport } from './transport.ts';
