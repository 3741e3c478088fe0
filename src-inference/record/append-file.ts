// A file that only grows, a whole line at a time. Each line is one write to a file opened with O_APPEND, so that
// two processes never mix within a line (POSIX write(2)).
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { unwritable } from '../files/index.ts';

export interface AppendFile {
  /** Bytes that are in it. */
  readonly size: number;
  /**
   * Appends the text and a newline, whole or not at all. With `durable` it is on disk when this returns.
   *
   * @throws StationError `record_unwritable`.
   */
  append(line: string, durable: boolean): void;
  /** Appends what is in the other file, whole or not at all. @throws StationError `record_unwritable`. */
  appendAllOf(other: AppendFile): void;
  /** Whether the file that is open is still the one at its path: it may have been deleted, moved or replaced. */
  isInPlace(): boolean;
  /** What is in it from that byte on, also when it was deleted. */
  read(from: number): Iterable<Buffer>;
  close(): void;
}

/** @throws StationError `record_unwritable`. */
export function openAppendFile(path: string): AppendFile {
  const file = guarded(path, () => {
    setAside(path);
    return openSync(path, 'a+', 0o640);
  });
  /** Whether the file ends in the middle of a line: of a writer that was killed, or of one that had no room. */
  let isTorn = guarded(path, () => endsTorn(file));
  /** What is put goes again when not all of it can be written. */
  const whole = (write: (put: (bytes: Buffer) => void) => void): void => {
    guarded(path, () => {
      const before = fstatSync(file).size;
      let written = 0;
      const put = (bytes: Buffer): void => {
        // A disk that fills up may take only a part of it. Writing the rest then fails.
        for (let done = 0; done < bytes.length; ) {
          const more = writeSync(file, bytes, done);
          done += more;
          written += more;
        }
      };
      try {
        write(put);
        isTorn = false;
      } catch (thrown) {
        isTorn = !takenBack(file, before, written);
        throw thrown;
      }
    });
  };
  return {
    get size() {
      return fstatSync(file).size;
    },
    append(line, durable) {
      whole((put) => {
        put(Buffer.from(`${isTorn ? '\n' : ''}${line}\n`));
        if (durable) fdatasyncSync(file);
      });
    },
    appendAllOf(other) {
      whole((put) => {
        for (const chunk of other.read(0)) put(chunk);
        fdatasyncSync(file);
      });
    },
    isInPlace() {
      const there = statSync(path, { throwIfNoEntry: false });
      const opened = fstatSync(file);
      return there !== undefined && there.ino === opened.ino && there.dev === opened.dev;
    },
    *read(from) {
      // A link may lead to a device, which has no end.
      const { size } = fstatSync(file);
      for (let at = from; at < size; ) {
        const chunk = Buffer.alloc(chunkBytes);
        const bytes = readSync(file, chunk, 0, chunkBytes, at);
        if (bytes === 0) return;
        at += bytes;
        yield chunk.subarray(0, bytes);
      }
    },
    close: () => closeSync(file),
  };
}

const chunkBytes = 1 << 20;

/** @returns Whether the file ends with a whole line. Nothing goes when another writer has appended to it meanwhile. */
function takenBack(file: number, before: number, written: number): boolean {
  try {
    if (fstatSync(file).size !== before + written) return !endsTorn(file);
    ftruncateSync(file, before);
    return !endsTorn(file);
  } catch {
    return false;
  }
}

/** A folder, a pipe or a link to itself gets another name: the station must be able to write. */
function setAside(path: string): void {
  const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  if (isThere && isInTheWay(path)) renameSync(path, `${path}.unusable`);
}

/** Also at the end of links. One that ends nowhere is no hindrance: the file is made there. */
function isInTheWay(path: string): boolean {
  try {
    const target = statSync(path);
    return target.isDirectory() || target.isFIFO() || target.isSocket();
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'ELOOP';
  }
}

/** Whether a writer was killed in the middle of the last line. */
function endsTorn(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last[0] !== 0x0a;
}

/** @throws StationError `record_unwritable` in place of what the file system throws. */
export function guarded<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw unwritable(path, cause, 'The record');
  }
}
