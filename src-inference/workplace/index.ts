// The door of the room: the folder of a station, and what must survive in it.
export { type FolderLock, lockFolder } from './folder-lock.ts';
export type { WantedModel } from './model-change.ts';
export { readStoredSettings } from './settings-file.ts';
export { Workplace } from './workplace.ts';
