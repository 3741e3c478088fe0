// The files of recipes and models, by their SHA-256: in a folder of the plant's server, not in its database.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type ArtifactFile,
  mostArtifactBytes,
  mostArtifactFiles,
  StationError,
} from '../../../src-inference/contract/index.ts';

/** An upload that nobody finished is removed after this time. */
const uploadMilliseconds = 24 * 3600_000;
const filePath = /^[^./\\\0][^/\\\0]*(\/[^./\\\0][^/\\\0]*)*$/;

export class FileStore {
  readonly folder: string;
  private readonly files: string;
  private readonly uploads: string;

  /** @param folder Of the plant's server; it is made when it is needed. */
  constructor(folder: string) {
    this.folder = folder;
    this.files = join(folder, 'files');
    this.uploads = join(folder, 'uploads');
  }

  /** Path of a file; it may not be there. @param sha256 Hexadecimal. */
  pathOf(sha256: string): string {
    return join(this.files, sha256.slice(0, 2), sha256);
  }

  async has(sha256: string): Promise<boolean> {
    return (await stat(this.pathOf(sha256)).catch(() => null)) !== null;
  }

  /** Files come one after the other, and become a version at the end. @returns Its id. */
  async beginUpload(): Promise<string> {
    await this.removeOldUploads();
    const id = randomUUID();
    await mkdir(join(this.uploads, id), { recursive: true });
    return id;
  }

  /** @throws StationError `request_invalid` for a path that leads out, or more than fits. */
  async addToUpload(id: string, path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    const folder = await this.uploadFolder(id);
    const target = join(folder, checked(path));
    await mkdir(dirname(target), { recursive: true });
    const file = await open(target, 'w', 0o644);
    let bytes = 0;
    try {
      for await (const chunk of content) {
        bytes += chunk.byteLength;
        if (bytes > mostArtifactBytes) throw tooLarge();
        await file.writeFile(chunk);
      }
    } catch (thrown) {
      await rm(target, { force: true });
      throw thrown;
    } finally {
      await file.close();
    }
  }

  /** @throws StationError `request_invalid`. */
  async uploadFolder(id: string): Promise<string> {
    const folder = join(this.uploads, id);
    const isThere = /^[0-9a-f-]{36}$/.test(id) && (await stat(folder).catch(() => null)) !== null;
    if (isThere) return folder;
    throw new StationError('request_invalid', 'There is no such upload.', {
      where: id,
      hint: 'Send the files again.',
    });
  }

  async endUpload(id: string): Promise<void> {
    await rm(join(this.uploads, id), { recursive: true, force: true });
  }

  /**
   * Keeps all files of a folder.
   *
   * @returns Sorted by path. @throws StationError `request_invalid` for too many, or too large ones.
   */
  async keepFolder(folder: string): Promise<readonly ArtifactFile[]> {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = found
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((path) => filePath.test(path))
      .sort();
    if (paths.length > mostArtifactFiles) {
      throw new StationError('request_invalid', `There are more than ${mostArtifactFiles} files in it.`, {
        where: folder,
        hint: 'Is it the folder of one model?',
      });
    }
    const files: ArtifactFile[] = [];
    let sum = 0;
    for (const path of paths) {
      const file = { path, ...(await this.keepFile(join(folder, path))) };
      sum += file.bytes;
      if (sum > mostArtifactBytes) throw tooLarge();
      files.push(file);
    }
    return files;
  }

  private async keepFile(path: string): Promise<Pick<ArtifactFile, 'bytes' | 'sha256'>> {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).byteLength;
    }
    const sha256 = hash.digest('hex');
    const target = this.pathOf(sha256);
    if ((await stat(target).catch(() => null))?.size !== bytes) {
      await mkdir(dirname(target), { recursive: true });
      const draft = `${target}.${randomUUID()}.part`;
      await copyFile(path, draft);
      const file = await open(draft);
      await file.sync().finally(() => file.close());
      await rename(draft, target);
    }
    return { bytes, sha256 };
  }

  private async removeOldUploads(): Promise<void> {
    for (const name of await readdir(this.uploads).catch(() => [])) {
      const folder = join(this.uploads, name);
      const found = await stat(folder).catch(() => null);
      if (found === null || Date.now() - found.mtimeMs < uploadMilliseconds) continue;
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function checked(path: string): string {
  if (filePath.test(path) && path.length <= 300) return path;
  throw new StationError('request_invalid', `"${path}" cannot be the path of a file.`, {
    hint: 'No part of it may begin with a dot.',
  });
}

function tooLarge(): StationError {
  return new StationError('request_invalid', 'The files are larger than 2 GB together.', {
    hint: 'Leave out networks that no station runs.',
  });
}
