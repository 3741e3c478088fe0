// The door of the room: the running engine. It watches a source, names windows, judges parts, and feeds outputs.
export { AcceptedParts } from './accepted-parts.ts';
export {
  createNumbering,
  EventLog,
  type EventPort,
  type EventSubscriber,
  type Numbering,
} from './event-log.ts';
export type { JudgingPlans, PlanChange } from './judging-plans.ts';
export { PartJudge } from './part-judge.ts';
export { PartNumbers } from './part-numbers.ts';
export { makePlan, type Plan, type PlanOptions } from './plan.ts';
export type { Resumption, Run, RunState } from './run.ts';
export { Station } from './station.ts';
