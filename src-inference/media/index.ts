// The door of the room: frames with their times, from GStreamer.
export { type Frame, type FrameSize, type FrameSource, openFileSource } from './file-source.ts';
