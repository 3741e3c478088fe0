// The door of the room: serves one screen or one preview over a port, and checks what it may do.
export { connectPreview, type PreviewPort } from './preview-gateway.ts';
export { readPreviewOptions } from './preview-options.ts';
export { connectScreen, type ScreenOptions, type ScreenPort, type ShellHandlers } from './screen-gateway.ts';
