// Responses that are not files, and the security headers of every response.
import type { ServerResponse } from 'node:http';
import { securityHeaders } from '../content/index.ts';

/** @param mediaOrigins Other origins that pages may show videos and pictures of. */
export function setSecurityHeaders(response: ServerResponse, mediaOrigins: readonly string[] = []): void {
  for (const [name, value] of Object.entries(securityHeaders(mediaOrigins))) response.setHeader(name, value);
  // Not `no-referrer`: the login form would then send the origin `null`.
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
}

export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  type: 'html' | 'css' | 'plain' = 'plain',
): void {
  response
    .writeHead(status, { 'Content-Type': `text/${type}; charset=utf-8`, 'Cache-Control': 'no-store' })
    .end(response.req.method === 'HEAD' ? undefined : text);
}

export function sendJson(response: ServerResponse, status: number, value: object): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(`${JSON.stringify(value)}\n`);
}

export function redirect(response: ServerResponse, to: string): void {
  response.writeHead(303, { Location: to, 'Cache-Control': 'no-store' }).end();
}
