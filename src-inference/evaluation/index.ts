// The door of the room: measures the checker on simulated and annotated work. Pure: no clock, no file, no process.
export { measureAnnotated } from './annotated.ts';
export { parseAnnotations } from './annotated-sequence.ts';
export { simulate } from './simulation.ts';
