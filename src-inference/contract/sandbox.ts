// What the process of the engine is closed in to, as the shell that starts it says it, and what of that is in force.

/** `closed`: files, programs and system calls. `partly`: this kernel does not know all of it. `open`: not at all. */
export type SandboxLevel = 'closed' | 'partly' | 'open';

/**
 * - `read`: files are read, folders are listed
 * - `use`: devices and files of the kernel, which are written as well
 * - `write`: files and folders are read, written, made and removed
 * - `socket`: sockets are made and removed, and nothing else
 * - `run`: a program, which is closed in as the engine is
 */
const letters = { read: 'r', use: 'u', write: 'w', socket: 's', run: 'x' } as const;
export type SandboxAccess = keyof typeof letters;

/** For a file, or for a folder and all that lies below it. */
export interface SandboxRule {
  readonly access: SandboxAccess;
  /** Absolute, of something that is there. */
  readonly path: string;
}

export interface SandboxRules {
  readonly paths: readonly SandboxRule[];
  /** TCP ports that the engine may listen on. It may connect to every one: cameras and brokers have any. */
  readonly ports: readonly number[];
}

/** What is in force, as the kernel says it. */
export interface SandboxReport {
  readonly level: SandboxLevel;
  /** Whether `STEPWATCH_SANDBOX=off` says so. */
  readonly isOff: boolean;
  /** Version of the interface of Landlock whose rules are in force (landlock(7)); null: files and programs are not restricted. */
  readonly landlock: number | null;
  /** Whether dangerous system calls are refused (seccomp(2)). */
  readonly systemCalls: boolean;
  /** What is not in force, and why; each a sentence. */
  readonly missing: readonly string[];
  readonly rules: SandboxRules;
}

/** Environment variables between the shell, the library that closes the process in, and the engine. */
export const sandboxVariables = {
  /** `off`, by a person who looks for a fault. */
  switch: 'STEPWATCH_SANDBOX',
  rules: 'STEPWATCH_SANDBOX_RULES',
  /** Set by the library. */
  state: 'STEPWATCH_SANDBOX_STATE',
  /** Not more than this version of Landlock: tests ask for an older kernel. */
  abi: 'STEPWATCH_SANDBOX_ABI',
} as const;

/** One rule a line, as `src-inference/system/enclosure/rules.h` reads them. */
export function formatSandboxRules({ paths, ports }: SandboxRules): string {
  return [
    // A line cannot hold such a path: it stays closed.
    ...paths
      .filter(({ path }) => !path.includes('\n'))
      .map(({ access, path }) => `${letters[access]}:${path}`),
    ...ports.map((port) => `b:${port}`),
  ].join('\n');
}

export function parseSandboxRules(text: string): SandboxRules {
  const lines = text.split('\n').map((line) => [line.slice(0, 1), line.slice(2)] as const);
  return {
    paths: lines.flatMap(([letter, path]) => {
      const found = Object.entries(letters).find(([, own]) => own === letter);
      return found ? [{ access: found[0] as SandboxAccess, path }] : [];
    }),
    ports: lines.flatMap(([letter, port]) => (letter === 'b' ? [Number(port)] : [])),
  };
}
