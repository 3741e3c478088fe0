// The door of the room: the text on the video.
export { Annotator } from './overlay-text.ts';
