// Runs a program and waits for its end.
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';

/** The test is blocked while it waits, and so is its own time limit. A program that hangs is killed after this time. */
const patienceMilliseconds = 100_000;

/** The import rules alone are told at length. */
const mostOutputBytes = 64e6;

type Options = Pick<SpawnSyncOptions, 'cwd' | 'env' | 'input'>;

export interface ProgramEnd {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @throws Error when the program cannot be started or does not end. */
export function runProgram(program: string, words: readonly string[], options: Options = {}): ProgramEnd {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    ...options,
    encoding: 'utf8',
    timeout: patienceMilliseconds,
    killSignal: 'SIGKILL',
    maxBuffer: mostOutputBytes,
  });
  if (error) {
    throw new Error(`${[program, ...words].join(' ')}\n${error.message}\n${stdout}\n${stderr}`);
  }
  return { status, stdout, stderr };
}

/** @throws Error when the program cannot be started, does not end, or ends with an exit code other than 0. */
export function mustRun(program: string, words: readonly string[], options: Options = {}): void {
  const { status, stderr } = runProgram(program, words, options);
  if (status !== 0) throw new Error(`${[program, ...words].join(' ')}\nexit code ${status}\n${stderr}`);
}
