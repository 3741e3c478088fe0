// What others may import. Components reach the station through `hooks`.
export { type Connection, isEngineRunning } from './connection.ts';
export type { Log } from './log-store.ts';
export { portTransport } from './port-transport.ts';
export {
  createPreferences,
  type Language,
  languages,
  overlayModes,
  type Preferences,
  type PreferencesStore,
  themes,
} from './preferences.ts';
export type { StationCommand, StationCommands } from './requests.ts';
export { isSessionOver, socketTransport } from './socket-transport.ts';
export { createStation, type Station } from './station.ts';
export type { SnapshotState } from './synchronisation.ts';
export type { ChannelListener, PreviewEndpoint, PreviewOptions, Transport } from './transport.ts';
