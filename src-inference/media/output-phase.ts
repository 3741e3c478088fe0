// Where an output's pipeline is in its life. Pure.

export type OutputPhase = 'running' | 'finishing' | 'failed' | 'stopped';

export type OutputEvent =
  /** No more frames: what is under way is to be processed. */
  | 'finished'
  /** The pipeline reports an error. */
  | 'failed'
  | 'stopped';

/** An event that does not fit the phase changes nothing. */
export function nextOutputPhase(phase: OutputPhase, event: OutputEvent): OutputPhase {
  switch (phase) {
    case 'running':
      return event === 'finished' ? 'finishing' : event;
    case 'finishing':
      return event === 'finished' ? phase : event;
    case 'failed':
      return event === 'stopped' ? event : phase;
    case 'stopped':
      return phase;
    default:
      return phase satisfies never;
  }
}
