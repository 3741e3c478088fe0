// The door of the room: the folder of a project that teaches a station its line.
export { draftFromWindows, type NamedWindow } from './draft-from-windows.ts';
export { frameTimes } from './frame-times.ts';
export { clearIntake, type NewRecording, takeIn, videoDuration } from './intake.ts';
export type { BeforeNetwork, CurrentNetwork, Made, NetworkStore } from './network-store.ts';
export type { ProjectFile } from './project-file.ts';
export { ProjectFolder } from './project-folder.ts';
export type { ConfirmedRecording, RecordingStore } from './recording-store.ts';
export type { SampleQueue, StoredSample } from './sample-queue.ts';
export { UnsureStretches } from './unsure.ts';
