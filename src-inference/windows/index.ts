// The door of the room: cuts a video into windows by time, and passes them on to the network.
export { PartWindows } from './part-windows.ts';
export { clipsOf, stopIfAborted } from './video-clips.ts';
export { type Clip, WindowAssembler } from './window-assembler.ts';
export { everyWindow, newestWindow, type WindowFlow } from './window-flow.ts';
