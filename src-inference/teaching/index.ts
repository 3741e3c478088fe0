// The door of the room: the folder of a project that teaches a station its line.
export { draftFromWindows } from './draft-from-windows.ts';
export { forgetFilming, incomingFolder, noteFilming, takeInUnfinished } from './filming.ts';
export { frameTimes } from './frame-times.ts';
export { clearIntake, takeIn, videoDuration } from './intake.ts';
export type { BeforeNetwork } from './network-store.ts';
export { ProjectFolder } from './project-folder.ts';
export type { ConfirmedRecording } from './recording-store.ts';
export type { StoredSample } from './sample-queue.ts';
export { UnsureStretches } from './unsure.ts';
