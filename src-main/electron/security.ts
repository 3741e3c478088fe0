// Restricts what pages may do, following https://www.electronjs.org/docs/latest/tutorial/security.
import type { IpcMainEvent, Session, WebContents } from 'electron';
import { isAppAddress } from './app-address.ts';

/**
 * The screens need no permission but one: their buttons put a command on the clipboard. The engine opens cameras, and the main
 * process shows file dialogs. @param devServer Origin of the development server; null in a package.
 */
export function denyPermissions(session: Session, devServer: string | null): void {
  const isGranted = (permission: string, isMainFrame: boolean, url: string | undefined): boolean =>
    permission === 'clipboard-sanitized-write' && isMainFrame && isAppAddress(url ?? '', devServer);
  session.setPermissionRequestHandler((_contents, permission, answer, { isMainFrame, requestingUrl }) =>
    answer(isGranted(permission, isMainFrame, requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin, { isMainFrame, requestingUrl }) =>
    isGranted(permission, isMainFrame, requestingUrl ?? origin),
  );
  session.setDevicePermissionHandler(() => false);
}

/** Allows no other page, no further window, no webview. @param devServer Origin of the development server; null in a package. */
export function restrictNavigation(contents: WebContents, devServer: string | null): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isAppAddress(event.url, devServer)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isAppAddress(event.url, devServer)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** True only for the main frame of the station's own page: not for a frame inside it, not for another page in its place. */
export function isTrustedSender(
  { sender, senderFrame }: Pick<IpcMainEvent, 'sender' | 'senderFrame'>,
  station: WebContents,
  devServer: string | null,
): boolean {
  return (
    sender === station &&
    senderFrame !== null &&
    senderFrame === station.mainFrame &&
    isAppAddress(senderFrame.url, devServer)
  );
}
