// Runs a program from its start to its end.
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';

/** A program that hangs is killed. It blocks the thread of the test, so the time limit of the test cannot end it. */
const patienceMilliseconds = 100_000;

export interface ProgramEnd {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @throws When it cannot be started, or does not end. */
export function runProgram(
  program: string,
  words: readonly string[],
  options: Pick<SpawnSyncOptions, 'cwd' | 'env' | 'input'> = {},
): ProgramEnd {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    ...options,
    encoding: 'utf8',
    timeout: patienceMilliseconds,
    killSignal: 'SIGKILL',
  });
  if (error) {
    throw new Error(`${[program, ...words].join(' ')}\n${error.message}\n${stdout}\n${stderr}`);
  }
  return { status, stdout, stderr };
}

/** @throws When it cannot be started, or exits with another code than 0. */
export function mustRun(program: string, words: readonly string[]): void {
  const { status, stderr } = runProgram(program, words);
  if (status !== 0) throw new Error(`${[program, ...words].join(' ')}\nexit code ${status}\n${stderr}`);
}
