// Which sound an event makes, if any. Pure.
import type { EngineEvent } from '../../../src-inference/contract/index.ts';

export type Sound = 'warn' | 'fail';

/** A mistake is heard at once, while it can still be put right, and so is a verdict that is not a pass. */
export function soundOf(event: EngineEvent): Sound | null {
  switch (event.type) {
    case 'stepJudged':
      return event.step.severity === 'pass' ? null : event.step.severity;
    case 'partEnded':
      return event.verdict === 'pass' ? null : event.verdict;
    case 'runAborted':
      return 'fail';
    case 'sourceState':
      return event.state === 'stalled' ? 'warn' : null;
    default:
      return null;
  }
}
