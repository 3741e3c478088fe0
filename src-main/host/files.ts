// Files over HTTP: the built screens and the recordings of parts.
import { realpath } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { relative, sep } from 'node:path';
import send from 'send';
import { containedFile } from '../content/index.ts';

/** Built files have a hash of their content in the name, below this folder. */
const hashedFiles = /^\/assets\//;

/** @returns False when there is no such file; nothing was sent then. */
export async function serveScreenFile(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  path: string,
): Promise<boolean> {
  const cache = hashedFiles.test(path) ? 'private, max-age=31536000, immutable' : 'private, no-cache';
  return serve(request, response, folder, path, cache);
}

/** With ranges, so that a player can seek. @returns False when there is no such recording; nothing was sent then. */
export async function serveRecording(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  name: string,
): Promise<boolean> {
  if (!name.endsWith('.mp4')) return false;
  return serve(request, response, folder, name, 'private, no-cache');
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  name: string,
  cache: string,
): Promise<boolean> {
  const file = await containedFile(folder, name);
  if (file === null) return false;
  const root = await realpath(folder);
  const path = relative(root, file).split(sep).map(encodeURIComponent).join('/');
  await new Promise<void>((resolve) => {
    send(request, `/${path}`, { root, dotfiles: 'deny', index: false, cacheControl: false })
      .on('headers', (headed: ServerResponse) => headed.setHeader('Cache-Control', cache))
      .on('error', ({ status }: { status: number }) => {
        response.removeHeader('Cache-Control');
        response.writeHead(status, { 'Cache-Control': 'no-store' }).end();
      })
      .pipe(response)
      .once('close', resolve);
  });
  return true;
}
