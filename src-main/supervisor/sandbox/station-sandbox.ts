// What the engines of a station are closed in to, and when it takes another engine. What a process is closed in to never grows: for a
// folder that is asked for later, or a port, the next engine gets wider rules. It begins between two parts.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type EngineEvent,
  isBelow,
  type SandboxLevel,
  type StationSettings,
  type WorkplaceOptions,
} from '../../../src-inference/contract/index.ts';
import { type NamedFolders, stationFolders } from './named-folders.ts';
import { replaceableFiles } from './system-rules.ts';

/** What one engine is closed in to. */
export interface Enclosure {
  readonly folders: NamedFolders;
  /** See `replaceableFiles`: as they are when the engine is started. */
  readonly files: ReadonlySet<string>;
}

export class StationSandbox {
  private readonly directory: string;
  private readonly readFiles: () => ReadonlySet<string>;
  private ports: readonly number[];
  /** Of the engine that runs. */
  private current: Enclosure | null = null;
  private level: SandboxLevel | null = null;
  private isPartOpen = false;
  private isTooNarrow = false;

  /** @param readFiles See `replaceableFiles`. */
  constructor(directory: string, readFiles = () => replaceableFiles(process.getuid?.() === 0)) {
    this.directory = directory;
    this.readFiles = readFiles;
    this.ports = storedPorts(directory);
  }

  /** For an engine that is started now, and may wait before it opens the workplace. */
  enclosureFor(workplace: WorkplaceOptions): Enclosure {
    return { folders: stationFolders(workplace, this.ports), files: this.readFiles() };
  }

  /** An engine that is closed in so opens the workplace now. */
  begin(enclosure: Enclosure): void {
    this.isPartOpen = false;
    this.isTooNarrow = false;
    this.current = enclosure;
  }

  /** @param path Allowed from now on. @returns Whether a new engine must start for it now. */
  allow(path: string): boolean {
    const { write = [], writeIfThere = [] } = this.current?.folders ?? {};
    if (this.level === 'open' || [...write, ...writeIfThere].some((folder) => isBelow(path, folder)))
      return false;
    this.isTooNarrow = true;
    return !this.isPartOpen;
  }

  /** @returns Whether a new engine must start now, and a line for the log. */
  follow(event: EngineEvent): { readonly mustRestart: boolean; readonly told: string | null } {
    const told = event.type === 'health' ? this.tellLevel(event.health.sandbox) : null;
    if (event.type === 'health' && this.level !== 'open') this.lookForNewFiles();
    if (event.type === 'partStarted' || event.type === 'partResumed') this.isPartOpen = true;
    if (event.type === 'partEnded' || event.type === 'partAborted') this.isPartOpen = false;
    if (event.type === 'settingsChanged') this.takePorts(event.settings);
    return { mustRestart: this.isTooNarrow && !this.isPartOpen, told };
  }

  /** Once a second, with the health. */
  private lookForNewFiles(): void {
    for (const file of this.readFiles()) if (!this.current?.files.has(file)) this.isTooNarrow = true;
  }

  private takePorts(settings: StationSettings): void {
    this.ports = portsOf(settings.links);
    const listensOn = this.current?.folders.ports ?? [];
    if (this.level !== 'open' && this.ports.some((port) => !listensOn.includes(port)))
      this.isTooNarrow = true;
  }

  private tellLevel(level: SandboxLevel): string | null {
    if (level === this.level) return null;
    this.level = level;
    return lineOf(level, this.directory);
  }
}

function lineOf(level: SandboxLevel, directory: string): string {
  const where = `"stepwatch doctor" says what is missing`;
  switch (level) {
    case 'closed':
      return `the engine is closed in to ${directory} and the folders that it was given`;
    case 'partly':
      return `the engine is closed in, but not wholly: ${where}`;
    case 'open':
      return `THE ENGINE IS NOT CLOSED IN: it may do whatever its user may; ${where}`;
    default:
      return level satisfies never;
  }
}

function portsOf(links: StationSettings['links']): readonly number[] {
  return links.flatMap(({ spec }) => (spec.kind === 'opcua' ? [spec.port] : []));
}

/** The engine says what is wrong with the file. */
function storedPorts(directory: string): readonly number[] {
  const path = join(directory, 'settings.json');
  try {
    // Reading a pipe would stop the whole program.
    if (!statSync(path).isFile()) return [];
    const { links } = JSON.parse(readFileSync(path, 'utf8'));
    return portsOf(links).filter((port) => Number.isInteger(port));
  } catch {
    return [];
  }
}
