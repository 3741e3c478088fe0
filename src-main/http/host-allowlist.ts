// Decides which `Host` and `Origin` headers a site accepts. Pure. A foreign page can make a browser send requests to
// it, but its own name is then in `Host` (DNS rebinding) or in `Origin` (cross-site request).
import { isIP } from 'node:net';

export interface HostAllowlist {
  /** Lower case. `localhost` is always allowed. */
  readonly names: readonly string[];
  /** True: any numeric address, because an attacker can only rebind a name. False: only loopback addresses. */
  readonly anyAddress: boolean;
}

/** The port is not compared: a tunnel or a port forward changes it, and it does not tell a rebound name. */
export function isAllowedHost(header: string | undefined, { names, anyAddress }: HostAllowlist): boolean {
  const name = hostnameOf(header);
  if (name === null) return false;
  if (name === 'localhost' || names.includes(name)) return true;
  return isIP(name) !== 0 && (anyAddress || isLoopback(name));
}

/** True for a page of this site. The scheme is not compared, because a proxy may have ended TLS. */
export function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined || host === undefined) return false;
  return origin.toLowerCase().replace(/^https?:\/\//, '') === host.toLowerCase();
}

export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);
}

/** Without port and brackets, in lower case; null when the header is not a host. */
function hostnameOf(header: string | undefined): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(header ?? '');
  return match ? (match[1] ?? match[2]!).toLowerCase().replace(/\.$/, '') : null;
}
