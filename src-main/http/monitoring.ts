// What programs read to watch a site: metrics in the text format of Prometheus, and whether it is well.
import type { ServerResponse } from 'node:http';

export interface Monitoring {
  metrics(): Promise<{ readonly text: string; readonly contentType: string }>;
  /** The status alone tells a machine whether the site is well. */
  health(): { readonly status: 'ok' | 'failing' };
}

export async function sendMetrics(response: ServerResponse, monitoring: Monitoring): Promise<void> {
  const { text, contentType } = await monitoring.metrics();
  response.setHeader('Cache-Control', 'no-store');
  response
    .writeHead(200, { 'Content-Type': contentType })
    .end(response.req.method === 'HEAD' ? undefined : text);
}

export async function sendHealth(response: ServerResponse, monitoring: Monitoring): Promise<void> {
  const health = monitoring.health();
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(health.status === 'ok' ? 200 : 503, {
    'Content-Type': 'application/json; charset=utf-8',
  });
  response.end(response.req.method === 'HEAD' ? undefined : `${JSON.stringify(health)}\n`);
}
