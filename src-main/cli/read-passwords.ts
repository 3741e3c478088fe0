// Reads the passwords of a served station from files, the environment or the terminal.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { StationError } from '../../src-inference/contract/index.ts';
import type { RolePasswords } from '../http/index.ts';

const minLength = 8;
const minTokenLength = 16;

export interface PasswordSources {
  readonly operatorFile: string | null;
  readonly viewerFile: string | null;
  readonly environment: NodeJS.ProcessEnv;
  /** Ask at the terminal when there is no password elsewhere. */
  readonly ask: boolean;
}

/**
 * Deletes the passwords from the environment, so that programs that the station starts do not get them.
 *
 * @returns Null without a password.
 * @throws StationError `usage` for a password that cannot be used.
 */
export async function readPasswords(sources: PasswordSources): Promise<RolePasswords | null> {
  const viewer = fromFile(sources.viewerFile) ?? take(sources.environment, 'STEPWATCH_VIEWER_PASSWORD');
  const operator =
    fromFile(sources.operatorFile) ??
    take(sources.environment, 'STEPWATCH_PASSWORD') ??
    (sources.ask ? await askForPassword() : null);
  if (operator === null) {
    if (viewer === null) return null;
    throw unusable('There is a viewer password, but no operator password.');
  }
  for (const password of [operator, viewer]) {
    if (password !== null && [...password].length < minLength) {
      throw unusable(`A password needs at least ${minLength} characters.`);
    }
  }
  if (operator === viewer) throw unusable('Operator and viewer have the same password.');
  return { operator, viewer };
}

/**
 * The token by which programs read metrics, from a file or the environment.
 *
 * @returns Null without one. @throws StationError `usage` for one that is too short, or that no header can carry.
 */
export function readMetricsToken(path: string | null, environment: NodeJS.ProcessEnv): string | null {
  const token = fromFile(path) ?? take(environment, 'STEPWATCH_METRICS_TOKEN');
  if (token === null || (token.length >= minTokenLength && !/\s/.test(token))) return token;
  const needs = `at least ${minTokenLength} characters, and no space among them`;
  throw new StationError('usage', `The token for metrics needs ${needs}.`, {
    hint: 'Make one with: head -c 24 /dev/urandom | base64 > FILE',
  });
}

/** The password of the plant's database, from a file or the environment; null without one. @throws StationError `usage`. */
export function readDatabasePassword(path: string | null, environment: NodeJS.ProcessEnv): string | null {
  return fromFile(path) ?? take(environment, 'STEPWATCH_DATABASE_PASSWORD');
}

/** Deletes it from the environment. @returns Null when it is not there, or empty. */
export function take(environment: NodeJS.ProcessEnv, name: string): string | null {
  const value = environment[name];
  delete environment[name];
  return value || null;
}

/** The first line of the file. */
function fromFile(path: string | null): string | null {
  return path === null ? null : readLines(path)[0]!;
}

/** @throws StationError `usage`. */
export function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/);
  } catch (cause) {
    throw new StationError('usage', 'The password file cannot be read.', {
      where: path,
      hint: 'Write the password into its first line, and let only yourself read it: chmod 600 FILE.',
      cause,
    });
  }
}

async function askForPassword(): Promise<string | null> {
  process.stderr.write('Password for operators: ');
  // The terminal must not show what is typed.
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: hidden, terminal: true });
  try {
    return (await terminal.question('')) || null;
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}

function unusable(message: string): StationError {
  return new StationError('usage', message, {
    hint: 'Set passwords with --password-file and --viewer-password-file, or with STEPWATCH_PASSWORD and STEPWATCH_VIEWER_PASSWORD.',
  });
}
