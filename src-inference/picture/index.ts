// The door of the room: whether the picture of a live source is still the usual one. Pure.
export type { RgbPicture } from './grid.ts';
export { PictureGuard } from './guard.ts';
export { isComparable, type PictureReference } from './reference.ts';
