// The sound of an event, if it has one. Pure.
import type { EngineEvent } from '../../../src-inference/contract/index.ts';
import type { Sound } from '../../sound/index.ts';

/** A mistake has a sound at once, while it can still be corrected. A verdict other than pass has one too. */
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
