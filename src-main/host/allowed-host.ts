// Which names this station answers to, and to which pages. Pure. A page of somebody else can make a browser send requests
// here; its own name in `Host` (DNS rebinding) or in `Origin` (foreign pages) gives it away.
import { isIP } from 'node:net';

export interface HostRules {
  /** Lower case. `localhost` is always one. */
  readonly names: readonly string[];
  /** Addresses in numbers; a rebound name is never one. False: only those of this machine's loopback. */
  readonly anyAddress: boolean;
}

/** The port is not looked at: a tunnel or a forwarded port changes it, and a rebound name has any. */
export function isAllowedHost(header: string | undefined, { names, anyAddress }: HostRules): boolean {
  const name = hostnameOf(header);
  if (name === null) return false;
  if (name === 'localhost' || names.includes(name)) return true;
  return isIP(name) !== 0 && (anyAddress || isLoopback(name));
}

/** True for a page of this station itself. TLS may have been ended by a proxy: the scheme is not looked at. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined || host === undefined) return false;
  return origin.toLowerCase().replace(/^https?:\/\//, '') === host.toLowerCase();
}

export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);
}

/** Without port and brackets, lower case; null for what is no host. */
function hostnameOf(header: string | undefined): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(header ?? '');
  return match ? (match[1] ?? match[2]!).toLowerCase().replace(/\.$/, '') : null;
}
