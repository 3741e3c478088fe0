// Exports of the supervisor, for the command line, the gateway, the Node host and Electron.
export { type EngineProcess, startEngine } from './engine-process.ts';
export { forkedEngine } from './forked-process.ts';
export { installRootOf } from './install-root.ts';
export type { EngineExit, EngineHandle, EngineListeners, StartProcess } from './process-port.ts';
export { readRoots, rememberRoot, rootsFile } from './roots-file.ts';
export { closedIn } from './sandbox/closed-in.ts';
export { commandFolders, type NamedFolders, runFolders } from './sandbox/named-folders.ts';
export { type FollowedStation, fetchedFolders, StationFollower, videoFoldersOf } from './station-follower.ts';
export { StderrTail } from './stderr-tail.ts';
export { Supervisor, type SupervisorOptions } from './supervisor.ts';
export { openSupervisorLog } from './supervisor-log.ts';
export { defaultStationDirectory, stateDirectory, workplaceDefaults } from './workplace-defaults.ts';
