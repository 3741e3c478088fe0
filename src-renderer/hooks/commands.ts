// Commands that a person gives with a button.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { commands, isScreenCommand, type StationError } from '../../src-inference/contract/index.ts';
import type { StationCommand, StationCommands } from '../station/index.ts';
import { invalidateAfterCommand } from './query-client.ts';
import { useConnection, useStation } from './station.ts';

type Attempt<Output> =
  | { readonly ok: true; readonly output: Output }
  | { readonly ok: false; readonly error: StationError };

export interface Command<Name extends StationCommand> {
  /** Never rejects. Undefined when the command failed: then `error` says why. */
  send(input: StationCommands[Name]['input']): Promise<StationCommands[Name]['output'] | undefined>;
  /** As `send`, for those who need the error at once. */
  attempt(input: StationCommands[Name]['input']): Promise<Attempt<StationCommands[Name]['output']>>;
  readonly busy: boolean;
  /** To be shown beside the button. */
  readonly error: StationError | null;
  clearError(): void;
}

export function useCommand<Name extends StationCommand>(name: Name): Command<Name> {
  const { request } = useStation();
  const queryClient = useQueryClient();
  const { mutateAsync, isPending, error, reset } = useMutation({
    mutationFn: (input: StationCommands[Name]['input']) => request(name, input),
    onSettled: () => invalidateAfterCommand(queryClient, name),
  });
  const attempt = useCallback<Command<Name>['attempt']>(
    (input) =>
      mutateAsync(input).then(
        (output) => ({ ok: true, output }),
        (thrown: StationError) => ({ ok: false, error: thrown }),
      ),
    [mutateAsync],
  );
  const send = useCallback<Command<Name>['send']>(
    async (input) => {
      const result = await attempt(input);
      return result.ok ? result.output : undefined;
    },
    [attempt],
  );
  return { send, attempt, busy: isPending, error, clearError: reset };
}

/** Whether the role of this screen, the connection and the engine allow the command now. */
export function useIsAllowed(command: StationCommand): boolean {
  const connection = useConnection();
  if (connection.state !== 'connected') return false;
  const needed = isScreenCommand(command) ? commands[command].role : 'operator';
  if (needed === 'operator' && connection.shell.role !== 'operator') return false;
  return connection.engine.state === 'running' || !isScreenCommand(command);
}
