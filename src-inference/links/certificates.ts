// The certificates of an encrypted connection.
import { readFile } from 'node:fs/promises';
import type { LinkTls } from '../contract/index.ts';

export interface Certificates {
  readonly rejectUnauthorized: true;
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

/** @throws What `readFile` throws. */
export async function readCertificates({ caFile, certificateFile, keyFile }: LinkTls): Promise<Certificates> {
  const read = (path: string | null): Promise<Buffer> | null => (path === null ? null : readFile(path));
  const [ca, cert, key] = await Promise.all([read(caFile), read(certificateFile), read(keyFile)]);
  return { rejectUnauthorized: true, ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}
