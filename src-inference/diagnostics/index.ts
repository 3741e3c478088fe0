// The door of the room: whether this machine has what a station needs.
export { doctor } from './doctor.ts';
