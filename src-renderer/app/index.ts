// What rooms may use of the frame around them.
export { openRoom, type Room, rooms, useRoute } from './route.ts';
