// Exports of the gateway: it serves one screen or one preview over a port, and checks what the screen may do.
export { connectPreview, type PreviewPort } from './preview-gateway.ts';
export { maxPreviews, readPreviewOptions } from './preview-options.ts';
export { checkRole } from './role-check.ts';
export { connectScreen, type ScreenOptions, type ScreenPort, type ShellHandlers } from './screen-gateway.ts';
