// Checks whether a role may use a command. Every request of a screen passes here, whatever the shell.
import {
  commands,
  isScreenCommand,
  type Role,
  type ScreenCommand,
  type ShellCommands,
  StationError,
} from '../../src-inference/contract/index.ts';

/** Commands that the shell answers itself. */
const shellCommandRoles = {
  restartEngine: 'operator',
  choosePath: 'operator',
} as const satisfies Record<keyof ShellCommands, Role>;

/** Where a request goes after the check. */
export type Destination =
  | { readonly to: 'shell'; readonly command: keyof ShellCommands }
  | { readonly to: 'engine'; readonly command: ScreenCommand };

/**
 * @throws StationError `request_invalid` for a command that screens do not have, `not_allowed` when the role may not use it.
 */
export function checkRole(command: string, role: Role): Destination {
  if (Object.hasOwn(shellCommandRoles, command)) {
    const known = command as keyof ShellCommands;
    requireRole(shellCommandRoles[known], role);
    return { to: 'shell', command: known };
  }
  if (isScreenCommand(command)) {
    requireRole(commands[command].role, role);
    return { to: 'engine', command };
  }
  throw new StationError('request_invalid', `There is no command "${command}" for screens.`);
}

function requireRole(needed: Role, role: Role): void {
  if (needed === 'viewer' || role === 'operator') return;
  throw new StationError('not_allowed', 'This screen may view the station but not operate it.', {
    hint: 'Log in as operator to do that.',
  });
}
