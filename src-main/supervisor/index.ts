// Exports of the supervisor, for the command line, the gateway, the Node host and Electron.
export { engineEnvironment } from './engine-environment.ts';
export { type EngineProcess, startEngine } from './engine-process.ts';
export { forkedEngine } from './forked-process.ts';
export { installRootOf } from './install-root.ts';
export type { EngineExit, EngineHandle, EngineListeners, StartProcess } from './process-port.ts';
export { type FollowedStation, fetchedFolders, StationFollower, videoFoldersOf } from './station-follower.ts';
export { StderrTail } from './stderr-tail.ts';
export { Supervisor } from './supervisor.ts';
export { openSupervisorLog } from './supervisor-log.ts';
export { defaultStationDirectory, stateDirectory, workplaceDefaults } from './workplace-defaults.ts';
export { lockWorkplace } from './workplace-lock.ts';
