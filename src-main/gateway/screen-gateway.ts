// One screen and the station: a welcome, requests with their answers, every event. Knows neither WebSockets nor Electron.
import {
  commands,
  isScreenCommand,
  type Role,
  type ShellCommands,
  type ShellInfo,
  type ShellMessage,
  StationError,
  toStationError,
} from '../../src-inference/contract/index.ts';
import type { Supervisor } from '../supervisor/index.ts';
import { readScreenRequest } from './screen-request.ts';

/** What is handed over but not sent: a screen that is slower than this is cut off, and comes back with a snapshot. */
const longestQueueBytes = 8_000_000;
/** Requests of one screen at the same time. */
const mostRequests = 64;

export interface ScreenPort {
  send(message: ShellMessage): void;
  /** Whatever came; null for what could not even be parsed. */
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  /** Bytes that were handed over and are not sent yet; 0 where the port does not tell. */
  buffered(): number;
  /** The other side learns the reason where the port can say it. */
  close(reason: 'slow' | 'invalid'): void;
}

/** Commands that the shell answers itself. `restartEngine` is here already. */
export type ShellHandlers = {
  readonly [Name in Exclude<keyof ShellCommands, 'restartEngine'>]?: (
    input: ShellCommands[Name]['input'],
  ) => Promise<ShellCommands[Name]['output']>;
};

export interface ScreenOptions {
  readonly supervisor: Supervisor;
  readonly shell: ShellInfo;
  readonly handlers: ShellHandlers;
}

/** Serves a screen until its port closes. */
export function connectScreen(port: ScreenPort, { supervisor, shell, handlers }: ScreenOptions): void {
  let requests = 0;
  let open = true;

  const send = (message: ShellMessage): void => {
    if (!open) return;
    if (port.buffered() > longestQueueBytes) return close('slow');
    port.send(message);
  };
  const endings = [
    supervisor.onState((engine) => send({ kind: 'engine', engine })),
    supervisor.onEvent((event) => send({ kind: 'event', event })),
  ];
  const forget = (): void => {
    open = false;
    for (const end of endings) end();
  };
  const close = (reason: 'slow' | 'invalid'): void => {
    forget();
    port.close(reason);
  };

  port.onClose(forget);
  port.onMessage((message) => {
    const request = readScreenRequest(message);
    if (!open) return;
    // Without an id there is nothing to answer to, and no screen of ours sends such a thing.
    if (request === null) return close('invalid');
    const { id, command, input } = request;
    requests += 1;
    const outcome: Outcome = {
      answered(output) {
        requests -= 1;
        send({ kind: 'answer', id, output });
      },
      failed(thrown) {
        requests -= 1;
        send({ kind: 'failure', id, error: toStationError(thrown).toJSON() });
      },
    };
    try {
      perform(command, input, outcome);
    } catch (thrown) {
      outcome.failed(thrown);
    }
  });
  send({ kind: 'welcome', shell, engine: supervisor.state });

  /** Throws what can be said at once; the rest goes to the outcome. */
  function perform(command: string, input: unknown, outcome: Outcome): void {
    if (requests > mostRequests) {
      throw new StationError('request_invalid', `${mostRequests} requests are being answered already.`, {
        hint: 'Wait for their answers.',
      });
    }
    if (command === 'restartEngine') {
      requireRole('operator');
      supervisor.restart().then(() => outcome.answered(null), outcome.failed);
    } else if (command === 'choosePath') {
      requireRole('operator');
      if (!handlers.choosePath) {
        throw new StationError('not_possible', 'This screen has no file dialog of its own.', {
          hint: 'Choose from the folders of the station.',
        });
      }
      handlers
        .choosePath(input as ShellCommands['choosePath']['input'])
        .then(outcome.answered, outcome.failed);
    } else if (isScreenCommand(command)) {
      requireRole(commands[command].role);
      // The engine looks at what goes in: it is the one that knows its commands.
      supervisor.ask(command, input as never, outcome);
    } else {
      throw new StationError('request_invalid', `There is no command "${command}" for screens.`);
    }
  }

  function requireRole(needed: Role): void {
    if (needed === 'viewer' || shell.role === 'operator') return;
    throw new StationError('not_allowed', 'This screen may only look on.', {
      hint: 'Log in as operator to do that.',
    });
  }
}

interface Outcome {
  answered(output: unknown): void;
  failed(thrown: unknown): void;
}
