// The door of the room: measures the checker on simulated and annotated work. Pure: no clock, no file, no process.
export { type SimulatedPolicy, type SimulationRow, simulate, simulatedPolicies } from './simulation.ts';
