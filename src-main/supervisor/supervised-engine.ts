// One engine of a station, from its start to its end: opens the workplace, and finds out why the engine was lost.
import {
  type NumberedEvent,
  type StationError,
  toStationError,
  type WorkplaceOptions,
} from '../../src-inference/contract/index.ts';
import { connectEngine, type EngineClient } from './engine-client.ts';
import type { EngineExit, StartProcess } from './process-port.ts';
import type { NamedFolders } from './sandbox/named-folders.ts';
import { startWatchdog, watchdogSeconds } from './watchdog.ts';

export interface SupervisedEngineOptions {
  readonly start: StartProcess;
  /** See `StartProcess`. */
  readonly folders: NamedFolders;
  readonly onEvent: (event: NumberedEvent) => void;
  /**
   * The process is gone. Called once, after everything else.
   *
   * @param refusal Why it could not open its workplace; null: it did, or was lost for another reason.
   */
  readonly onLost: (reason: string, refusal: StationError | null) => void;
  /** The error of requests that the engine did not answer before it ended. */
  readonly exitError: () => StationError;
}

export interface SupervisedEngine extends EngineClient {
  /** Call it once. Resolves when commands can be sent; stays pending when the workplace cannot be opened: the engine is lost. */
  open(workplace: WorkplaceOptions): Promise<void>;
}

/** What ended the process, where the supervisor ended it itself. */
type EndCause =
  | { readonly kind: 'exit' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'workplace'; readonly error: StationError };

export function startSupervisedEngine(options: SupervisedEngineOptions): SupervisedEngine {
  const { start, folders, onEvent, exitError } = options;
  let cause: EndCause = { kind: 'exit' };
  const engine = connectEngine(start, { folders, onEvent, exitError, onAlive: () => watchdog.reset() });
  const watchdog = startWatchdog(() => {
    cause = { kind: 'silence' };
    engine.kill();
  });
  void engine.exited.then((exit) => {
    watchdog.stop();
    options.onLost(reasonOf(cause, exit), cause.kind === 'workplace' ? cause.error : null);
  });
  return {
    ...engine,
    open: (workplace) =>
      new Promise((resolve) => {
        engine.request('openWorkplace', workplace).then(
          () => resolve(),
          (thrown) => {
            const error = toStationError(thrown);
            // The process ended: its exit says why.
            if (error.code === 'engine_unavailable') return;
            cause = { kind: 'workplace', error };
            void engine.terminate();
          },
        );
      }),
  };
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
