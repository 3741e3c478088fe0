// What the sandbox of this process lets it at. The kernel decides; here is said beforehand, or afterwards, what it will or did say,
// in words that help.
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  isBelow,
  parseSandboxRules,
  type SandboxAccess,
  type SandboxRules,
  StationError,
  sandboxVariables,
} from '../contract/index.ts';

/** What the library has put in force; null: nothing. */
export interface SandboxState {
  /** Version of Landlock; 0: none. */
  readonly landlock: number;
  readonly systemCalls: boolean;
  readonly rules: SandboxRules;
}

const sufficient: Readonly<Record<'read' | 'write' | 'socket' | 'run', readonly SandboxAccess[]>> = {
  read: ['read', 'use', 'write', 'run'],
  write: ['use', 'write'],
  socket: ['socket', 'write'],
  run: ['run'],
};

/** Null: nothing closes this process in. */
export function sandboxState(environment: NodeJS.ProcessEnv = process.env): SandboxState | null {
  const found = /^landlock=(\d+) seccomp=([01])$/.exec(environment[sandboxVariables.state] ?? '');
  if (!found) return null;
  return {
    landlock: Number(found[1]),
    systemCalls: found[2] === '1',
    rules: parseSandboxRules(environment[sandboxVariables.rules] ?? ''),
  };
}

let known: SandboxState | null | undefined;
const current = (): SandboxState | null => {
  if (known === undefined) known = sandboxState();
  return known;
};

/** @param path Of something that may not be there yet. @throws StationError `not_permitted`. */
export function mustBePermitted(path: string, access: 'read' | 'write' | 'socket'): void {
  const state = current();
  if (state !== null && !permits(state, path, access)) throw refusal(path, access, undefined);
}

/** What was thrown because the sandbox refuses a file or a program, said so; null: that was not the reason. */
export function refusedBySandbox(thrown: unknown): StationError | null {
  const state = current();
  for (let cause = thrown; state !== null && cause instanceof Error; cause = cause.cause) {
    if (cause instanceof StationError && cause.code === 'not_permitted') return cause;
    const { code, path, syscall = '' } = cause as NodeJS.ErrnoException;
    if (code !== 'EACCES' || path === undefined) continue;
    const access = syscall.startsWith('spawn') ? 'run' : 'read';
    if (!permits(state, path, access)) return refusal(path, access, thrown);
    // Node does not say whether a file was opened to write it.
    if (access === 'read' && !permits(state, path, 'write')) return refusal(path, 'write', thrown);
  }
  return null;
}

/** Links are followed, as the kernel does. @returns True as well while files are not restricted. */
function permits({ landlock, rules }: SandboxState, path: string, access: keyof typeof sufficient): boolean {
  if (landlock === 0) return true;
  const real = nearestReal(path);
  return rules.paths.some(
    (rule) => sufficient[access].includes(rule.access) && liesBelow(real, realPath(rule.path)),
  );
}

function refusal(path: string, access: keyof typeof sufficient, cause: unknown): StationError {
  const what = { read: 'read', write: 'write to', socket: 'make a socket in', run: 'start' }[access];
  return new StationError('not_permitted', `The engine is not permitted to ${what} "${path}".`, {
    where: path,
    hint:
      access === 'run'
        ? 'Its sandbox lets it start a few programs only (docs/decisions/0005-sandbox.md).'
        : 'Its sandbox lets it at the folders of the station only (docs/decisions/0005-sandbox.md): move it there, or let whoever ' +
          'starts the station open its folder.',
    cause,
  });
}

/** The real path of what is there, or of the nearest folder above it. */
function nearestReal(path: string): string {
  return realPath(path) ?? (dirname(path) === path ? path : nearestReal(dirname(path)));
}

/** Null: it is not there. */
function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function liesBelow(path: string, root: string | null): boolean {
  return root !== null && isBelow(path, root);
}
