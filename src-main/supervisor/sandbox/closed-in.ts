// The environment of an engine that is closed in: a library is loaded into it before its program, and reads the rules there
// (src-inference/system/enclosure).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import {
  formatSandboxRules,
  type SandboxRule,
  type SandboxRules,
  sandboxVariables,
} from '../../../src-inference/contract/index.ts';
import { engineEnvironment } from '../engine-environment.ts';
import type { NamedFolders } from './named-folders.ts';
import { cacheFolder, type SystemFacts, systemRules } from './system-rules.ts';

export interface ClosedIn {
  readonly environment: Record<string, string>;
  /** Removes the folder for temporary files. The process must have ended. */
  dispose(): void;
}

const library = 'stepwatch-enclosure.so';

/**
 * @param entry Path of the built engine, `out/main/engine.js`.
 * @param folders Null: the engine is not closed in, because its command works with whatever files a person names.
 */
export function closedIn(
  entry: string,
  folders: NamedFolders | null,
  environment: NodeJS.ProcessEnv,
): ClosedIn {
  const kept = engineEnvironment(environment);
  const programFolder = join(entry, '../../..');
  const source = join(programFolder, 'build/native', library);
  if (folders === null || kept[sandboxVariables.switch] === 'off' || !existsSync(source)) {
    return { environment: kept, dispose: () => undefined };
  }
  const facts: SystemFacts = {
    environment: kept,
    executable: process.execPath,
    programFolder,
    home: homedir(),
    isRoot: process.getuid?.() === 0,
  };
  const cache = cacheFolder(facts);
  for (const folder of [...folders.write, cache]) makeIfPossible(folder);
  const scratch = mkdtempSync(join(tmpdir(), 'stepwatch-engine-'));
  // A list of libraries is split at spaces and colons; the folder of the program may have some in its name.
  symlinkSync(source, join(scratch, library));
  return {
    environment: {
      ...withRegistry(kept, cache),
      TMPDIR: scratch,
      // Sanitizers must come first.
      LD_PRELOAD: [kept.LD_PRELOAD, join(scratch, library)].filter(Boolean).join(':'),
      [sandboxVariables.rules]: formatSandboxRules(rulesOf(folders, facts, scratch)),
    },
    dispose: () => rmSync(scratch, { recursive: true, force: true }),
  };
}

function rulesOf(folders: NamedFolders, facts: SystemFacts, scratch: string): SandboxRules {
  const paths: readonly SandboxRule[] = [
    ...systemRules(facts),
    ...folders.read.map((path) => ({ access: 'read', path: resolve(path) }) as const),
    ...[...folders.write, ...folders.writeIfThere, scratch].map(
      (path) => ({ access: 'write', path: resolve(path) }) as const,
    ),
    ...folders.sockets.map((path) => ({ access: 'socket', path: resolve(path) }) as const),
  ];
  return { paths: paths.filter(({ path }) => existsSync(path)), ports: folders.ports };
}

/**
 * GStreamer's list of plugins says which libraries to load: other programs of the user must not read one that an engine wrote. For other
 * folders of plugins it is another one.
 */
function withRegistry(environment: Record<string, string>, cache: string): Record<string, string> {
  const folders = Object.entries(environment).filter(([name]) => /^GST_(PLUGIN|REGISTRY)/.test(name));
  const name = createHash('sha256').update(JSON.stringify(folders.sort())).digest('hex').slice(0, 8);
  const path = join(cache, `gstreamer-${process.arch}-${name}.bin`);
  return { ...environment, GST_REGISTRY: path, GST_REGISTRY_1_0: path };
}

/** The engine says what is wrong with a folder that cannot be made. */
function makeIfPossible(folder: string): void {
  if (existsSync(folder)) return;
  makeIfPossible(dirname(folder));
  try {
    // Not `recursive`: Node never returns where a folder cannot be made below an existing one, as in /proc.
    mkdirSync(folder);
  } catch {
    // A file, or a place where nothing can be made.
  }
}
