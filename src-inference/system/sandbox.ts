// What of the sandbox is in force in this process, for people. It was closed in before its first line, by enclosure/.
import { type SandboxLevel, type SandboxReport, sandboxVariables } from '../contract/index.ts';
import { type SandboxState, sandboxState } from '../files/index.ts';

/** What a version of Landlock cannot refuse, and the kernel that can (landlock(7)). */
const later: readonly (readonly [abi: number, what: string, kernel: string])[] = [
  [1, 'that files are opened and programs are started', '5.13 and later does, where it is switched on'],
  [3, 'that files are cut short', '6.2 does'],
  [4, 'that the engine listens on a TCP port', '6.7 does'],
  [5, 'commands to devices', '6.10 does'],
  [6, 'signals to other programs, and their sockets without a path', '6.12 does'],
  [9, 'connections to sockets of other programs that have a path', '7.1 does'],
];

/** From then on a file outside of the rules can neither be read nor changed. */
const enough = 3;

export function describeSandbox(environment: NodeJS.ProcessEnv = process.env): SandboxReport {
  const state = sandboxState(environment);
  const isOff = environment[sandboxVariables.switch] === 'off';
  return {
    level: levelOf(state),
    isOff,
    landlock: state?.landlock || null,
    systemCalls: state?.systemCalls ?? false,
    missing: missingOf(state, isOff),
    rules: state?.rules ?? { paths: [], ports: [] },
  };
}

function levelOf(state: SandboxState | null): SandboxLevel {
  if (state === null || (state.landlock === 0 && !state.systemCalls)) return 'open';
  return state.landlock >= enough && state.systemCalls ? 'closed' : 'partly';
}

function missingOf(state: SandboxState | null, isOff: boolean): readonly string[] {
  if (isOff) return [`${sandboxVariables.switch}=off: the engine may do whatever its user may.`];
  if (state === null)
    return ['The process was started without its sandbox: it may do whatever its user may.'];
  const kernel = later
    .filter(([abi]) => state.landlock < abi)
    .map(([, what, version]) => `This kernel does not refuse ${what} (Linux ${version}).`);
  return state.systemCalls
    ? kernel
    : [...kernel, 'This kernel does not refuse system calls (it has no seccomp filters).'];
}
