// Answers HTTP requests: login and logout, the screens, the videos.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { findContentFile } from '../content/index.ts';
import {
  type fetchedFolders,
  type StationFollower,
  type Supervisor,
  videoFoldersOf,
} from '../supervisor/index.ts';
import type { Authentication } from './authentication.ts';
import { answerCommand, hasBearer, isCommandPath } from './commands.ts';
import { sendFile } from './files.ts';
import type { Metrics } from './metrics.ts';
import { languageOf, messagePage, pageStyle } from './pages.ts';
import { readRequestUrl } from './request-url.ts';
import { redirect, sendText, setSecurityHeaders } from './respond.ts';

export interface RouteContext {
  readonly authentication: Authentication;
  readonly follower: StationFollower;
  readonly metrics: Metrics;
  readonly supervisor: Supervisor;
  /** Folder of the built screens. */
  readonly screens: string;
  /** Folders of what the engine writes for screens. */
  readonly fetched: ReturnType<typeof fetchedFolders>;
}

/** Rejects when the connection breaks or a file vanishes while it is sent. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  context: RouteContext,
): Promise<void> {
  setSecurityHeaders(response);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const refusal = context.authentication.refusal(request, !isRead && !hasBearer(request));
  if (refusal !== null) return sendText(response, 403, refusal);
  const url = readRequestUrl(request);
  if (url === null) return sendText(response, 400, 'The address cannot be parsed.');
  return isRead ? answerRead(request, response, url, context) : answerPost(request, response, url, context);
}

async function answerPost(
  request: IncomingMessage,
  response: ServerResponse,
  { pathname }: URL,
  { authentication, supervisor }: RouteContext,
): Promise<void> {
  if (request.method !== 'POST') return sendText(response, 405, 'Only GET, HEAD and POST are supported.');
  if (pathname === '/login') return authentication.loginWithPassword(request, response);
  if (pathname === '/logout') return authentication.logout(request, response);
  if (isCommandPath(pathname)) {
    return answerCommand(request, response, pathname, { authentication, supervisor });
  }
  sendText(response, 404, 'POST is only for /login, /logout and /commands/NAME.');
}

async function answerRead(
  request: IncomingMessage,
  response: ServerResponse,
  { pathname, searchParams }: URL,
  { authentication, follower, metrics, screens, fetched }: RouteContext,
): Promise<void> {
  const token = searchParams.get('token');
  if (pathname === '/' && token !== null) return authentication.loginWithToken(request, response, token);
  if (pathname === '/login.css') return sendText(response, 200, pageStyle, 'css');
  const client = authentication.client(request);
  if (pathname === '/metrics' || pathname === '/health') {
    const refusal = client === null ? authentication.machineRefusal(request) : null;
    if (refusal !== null) return sendText(response, refusal.status, refusal.text);
    return pathname === '/metrics' ? sendMetrics(response, metrics) : sendHealth(response, metrics);
  }
  if (pathname === '/login') {
    return client ? redirect(response, '/') : authentication.sendLoginPage(request, response);
  }
  if (client === null) return authentication.sendUnauthorized(request, response);
  const file = await findContentFile(pathname, {
    screens,
    ...fetched,
    ...videoFoldersOf(follower.station),
  });
  if (file !== null) return sendFile(request, response, file);
  const language = languageOf(request);
  if (pathname === '/') sendText(response, 503, messagePage(language, 'screens'), 'html');
  else sendText(response, 404, messagePage(language, 'notFound'), 'html');
}

async function sendMetrics(response: ServerResponse, metrics: Metrics): Promise<void> {
  const { text, contentType } = await metrics.text();
  response.setHeader('Cache-Control', 'no-store');
  response
    .writeHead(200, { 'Content-Type': contentType })
    .end(response.req.method === 'HEAD' ? undefined : text);
}

/** The status alone tells a machine whether the station checks. */
async function sendHealth(response: ServerResponse, metrics: Metrics): Promise<void> {
  const health = metrics.health();
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(health.status === 'ok' ? 200 : 503, {
    'Content-Type': 'application/json; charset=utf-8',
  });
  response.end(response.req.method === 'HEAD' ? undefined : `${JSON.stringify(health)}\n`);
}
