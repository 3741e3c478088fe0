// A folder that others see too, such as a mounted share. A share that is not mounted is an error: nothing is written into the empty
// folder under it. Therefore the folder holds a file that marks it.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StationError } from '../../contract/index.ts';
import { silent } from '../connection-errors.ts';
import { seemsMounted } from './mounts.ts';
import { openFile, type Store, type StoredFile } from './store.ts';

/** Names the folder as a store of evidence. */
export const markName = 'stepwatch-store';
const mark =
  'Stations of Stepwatch keep evidence in this folder. Without this file they do not write into it.\n';

const shortSeconds = 15;
/** For a file. */
const longSeconds = 180;

/** Shares that do not answer. Each holds a thread of the engine's pool: it is not asked again before it has answered. */
const hanging = new Set<string>();

export class FolderStore implements Store {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  put(name: string, file: string): Promise<StoredFile | null> {
    return this.within(longSeconds, () => this.copy(name, file));
  }

  reach(): Promise<void> {
    return this.within(shortSeconds, () => this.mustBeThere());
  }

  test(): Promise<void> {
    return this.within(shortSeconds, async () => {
      await this.mustBeThere();
      const draft = join(this.path, `.stepwatch-test.${randomUUID()}`);
      await writeFile(draft, mark, { flag: 'wx' });
      await rm(draft);
    });
  }

  close(): void {}

  private async copy(name: string, path: string): Promise<StoredFile | null> {
    await this.mustBeThere();
    const source = await openFile(path);
    if (source === null) return null;
    const target = join(this.path, name);
    await mkdir(dirname(target), { recursive: true });
    const draft = join(dirname(target), `.${randomUUID()}.part`);
    try {
      const copied = await copyTo(draft, source.createReadStream());
      // The share may have been unmounted meanwhile: then this was the empty folder under it.
      await this.mustBeThere();
      await rename(draft, target);
      // Others may have mounted the share elsewhere.
      return { url: name.split('/').map(encodeURIComponent).join('/'), ...copied };
    } catch (thrown) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw thrown;
    } finally {
      await source.close().catch(() => undefined);
    }
  }

  /** @throws StationError `link_store_missing`. */
  private async mustBeThere(): Promise<void> {
    const found = await stat(this.path).catch((thrown: unknown) => missing(this.path, thrown));
    if (!found.isDirectory()) throw storeMissing(this.path, 'it is no folder');
    const marked = await stat(join(this.path, markName)).catch(() => null);
    if (marked !== null) return;
    if (!seemsMounted(await realpath(this.path), await readFile('/proc/self/mountinfo', 'utf8'))) {
      throw storeMissing(
        this.path,
        'nothing is mounted there, and it does not say that it is the store',
        `Mount the share. If this folder is meant, make an empty file "${markName}" in it.`,
      );
    }
    await writeFile(join(this.path, markName), mark);
  }

  private async within<Result>(seconds: number, work: () => Promise<Result>): Promise<Result> {
    const { path } = this;
    if (hanging.has(path)) throw silent(path);
    const working = work();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        hanging.add(path);
        const answered = (): boolean => hanging.delete(path);
        working.then(answered, answered);
        reject(silent(path));
      }, seconds * 1000);
    });
    try {
      return await Promise.race([working, late]);
    } catch (thrown) {
      throw folderError(path, thrown);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function copyTo(
  draft: string,
  source: NodeJS.ReadableStream,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const target = await open(draft, 'wx', 0o644);
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      await target.writeFile(chunk);
    }
    await target.sync();
    const { size } = await target.stat();
    if (size !== bytes) throw new Error(`${size} of ${bytes} bytes were written`);
  } finally {
    await target.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

function missing(path: string, thrown: unknown): never {
  const { code } = thrown as NodeJS.ErrnoException;
  throw code === 'ENOENT' ? storeMissing(path, 'the folder is not there') : thrown;
}

function storeMissing(
  path: string,
  what: string,
  hint = 'Mount the share, or make the folder.',
): StationError {
  return new StationError('link_store_missing', `${path}: ${what}.`, { where: path, hint });
}

const rights = ['EACCES', 'EPERM', 'EROFS'];
const full = ['ENOSPC', 'EDQUOT'];

function folderError(path: string, thrown: unknown): StationError {
  if (thrown instanceof StationError) return thrown;
  const { code = '', message } = thrown as NodeJS.ErrnoException;
  const details = { where: path, cause: thrown };
  if (rights.includes(code)) {
    return new StationError('link_unauthorized', `${path}: the station may not write there.`, {
      ...details,
      hint: 'Allow its user to write into the folder, or mount the share with the right user.',
    });
  }
  if (full.includes(code)) {
    return new StationError('link_rejected', `${path}: there is no room.`, {
      ...details,
      hint: 'Free some space on the share.',
    });
  }
  return new StationError('link_unreachable', `${path}: ${message}.`, {
    ...details,
    hint: 'Check the network and the server of the share.',
  });
}
