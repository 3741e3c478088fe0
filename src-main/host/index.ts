// Exports of the Node host, which serves the station over HTTP.

export { type HostOptions, startHost } from './host.ts';
