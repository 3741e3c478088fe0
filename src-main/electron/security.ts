// Restricts what pages may do, following https://www.electronjs.org/docs/latest/tutorial/security.
import type { IpcMainEvent, Session, WebContents } from 'electron';
import { isAppAddress } from './app-address.ts';

/** The screens need no permission: the engine opens cameras, and the main process shows file dialogs. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
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
