// The door of the room: small services for files and folders.
export {
  type FileContent,
  removeDrafts,
  writeAllAtomically,
  writeStationFile,
} from './atomic-write.ts';
export { formatStamp, refuseNewer } from './format-version.ts';
export { makeFolder } from './make-folder.ts';
export { move } from './move.ts';
export { addonFile, installRoot, packageRoot } from './package-root.ts';
export { mustBePermitted, refusedBySandbox, type SandboxState, sandboxState } from './permitted.ts';
export { identityOf, isRunning, type ProcessIdentity } from './process-identity.ts';
export { readTextFile } from './read-text-file.ts';
export { setAside } from './set-aside.ts';
export { isDiskFull, unwritable } from './unwritable.ts';
