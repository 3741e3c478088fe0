// Checks a request against the command table and performs it. A message from a browser is not to be trusted.
import {
  type CommandName,
  type Commands,
  checkedInput,
  type commands,
  type EngineRequest,
  isCommand,
  type Requester,
  StationError,
} from '../contract/index.ts';
import type { HandlersOf } from './handlers/handlers-of.ts';

/**
 * @throws StationError `usage` for an unknown command, `request_invalid` for an input that is not valid, and the errors of
 *   the handler.
 */
export async function perform(
  handlers: HandlersOf<typeof commands>,
  { command, input, from = { via: 'program', address: null } }: EngineRequest,
): Promise<Commands[CommandName]['output']> {
  if (!isCommand(command)) {
    throw new StationError('usage', `The engine does not know the command "${String(command)}".`);
  }
  const handler = handlers[command] as (
    input: unknown,
    from: Requester,
  ) => Promise<Commands[CommandName]['output']>;
  return handler(checkedInput(command, input), from);
}
