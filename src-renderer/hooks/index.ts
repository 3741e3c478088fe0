// All that a screen needs of the station: what is known of it, answers to questions, commands, and preferences.
export { type Command, useCommand, useIsAllowed } from './commands.ts';
export { useKeptForm } from './kept-form.ts';
export { useLabels } from './labels.ts';
export { type InfiniteParts, useIndexProgress, useInfiniteParts, useStationQuery } from './queries.ts';
export {
  useChangePreferences,
  useConnection,
  useIsCurrent,
  useLog,
  usePreferences,
  useSnapshot,
  useSnapshotState,
  useStation,
  useStationEvents,
} from './station.ts';
export { StationProvider } from './station-provider.tsx';
