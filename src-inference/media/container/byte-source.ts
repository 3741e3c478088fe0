// Small pieces of a file, read where they are needed.
import { type FileHandle, open } from 'node:fs/promises';

export interface ByteSource {
  readonly size: number;
  /** Fewer bytes than asked for at the end of the file. @throws Error of the system. */
  read(at: number, length: number): Promise<Buffer>;
}

/** @throws Error of the system. */
export async function withBytes<Result>(
  path: string,
  use: (bytes: ByteSource) => Promise<Result>,
): Promise<Result> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    return await use({ size, read: pagedReader(file, size) });
  } finally {
    await file.close();
  }
}

/** The kernel reads no less. Files are full of small headers that lie close to each other. */
const pageBytes = 4096;

function pagedReader(file: FileHandle, size: number): ByteSource['read'] {
  let page: Buffer = Buffer.alloc(0);
  let pageAt = 0;
  return async (at, length) => {
    const wanted = Math.min(length, size - at);
    if (wanted > pageBytes) return await readPiece(file, at, wanted);
    if (at < pageAt || at + wanted > pageAt + page.length) {
      page = await readPiece(file, at, Math.min(pageBytes, size - at));
      pageAt = at;
    }
    return page.subarray(at - pageAt, Math.max(0, at - pageAt + wanted));
  };
}

async function readPiece(file: FileHandle, at: number, length: number): Promise<Buffer> {
  if (length <= 0) return Buffer.alloc(0);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}
