// Requests that wait for an answer. Each gets its answer, its failure, or an error when the connection ends.
import {
  type Commands,
  type ScreenCommand,
  type ScreenRequest,
  type ShellCommands,
  type ShellMessage,
  StationError,
} from '../../src-inference/contract/index.ts';

export type StationCommands = Pick<Commands, ScreenCommand> & ShellCommands;
export type StationCommand = keyof StationCommands;

/** @throws StationError as the engine or the shell says; `engine_unavailable` when no answer can come any more. */
export type SendRequest = <Name extends StationCommand>(
  command: Name,
  input: StationCommands[Name]['input'],
) => Promise<StationCommands[Name]['output']>;

export interface Requests {
  readonly send: SendRequest;
  settle(message: ShellMessage & { readonly kind: 'answer' | 'failure' }): void;
  /** The connection has ended: no request gets an answer any more. */
  rejectAll(): void;
}

interface Pending {
  resolve(output: unknown): void;
  reject(error: StationError): void;
}

/** @param post Returns false when there is no connection to send over. */
export function createRequests(post: (request: ScreenRequest) => boolean): Requests {
  const pending = new Map<number, Pending>();
  let nextId = 1;
  return {
    send: (command, input) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        if (!post({ id, command, input })) {
          reject(connectionLost());
          return;
        }
        pending.set(id, { resolve: resolve as (output: unknown) => void, reject });
      }),
    settle(message) {
      const request = pending.get(message.id);
      pending.delete(message.id);
      if (message.kind === 'answer') request?.resolve(message.output);
      else request?.reject(StationError.from(message.error));
    },
    rejectAll() {
      for (const { reject } of pending.values()) reject(connectionLost());
      pending.clear();
    },
  };
}

function connectionLost(): StationError {
  return new StationError('engine_unavailable', 'The connection to the station was lost.', {
    hint: 'The screen connects again by itself. Then try once more.',
  });
}
