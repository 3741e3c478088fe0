// The door of the room: small services for files and folders.
export {
  type FileContent,
  isDiskFull,
  unwritable,
  writeAllAtomically,
  writeStationFile,
} from './atomic-write.ts';
export { makeFolder } from './make-folder.ts';
export { installRoot, packageRoot } from './package-root.ts';
export { identityOf, isRunning, type ProcessIdentity } from './process-identity.ts';
