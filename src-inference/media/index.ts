// The door of the room: frames with their times, from GStreamer.
import { loadAddon } from './native.ts';

export { listCameras } from './cameras.ts';
export { remedyFor } from './elements.ts';
export { type Frame, type FrameSize, type FrameSource, openFileSource } from './file-source.ts';
export { installedElements } from './installed.ts';

/** Such as `GStreamer 1.22.0`. */
export function mediaVersion(): string {
  return loadAddon().version;
}
