// `stepwatch serve` as a program of its own, as a person starts it.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { loggedEngine } from './logged-engine.ts';

const program = resolve(import.meta.dirname, '../out/main/cli.js');

export interface ServedProgram {
  readonly pid: number;
  /** With the token. */
  readonly url: string;
  readonly origin: string;
  readonly port: number;
  /** What it has printed so far. */
  printed(): string;
  /** Of the engine that runs now. @throws Error when there is none. */
  enginePid(): number;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it has ended; `end` asks for it. */
  readonly ended: Promise<void>;
  end(): Promise<void>;
}

/** @throws Error when the program ends before it serves, with what it printed. */
export async function serveProgram(
  directory: string,
  environment: NodeJS.ProcessEnv = {},
  words: readonly string[] = [],
): Promise<ServedProgram> {
  const child = spawn(
    process.execPath,
    [program, 'serve', '--port', '0', '--directory', directory, '--json', ...words],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } },
  );
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  }
  const ended = once(child, 'exit').then(() => undefined);
  const { url, origin, port } = await address(child, printed);
  return {
    pid: child.pid!,
    url,
    origin,
    port,
    printed: () => printed.join(''),
    enginePid: () => loggedEngine(directory),
    kill: (signal) => void child.kill(signal),
    ended,
    async end() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Enters the station, as a browser does with the address that was printed. */
export async function cookieFor({ url }: ServedProgram): Promise<string> {
  const response = await fetch(url, { redirect: 'manual' });
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}

/** The first line that the program prints. */
async function address(
  child: ChildProcessByStdio<null, Readable, Readable>,
  printed: readonly string[],
): Promise<{ readonly url: string; readonly origin: string; readonly port: number }> {
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([
    once(lines, 'line') as Promise<[string]>,
    once(child, 'close').then(([code]): never => {
      throw new Error(`stepwatch serve ended with exit code ${code}:\n${printed.join('')}`);
    }),
  ]);
  return JSON.parse(line);
}
