// The door of the supervisor: what the command line, the Node host and Electron use of it.
export { engineEnvironment } from './engine-environment.ts';
export { type EngineProcess, startEngine } from './engine-process.ts';
export { forkedEngine } from './forked-process.ts';
export { installationOf } from './installation.ts';
export { keepLastWords } from './last-words.ts';
export type { EngineExit, EngineHandle, EngineListeners, StartProcess } from './process-port.ts';
export { RecordingsFolder } from './recordings-folder.ts';
export { Supervisor, type SupervisorOptions } from './supervisor.ts';
export { openSupervisorLog } from './supervisor-log.ts';
export { stateDirectory, usualWorkplace, workplaceDefaults } from './workplace-defaults.ts';
export { lockWorkplace } from './workplace-lock.ts';
