// Sends files over HTTP: the built screens, and videos.
import { realpath } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { relative, sep } from 'node:path';
import send from 'send';
import type { ContentFile } from '../content/index.ts';

/** The build puts a hash of the content into the names of these files, so a browser may keep them for good. */
const hashedFiles = /^\/assets\//;

/** Supports byte ranges, so that a player can seek. Resolves when the response has ended. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: ContentFile,
): Promise<void> {
  const root = await realpath(file.folder);
  const path = `/${relative(root, file.path).split(sep).map(encodeURIComponent).join('/')}`;
  const cache =
    file.kind === 'screen' && hashedFiles.test(path)
      ? 'private, max-age=31536000, immutable'
      : 'private, no-cache';
  await new Promise<void>((resolve) => {
    send(request, path, { root, dotfiles: 'deny', index: false, cacheControl: false })
      .on('headers', (headed: ServerResponse) => headed.setHeader('Cache-Control', cache))
      .on('error', ({ status }: { status: number }) => {
        response.removeHeader('Cache-Control');
        response.writeHead(status, { 'Cache-Control': 'no-store' }).end();
      })
      .pipe(response)
      .once('close', resolve);
  });
}
