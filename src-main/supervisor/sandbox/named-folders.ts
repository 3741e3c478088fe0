// The files and folders of a person that an engine works with. What the system itself needs is in `system-rules.ts`.
import { dirname } from 'node:path';
import {
  allowedFolders,
  type OutputSpec,
  type RunOptions,
  socketFolder,
  type WorkplaceOptions,
} from '../../../src-inference/contract/index.ts';

/** Absolute paths. */
export interface NamedFolders {
  /** Files, and folders with all that lies below them. */
  readonly read: readonly string[];
  /** Folders that are made when they are not there, and files. */
  readonly write: readonly string[];
  /** Used when they are there; they are not made. */
  readonly writeIfThere: readonly string[];
  /** Folders for sockets. */
  readonly sockets: readonly string[];
  /** TCP ports that it listens on. */
  readonly ports: readonly number[];
}

/** @param ports Those of its settings. */
export function stationFolders(workplace: WorkplaceOptions, ports: readonly number[]): NamedFolders {
  const { directory, defaults, teach = null } = workplace;
  return {
    read: [...defaults.recipes, ...(defaults.demo ?? []).map(({ path }) => path)],
    write: [directory, ...(teach === null ? [] : [teach])],
    writeIfThere: allowedFolders(workplace),
    sockets: [socketFolder],
    ports,
  };
}

/** Of `run`, `check` and `predict`: what their options name. */
export function runFolders({ source, model, recipe, recordDirectory, outputs }: RunOptions): NamedFolders {
  return {
    read: [model, ...(recipe === null ? [] : [recipe]), ...(source.kind === 'file' ? [source.path] : [])],
    write: [...(recordDirectory === null ? [] : [recordDirectory]), ...outputs.flatMap(recordingsOf)],
    writeIfThere: [],
    sockets: outputs.flatMap((output) => (output.kind === 'sharedMemory' ? [dirname(output.path)] : [])),
    ports: [],
  };
}

/** Of a command that reads some files and folders, and writes into others. */
export function commandFolders(read: readonly string[], write: readonly string[] = []): NamedFolders {
  return { read, write, writeIfThere: [], sockets: [], ports: [] };
}

function recordingsOf(output: OutputSpec): readonly string[] {
  return output.kind === 'recording' ? [output.directory] : [];
}
