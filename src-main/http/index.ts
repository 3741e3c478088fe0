// Exports of what every site over HTTP has: who may come in, login, files, WebSockets, metrics and health.
export type { Client } from './authentication.ts';
export { sendFile } from './files.ts';
export { isLoopback } from './host-allowlist.ts';
export { readJson, sendError } from './json.ts';
export type { Monitoring } from './monitoring.ts';
export { redirect, sendJson, sendText } from './respond.ts';
export type { RolePasswords } from './secrets.ts';
export { type ServedSite, type SiteOptions, serveSite } from './serve-site.ts';
export { type Exchange, isReading, requireSender, requireSession, sendMissing } from './site.ts';
export { refused, tooMany, type Upgrade } from './upgrades.ts';
