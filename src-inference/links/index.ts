// The door of the room: the connections of a station to the line and the plant.
export { Links } from './links.ts';
export { versionFolder } from './plant/paths.ts';
export type { Question } from './thread/thread-messages.ts';
