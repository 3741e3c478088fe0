// The door of the room: measures the checker on simulated and annotated work. Pure: no clock, no file, no process.
export { type AnnotatedRow, measurable, measureAnnotated } from './annotated.ts';
export { type AnnotatedSequence, parseAnnotations } from './annotated-sequence.ts';
export { type SimulatedPolicy, type SimulationRow, simulate, simulatedPolicies } from './simulation.ts';
