// Exports of the Node host, which serves the station over HTTP.

export { type HostOptions, startHost } from './host.ts';
export { isLoopback } from './host-allowlist.ts';
export type { RolePasswords } from './secrets.ts';
