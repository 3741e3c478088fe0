// Answers the requests of the page for the files of the screens and for videos. Plain requests in, plain responses
// out: no Electron in here.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { type ContentFolders, findContentFile, securityHeaders } from '../content/index.ts';
import { isAppAddress } from './app-address.ts';
import { readByteRange } from './byte-range.ts';

const contentTypes: Readonly<Record<string, string>> = {
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
  '.m4v': 'video/mp4',
  '.mov': 'video/quicktime',
  '.mkv': 'video/x-matroska',
  '.webm': 'video/webm',
  '.csv': 'text/csv; charset=utf-8',
  '.ogv': 'video/ogg',
};

const commonHeaders = { ...securityHeaders(), 'referrer-policy': 'no-referrer' };

/** @param folders As they are at the time of a request. */
export function appProtocol(folders: () => ContentFolders): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isAppAddress(request.url, null)) return emptyResponse(404);
    if (request.method !== 'GET' && request.method !== 'HEAD') return emptyResponse(405);
    const { pathname } = new URL(request.url);
    const file = await findContentFile(pathname, folders());
    return file === null ? emptyResponse(404) : fileResponse(file.path, request);
  };
}

async function fileResponse(file: string, request: Request): Promise<Response> {
  const { size } = await stat(file);
  const range = readByteRange(request.headers.get('range'), size);
  if (range.kind === 'unsatisfiable') return emptyResponse(416, { 'content-range': `bytes */${size}` });
  const [first, last] = range.kind === 'part' ? [range.first, range.last] : [0, size - 1];
  const headers = {
    ...commonHeaders,
    'content-type': contentTypes[extname(file).toLowerCase()] ?? 'application/octet-stream',
    'content-length': String(last - first + 1),
    'accept-ranges': 'bytes',
    'cache-control': 'no-cache',
    ...(range.kind === 'part' && { 'content-range': `bytes ${first}-${last}/${size}` }),
  };
  const hasBody = request.method === 'GET' && size > 0;
  const body = hasBody ? Readable.toWeb(createReadStream(file, { start: first, end: last })) : null;
  return new Response(body as BodyInit | null, { status: range.kind === 'part' ? 206 : 200, headers });
}

function emptyResponse(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...commonHeaders, ...headers } });
}
