// Lets only one engine write to the folder of a station. The lock belongs to the process that writes, and lies in the folder: it
// holds whatever name, container or network the others come by, and ends with its process, however that ends.
import { lstatSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { StationError } from '../contract/index.ts';
import { makeFolder, unwritable } from '../files/index.ts';
import { visibleText } from '../identity/index.ts';
import { lockFile } from '../system/index.ts';

type HeldLock = NonNullable<ReturnType<typeof lockFile>>;

const fileName = 'lock';
/** A file that is longer was not written here. */
const mostBytes = 1000;

export interface FolderLock {
  /** Null: the folder is this engine's. Otherwise why the file of the lock cannot be written (`EROFS`, `EACCES`, `ENOSPC`). */
  readonly unwritable: string | null;
  /**
   * Called before anything is written to a folder that could not be locked; does nothing when it is this engine's.
   *
   * @throws StationError `record_unwritable` when it still cannot be locked, `folder_in_use` when another station has it now.
   */
  hold(): void;
  /** May be called again. */
  release(): void;
}

/** Where nothing can be written: a disk that is read-only or full, or a folder of somebody else. */
const passingCodes: readonly string[] = ['EROFS', 'ENOSPC', 'EDQUOT'];
const unwritableCodes: readonly string[] = [...passingCodes, 'EACCES', 'EPERM'];

/**
 * Creates the folder when it does not exist. The lock is held until it is released, or until this process ends.
 *
 * @throws StationError `folder_in_use`, which says who has it; `record_unwritable` when there is no such folder and it cannot be
 *   created, or when its disk knows no locks.
 */
export function lockFolder(directory: string): FolderLock {
  let taken = takeLock(directory);
  return {
    get unwritable() {
      return taken instanceof Error ? (taken.code ?? null) : null;
    },
    hold() {
      if (taken instanceof Error) taken = takeLock(directory);
      if (taken instanceof Error) throw unwritable(directory, taken, 'The record');
    },
    release() {
      if (!(taken instanceof Error)) taken.release();
    },
  };
}

/** @returns Why nothing can be written there, where that may pass or the folder can be read all the same. */
function takeLock(directory: string): HeldLock | NodeJS.ErrnoException {
  try {
    makeFolder(directory);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (passingCodes.includes(code)) return cause as NodeJS.ErrnoException;
    throw new StationError('record_unwritable', 'The folder of the station cannot be created.', {
      where: directory,
      hint: 'Choose a folder that you may write to: --directory DIR.',
      cause,
    });
  }
  const path = join(directory, fileName);
  try {
    const lock = lockFile(path);
    if (lock === null) throw inUse(directory, path);
    lock.write(`${holderText()}\n`);
    return lock;
  } catch (thrown) {
    if (thrown instanceof StationError) throw thrown;
    const { code = '', message } = thrown as NodeJS.ErrnoException;
    if (unwritableCodes.includes(code)) return thrown as NodeJS.ErrnoException;
    throw new StationError('record_unwritable', `The folder of the station cannot be locked: ${message}.`, {
      where: path,
      hint: 'Choose a folder on a disk of this machine: --directory DIR.',
      cause: thrown,
    });
  }
}

function inUse(directory: string, path: string): StationError {
  const holder = readHolder(path);
  return new StationError(
    'folder_in_use',
    `Another station uses this folder${holder === null ? '' : `: ${holder}`}.`,
    { where: directory, hint: 'Use that station, end it, or choose another folder: --directory DIR.' },
  );
}

/** For people only: numbers of processes are those of the holder's container. */
function holderText(): string {
  const startedAt = new Date(Date.now() - process.uptime() * 1000);
  return `process ${process.pid} on ${hostname()}, since ${startedAt.toISOString().slice(0, 19)}Z`;
}

/** Null when the file does not say it. */
function readHolder(path: string): string | null {
  try {
    const stat = lstatSync(path);
    if (!stat.isFile() || stat.size > mostBytes) return null;
    return visibleText(readFileSync(path, 'utf8').trim()) || null;
  } catch {
    return null;
  }
}
