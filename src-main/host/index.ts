// The door of the Node host.
export { isLoopback } from './allowed-host.ts';
export { type Host, type HostOptions, startHost } from './host.ts';
export type { PasswordChoice } from './secrets.ts';
