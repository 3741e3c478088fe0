// The address of the screens. They have their own scheme, `stepwatch:`, so that `file:` is not needed and no other page
// can have their origin.
export const scheme = 'stepwatch';
export const appPage = `${scheme}://app/index.html`;

/** @param devServer Origin of the development server; null in a package. */
export function isAppAddress(address: string, devServer: string | null): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  // In Node, the origin of such a scheme is `null`: scheme and host are compared instead.
  if (url.protocol === `${scheme}:`) return url.host === 'app' && url.username === '';
  return devServer !== null && url.origin === new URL(devServer).origin;
}
