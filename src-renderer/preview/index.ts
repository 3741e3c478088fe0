// The pictures of the source on a canvas.
export { usePreview } from './use-preview.ts';
export { usePreviewWidth } from './use-preview-width.ts';
