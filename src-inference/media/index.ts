// What other rooms may use of this one: sources of frames, and outputs, through GStreamer.
import type { ClockState } from '../contract/index.ts';
import { loadAddon } from './native.ts';

export { listCameras } from './cameras.ts';
export { cutVideo } from './cut-video.ts';
export { remedyFor } from './elements.ts';
export { type FilmedSource, filmOfFile } from './film/filmed-source.ts';
export { pictureOf } from './film/picture-of.ts';
export type { Frame, FrameSource } from './frame.ts';
export { onHardwareFailure } from './hardware.ts';
export { installedElements } from './installed.ts';
export type { StreamStatistics } from './native.ts';
export { OutputSet, type OutputSetOptions } from './output-set.ts';
export { sendFile } from './sender.ts';
export { openSource } from './source.ts';
export { makeTestVideo } from './test-video.ts';

/** Such as `GStreamer 1.22.0`. */
export function mediaVersion(): string {
  return loadAddon().version;
}

/** Null when the kernel does not say it. */
export function readClock(): ClockState | null {
  return loadAddon().readClock();
}
