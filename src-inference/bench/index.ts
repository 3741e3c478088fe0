// The door of the room: how fast this machine is.
export { ClipTimer } from './clip-timer.ts';
export { describeMachine, resourceUsage } from './machine.ts';
export { timeMedia } from './media-timer.ts';
export { runPlain } from './plain-run.ts';
export { makeBenchModel } from './test-model.ts';
