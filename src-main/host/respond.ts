// Answers that are not files, and the headers that every answer has.
import type { ServerResponse } from 'node:http';
import { contentPolicy } from '../content/index.ts';

/** `same-origin` and not `no-referrer`: with the latter a form of our own comes with the origin `null`. */
export function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', contentPolicy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
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

export function redirect(response: ServerResponse, to: string): void {
  response.writeHead(303, { Location: to, 'Cache-Control': 'no-store' }).end();
}
