// Where the passwords of a served station come from: files, the environment, or the person at the terminal.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { StationError } from '../../src-inference/contract/index.ts';
import type { RolePasswords } from '../host/index.ts';

const shortest = 8;

export interface PasswordSources {
  readonly operatorFile: string | null;
  readonly viewerFile: string | null;
  readonly environment: NodeJS.ProcessEnv;
  /** Asks at the terminal when nothing else names a password. */
  readonly ask: boolean;
}

/** Takes them out of the environment, where further programs would see them. @returns Null when there is none. @throws StationError `usage` for one that cannot be used. */
export async function readPasswords(sources: PasswordSources): Promise<RolePasswords | null> {
  const viewer = fromFile(sources.viewerFile) ?? take(sources.environment, 'STEPWATCH_VIEWER_PASSWORD');
  const operator =
    fromFile(sources.operatorFile) ??
    take(sources.environment, 'STEPWATCH_PASSWORD') ??
    (sources.ask ? await askForPassword() : null);
  if (operator === null) {
    if (viewer === null) return null;
    throw unusable('A viewer has a password, the operator has none.');
  }
  for (const password of [operator, viewer]) {
    if (password !== null && [...password].length < shortest) {
      throw unusable(`A password needs at least ${shortest} characters.`);
    }
  }
  if (operator === viewer) throw unusable('Operator and viewer have the same password.');
  return { operator, viewer };
}

function take(environment: NodeJS.ProcessEnv, name: string): string | null {
  const value = environment[name];
  delete environment[name];
  return value || null;
}

/** The first line. */
function fromFile(path: string | null): string | null {
  if (path === null) return null;
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/, 1)[0]!;
  } catch (cause) {
    throw new StationError('usage', 'The file of a password cannot be read.', {
      where: path,
      hint: 'It holds the password in its first line, and only you should be able to read it: chmod 600.',
      cause,
    });
  }
}

async function askForPassword(): Promise<string | null> {
  process.stderr.write('Password for operators: ');
  // What is typed is not shown.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return (await terminal.question('')) || null;
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}

function unusable(message: string): StationError {
  return new StationError('usage', message, {
    hint: 'Passwords come from --password-file and --viewer-password-file, or STEPWATCH_PASSWORD and STEPWATCH_VIEWER_PASSWORD.',
  });
}
