// The address of the screens. A scheme of our own: pages of it can be told from all others, and `file:` is not needed.
export const scheme = 'stepwatch';
export const appPage = `${scheme}://app/index.html`;

/** @param devServer Origin of the development server; null in a package. */
export function isAppAddress(address: string, devServer: string | null): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  // The origin of a scheme that is not of the web is `null` in Node: scheme and host are compared.
  if (url.protocol === `${scheme}:`) return url.host === 'app' && url.username === '';
  return devServer !== null && url.origin === new URL(devServer).origin;
}
