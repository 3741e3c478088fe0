// What is really there: the files of the index, looked up on the disk. It blocks the thread that calls it, and there may be a
// hundred thousand: the thread of a survey does.
import { lstatSync, type Stats } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { IndexedEvidence, IndexedFiles, IndexedRecording, PartOfFile } from '../archive/index.ts';
import { type StoredFile, worstOf } from './stored-file.ts';

export interface Folders {
  /** Of the recordings, as the settings name it. */
  readonly recordings: string;
  readonly evidence: string;
}

/** What is being written, or shows a part that is not judged yet. */
export interface InUse {
  /** Recordings under way. */
  readonly targets: ReadonlySet<string>;
  /** Recordings that were written to since then may show the part in progress; ms since 1970. */
  readonly since: number;
  readonly until: number;
}

export interface FoundFiles {
  readonly files: readonly StoredFile[];
  /** Days of journals that tell of files which are still there. */
  readonly days: ReadonlySet<string>;
}

export function findFiles(indexed: IndexedFiles, folders: Folders, inUse: InUse): FoundFiles {
  const files: StoredFile[] = [];
  const days = new Set<string>();
  const parts = new Set<string>();
  const note = (of: readonly PartOfFile[]): void => {
    for (const { id, day } of of) {
      days.add(day);
      parts.add(id);
    }
  };
  for (const recording of indexed.recordings()) {
    const found = lookUp(recording.target);
    // A link in place of the file is what somebody else has put there.
    if (!found?.isFile()) continue;
    days.add(recording.day);
    note(recording.parts);
    const isInUse = found.mtimeMs >= inUse.since && found.mtimeMs <= inUse.until;
    if (isInUse || inUse.targets.has(recording.target)) continue;
    files.push(recordingFile(recording, found, folders.recordings));
  }
  for (const evidence of indexed.evidence()) {
    const found = lookUp(join(folders.evidence, evidence.evidence.judgement.name));
    if (!found?.isFile()) continue;
    note([evidence.part]);
    files.push(evidenceFile(evidence, found, folders.evidence));
  }
  for (const day of indexed.daysAbout(parts)) days.add(day);
  return { files, days };
}

function recordingFile(
  { target, key, parts }: IndexedRecording,
  { size, dev }: Stats,
  folder: string,
): StoredFile {
  const name = relative(folder, target);
  return {
    kind: 'recording',
    path: target,
    name: name.startsWith('..') ? target : name.split(sep).join('/'),
    files: [target],
    at: key,
    bytes: size,
    device: dev,
    parts: parts.map(({ id }) => id),
    outcome: worstOf(parts.map(({ outcome }) => outcome)),
    kept: parts.some(({ kept }) => kept),
    seen: parts.every(isSeen),
  };
}

/** The recording is the only evidence of a mistake that has no clip. */
function isSeen({ outcome, seen, filmed }: PartOfFile): boolean {
  return seen || filmed || (outcome !== 'fail' && outcome !== 'warn');
}

function evidenceFile({ part, evidence }: IndexedEvidence, { dev }: Stats, folder: string): StoredFile {
  const { clips, pictures, judgement, bytes } = evidence;
  const name = dirname(judgement.name);
  return {
    kind: 'evidence',
    path: join(folder, name),
    name,
    files: [...clips, ...pictures, judgement].map((file) => join(folder, file.name)),
    at: Date.parse(part.id),
    bytes,
    device: dev,
    parts: [part.id],
    outcome: part.outcome,
    kept: part.kept,
    seen: part.seen,
  };
}

function lookUp(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch {
    return null;
  }
}
