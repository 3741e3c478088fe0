// Requests on their way: each gets its answer, its failure, or the end of the link.
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
export type Ask = <Name extends StationCommand>(
  command: Name,
  input: StationCommands[Name]['input'],
) => Promise<StationCommands[Name]['output']>;

export interface Requests {
  readonly ask: Ask;
  settle(message: ShellMessage & { readonly kind: 'answer' | 'failure' }): void;
  /** Fails whatever still waits. */
  dropAll(): void;
}

interface Pending {
  resolve(output: unknown): void;
  reject(error: StationError): void;
}

/** @param send Returns false when there is no link to send over. */
export function createRequests(send: (request: ScreenRequest) => boolean): Requests {
  const pending = new Map<number, Pending>();
  let nextId = 1;
  return {
    ask: (command, input) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        if (!send({ id, command, input })) {
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
    dropAll() {
      for (const { reject } of pending.values()) reject(connectionLost());
      pending.clear();
    },
  };
}

function connectionLost(): StationError {
  return new StationError('engine_unavailable', 'The connection to the station was lost.', {
    hint: 'It is made again by itself; then try once more.',
  });
}
