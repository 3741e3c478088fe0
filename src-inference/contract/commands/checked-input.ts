import { StationError } from '../errors.ts';
import { type CommandName, type Commands, commands } from './index.ts';

/** @throws StationError `request_invalid` for an input that is not what the command takes. */
export function checkedInput<Name extends CommandName>(
  command: Name,
  input: unknown,
): Commands[Name]['input'] {
  const result = commands[command].input.safeParse(input);
  if (result.success) return result.data as Commands[Name]['input'];
  const [issue] = result.error.issues;
  const where = [command, ...issue!.path.map(String)].join('.');
  throw new StationError('request_invalid', `The request is not valid at ${where}: ${issue!.message}.`, {
    where,
    hint: 'The screen or the program may be older than the station: load the screen again, or start the program again.',
  });
}
