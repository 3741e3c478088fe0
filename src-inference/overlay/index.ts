// The door of the room: the text on the video.
export { OverlayText } from './overlay-text.ts';
