// The door of the room: the running engine. A source is watched, windows are named, parts are judged, outputs are fed.
export { Chronicle, createNumbering, type Numbering, type Report } from './event-log.ts';
export { PartJudge } from './part-judge.ts';
export { makePlan, type Plan, type PlanOptions } from './plan.ts';
export type { Resumption, Run, RunState } from './run.ts';
export { Station } from './station.ts';
