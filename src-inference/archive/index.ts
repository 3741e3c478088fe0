// The door of the room: the index of the journals. The journals stay the truth; everything here can be made from them again.
export { Archive } from './archive.ts';
export { catchUpClosed, exportClosed, indexFile, rebuildClosed } from './closed-station.ts';
export { startExport } from './export/start-export.ts';
export { PartCollector } from './part-collector.ts';
export { readPartEntries } from './part-entries.ts';
export type { LogStretch } from './queries/journals.ts';
export type { IndexedPart, LocatedPart } from './queries/parts.ts';
export {
  type IndexedEvidence,
  type IndexedFiles,
  type IndexedRecording,
  type PartOfFile,
  readIndexedFiles,
} from './stored-files.ts';
