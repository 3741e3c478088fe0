// Connects one screen to the station: sends a welcome, answers requests, and passes on every event. Works the same over
// a WebSocket and over a message port of Electron.
import {
  type ShellCommands,
  type ShellInfo,
  type ShellMessage,
  StationError,
  toStationError,
} from '../../src-inference/contract/index.ts';
import type { Supervisor } from '../supervisor/index.ts';
import { checkRole } from './role-check.ts';
import { readScreenRequest } from './screen-request.ts';

/** Above this the screen receives too slowly and is cut off. It reconnects and begins with a new snapshot. */
const maxQueuedBytes = 8_000_000;
/** Requests of one screen that wait for their answers at the same time. */
const maxOpenRequests = 64;

export interface ScreenPort {
  send(message: ShellMessage): void;
  /** Any message; null for one that could not be parsed. */
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  /** Bytes that were given to the port and not sent yet; 0 where the port cannot tell. */
  buffered(): number;
  /** The other side learns the reason where the port can transmit it. */
  close(reason: 'slow' | 'invalid'): void;
}

/** How a shell answers the commands that the engine does not have. `restartEngine` needs no handler. */
export type ShellHandlers = {
  readonly [Name in Exclude<keyof ShellCommands, 'restartEngine'>]?: (
    input: ShellCommands[Name]['input'],
  ) => Promise<ShellCommands[Name]['output']>;
};

export interface ScreenOptions {
  readonly supervisor: Supervisor;
  readonly shell: ShellInfo;
  /** Address of the screen; null, or left out: it is on this machine. */
  readonly address?: string | null;
  readonly handlers: ShellHandlers;
}

/** Serves a screen until its port closes. */
export function connectScreen(port: ScreenPort, options: ScreenOptions): void {
  new ScreenConnection(port, options).open();
}

interface Callbacks {
  answered(output: unknown): void;
  failed(thrown: unknown): void;
}

class ScreenConnection {
  private readonly port: ScreenPort;
  private readonly options: ScreenOptions;
  private state: 'open' | 'closed' = 'open';
  private openRequests = 0;
  private readonly subscriptions: (() => void)[] = [];

  constructor(port: ScreenPort, options: ScreenOptions) {
    this.port = port;
    this.options = options;
  }

  open(): void {
    const { port } = this;
    const { supervisor, shell } = this.options;
    this.subscriptions.push(
      supervisor.onState((engine) => this.send({ kind: 'engine', engine })),
      supervisor.onEvent((event) => this.send({ kind: 'event', event })),
    );
    port.onClose(() => this.end());
    port.onMessage((message) => this.onMessage(message));
    this.send({ kind: 'welcome', shell, engine: supervisor.state });
  }

  private onMessage(message: unknown): void {
    if (this.state === 'closed') return;
    const request = readScreenRequest(message);
    // Without an id no answer is possible, and our own screens never send such a message.
    if (request === null) return this.cutOff('invalid');
    const { id, command, input } = request;
    this.openRequests += 1;
    const callbacks: Callbacks = {
      answered: (output) => {
        this.openRequests -= 1;
        this.send({ kind: 'answer', id, output });
      },
      failed: (thrown) => {
        this.openRequests -= 1;
        this.send({ kind: 'failure', id, error: toStationError(thrown).toJSON() });
      },
    };
    try {
      this.perform(command, input, callbacks);
    } catch (thrown) {
      callbacks.failed(thrown);
    }
  }

  /** Throws what is wrong with the request itself. Everything later goes to the callbacks. */
  private perform(command: string, input: unknown, callbacks: Callbacks): void {
    const { supervisor, shell, address = null } = this.options;
    if (this.openRequests > maxOpenRequests) {
      throw new StationError(
        'request_invalid',
        `${maxOpenRequests} requests wait for their answers already.`,
        {
          hint: 'Send the next request after an answer.',
        },
      );
    }
    const destination = checkRole(command, shell.role);
    // The engine validates the input, because the engine knows its commands.
    const from = { via: shell.kind, address };
    if (destination.to === 'engine') {
      supervisor.send(destination.command, input as never, callbacks, from);
    } else this.answerFromShell(destination.command, input).then(callbacks.answered, callbacks.failed);
  }

  private answerFromShell(command: keyof ShellCommands, input: unknown): Promise<unknown> {
    const { supervisor, handlers } = this.options;
    if (command === 'restartEngine') return supervisor.restart().then(() => null);
    const handler = handlers[command];
    if (handler) return handler(input as ShellCommands[typeof command]['input']);
    throw new StationError('not_possible', 'A browser has no file dialog of the station.', {
      hint: 'Choose a file from the folders of the station.',
    });
  }

  private send(message: ShellMessage): void {
    if (this.state === 'closed') return;
    if (this.port.buffered() > maxQueuedBytes) this.cutOff('slow');
    else this.port.send(message);
  }

  private cutOff(reason: 'slow' | 'invalid'): void {
    this.end();
    this.port.close(reason);
  }

  private end(): void {
    this.state = 'closed';
    for (const unsubscribe of this.subscriptions.splice(0)) unsubscribe();
  }
}
