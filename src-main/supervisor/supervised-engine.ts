// One engine of a station, from its start to its end: opens the workplace, and finds out why the engine was lost.
import {
  type NumberedEvent,
  type StationError,
  toStationError,
  type WorkplaceOptions,
} from '../../src-inference/contract/index.ts';
import { connectEngine, type EngineClient } from './engine-client.ts';
import type { EngineExit, StartProcess } from './process-port.ts';
import { startWatchdog, watchdogSeconds } from './watchdog.ts';

export interface SupervisedEngineOptions {
  readonly start: StartProcess;
  readonly workplace: WorkplaceOptions;
  readonly onEvent: (event: NumberedEvent) => void;
  /** The workplace is open: commands can be sent. */
  readonly onOpened: () => void;
  /** The process is gone. Called once, after everything else. */
  readonly onLost: (reason: string) => void;
  /** The error of requests that the engine did not answer before it ended. */
  readonly exitError: () => StationError;
}

/** What ended the process, where the supervisor ended it itself. */
type EndCause =
  | { readonly kind: 'exit' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'workplace'; readonly error: StationError };

export function startSupervisedEngine(options: SupervisedEngineOptions): EngineClient {
  const { start, workplace, onEvent, exitError } = options;
  let cause: EndCause = { kind: 'exit' };
  const engine = connectEngine(start, { onEvent, exitError, onAlive: () => watchdog.reset() });
  const watchdog = startWatchdog(() => {
    cause = { kind: 'silence' };
    engine.kill();
  });
  void engine.exited.then((exit) => {
    watchdog.stop();
    options.onLost(reasonOf(cause, exit));
  });
  engine.request('openWorkplace', workplace).then(options.onOpened, (thrown) => {
    const error = toStationError(thrown);
    // The process ended: its exit says why.
    if (error.code === 'engine_unavailable') return;
    cause = { kind: 'workplace', error };
    void engine.terminate();
  });
  return engine;
}

function reasonOf(cause: EndCause, { status, stderrTail }: EngineExit): string {
  switch (cause.kind) {
    case 'exit':
      return `It ended unexpectedly (${status}).${stderrTail === '' ? '' : `\n${stderrTail}`}`;
    case 'silence':
      return `It sent no heartbeat for ${watchdogSeconds} s and was killed.`;
    case 'workplace': {
      const { message, hint } = cause.error;
      return hint === undefined ? message : `${message} ${hint}`;
    }
    default:
      return cause satisfies never;
  }
}
