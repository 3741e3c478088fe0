// Answers the requests of the screens for their own files, and for recordings of parts. Knows nothing of Electron: plain
// requests in, plain responses out.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { containedFile, contentPolicy } from '../content/index.ts';
import { isAppAddress } from './app-address.ts';
import { readByteRange } from './byte-range.ts';

export interface AppFolders {
  /** The built screens. */
  readonly screens: string;
  /** Where recordings are, as the settings say now; null: none can be seen. */
  readonly recordings: () => string | null;
}

const recordingsPath = '/recordings/';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp4': 'video/mp4',
};

const commonHeaders = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

export function appProtocol({ screens, recordings }: AppFolders): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isAppAddress(request.url, null)) return plain(404);
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405);
    const { pathname } = new URL(request.url);
    if (pathname.startsWith(recordingsPath)) {
      const folder = recordings();
      const name = pathname.slice(recordingsPath.length);
      return answer(
        folder === null || !name.endsWith('.mp4') ? null : await containedFile(folder, name),
        request,
      );
    }
    return answer(await containedFile(screens, pathname === '/' ? '/index.html' : pathname), request);
  };
}

async function answer(file: string | null, request: Request): Promise<Response> {
  if (file === null) return plain(404);
  const { size } = await stat(file);
  const range = readByteRange(request.headers.get('range'), size);
  if (range.kind === 'unsatisfiable') return plain(416, { 'content-range': `bytes */${size}` });
  const [first, last] = range.kind === 'part' ? [range.first, range.last] : [0, size - 1];
  const headers = {
    ...commonHeaders,
    'content-type': types[extname(file).toLowerCase()] ?? 'application/octet-stream',
    'content-length': String(last - first + 1),
    'accept-ranges': 'bytes',
    'cache-control': 'no-cache',
    ...(range.kind === 'part' && { 'content-range': `bytes ${first}-${last}/${size}` }),
  };
  const isEmpty = request.method === 'HEAD' || size === 0;
  const body = isEmpty ? null : Readable.toWeb(createReadStream(file, { start: first, end: last }));
  return new Response(body as BodyInit | null, { status: range.kind === 'part' ? 206 : 200, headers });
}

function plain(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...commonHeaders, ...headers } });
}
