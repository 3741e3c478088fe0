// A site that browsers open: who may come in, login and logout, metrics and health. What else it answers is its own.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { StationError } from '../../src-inference/contract/index.ts';
import { type Authentication, type Client, hasBearer } from './authentication.ts';
import { sendError } from './json.ts';
import { type Monitoring, sendHealth, sendMetrics } from './monitoring.ts';
import { pageStyle } from './page-style.ts';
import { languageOf, messagePage, type SiteFace } from './pages.ts';
import { readRequestUrl } from './request-url.ts';
import { redirect, sendText, setSecurityHeaders } from './respond.ts';
import type { Upgrade } from './upgrades.ts';

/** One request and its answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly authentication: Authentication;
  readonly site: Pick<Site, 'face'>;
}

export interface Site {
  face(): SiteFace;
  /** Other origins that pages may show videos and pictures of. */
  readonly mediaOrigins?: readonly string[];
  readonly monitoring: Monitoring;
  /**
   * Answers GET, HEAD and POST. Nobody has asked yet who sends it; a POST without a bearer token comes from a page of the site.
   * Rejects when the connection breaks or a file vanishes while it is sent.
   */
  answer(exchange: Exchange): Promise<void>;
  /** What a WebSocket with a session is connected to. */
  upgrade(url: URL): Upgrade;
}

/** Rejects as `Site.answer` does. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { site, authentication }: { readonly site: Site; readonly authentication: Authentication },
): Promise<void> {
  setSecurityHeaders(response, site.mediaOrigins);
  const isRead = isReading(request);
  const refusal = authentication.refusal(request, !isRead && !hasBearer(request));
  if (refusal !== null) return sendText(response, 403, refusal);
  const url = readRequestUrl(request);
  if (url === null) return sendText(response, 400, 'The address cannot be parsed.');
  const exchange = { request, response, url, authentication, site };
  if (isRead) return answerRead(exchange, site);
  if (request.method !== 'POST') return sendText(response, 405, 'Only GET, HEAD and POST are supported.');
  if (url.pathname === '/login') return authentication.loginWithPassword(request, response);
  if (url.pathname === '/logout') return authentication.logout(request, response);
  return site.answer(exchange);
}

async function answerRead(exchange: Exchange, site: Site): Promise<void> {
  const { request, response, url, authentication } = exchange;
  const { pathname } = url;
  const token = url.searchParams.get('token');
  if (pathname === '/' && token !== null) return authentication.loginWithToken(request, response, token);
  if (pathname === '/login.css') return sendText(response, 200, pageStyle, 'css');
  const client = authentication.client(request);
  if (pathname === '/metrics' || pathname === '/health') {
    const refusal = client === null ? authentication.machineRefusal(request) : null;
    if (refusal !== null) return sendText(response, refusal.status, refusal.text);
    return pathname === '/metrics'
      ? sendMetrics(response, site.monitoring)
      : sendHealth(response, site.monitoring);
  }
  if (pathname === '/login') {
    return client ? redirect(response, '/') : authentication.sendLoginPage(request, response);
  }
  return site.answer(exchange);
}

export function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** In place of a file that is not there. */
export function sendMissing({ request, response, url, site }: Exchange): void {
  const language = languageOf(request);
  const [status, what] = url.pathname === '/' ? ([503, 'screens'] as const) : ([404, 'notFound'] as const);
  sendText(response, status, messagePage(language, site.face(), what), 'html');
}

/** Who sent the request; without a session it is answered with the login form, and this is null. */
export function requireSession({ request, response, authentication }: Exchange): Client | null {
  const client = authentication.client(request);
  if (client === null) authentication.sendUnauthorized(request, response);
  return client;
}

/**
 * Who sent the request: a program by its bearer token, or a page by its session. Anybody else is answered with an error as
 * JSON, and this is null.
 */
export async function requireSender({
  request,
  response,
  authentication,
}: Exchange): Promise<Pick<Client, 'role' | 'address'> | null> {
  const client = hasBearer(request)
    ? await authentication.clientOfBearer(request)
    : authentication.client(request);
  if (client === 'wait') {
    const error = new StationError('not_allowed', 'Too many attempts.', { hint: 'Wait, then try again.' });
    sendError(response, error, 429);
    return null;
  }
  if (client === null) {
    response.setHeader('WWW-Authenticate', 'Bearer');
    const hint =
      'Log in, or send the header "Authorization: Bearer PASSWORD", or the password as that of any user (Basic).';
    sendError(response, new StationError('not_allowed', 'It is not known who asks.', { hint }), 401);
  }
  return client;
}
