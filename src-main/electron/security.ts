// What pages may not do. The list of https://www.electronjs.org/docs/latest/tutorial/security, as far as code can hold it.
import type { IpcMainEvent, Session, WebContents } from 'electron';
import { isAppAddress } from './app-address.ts';

/** A station asks for nothing: cameras belong to the engine, files to the main process. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** The page that was loaded stays the only one. @param devServer Origin of the development server; null in a package. */
export function confineContents(contents: WebContents, devServer: string | null): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isAppAddress(event.url, devServer)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isAppAddress(event.url, devServer)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Only the main frame of the station's own page: not a frame in it, not a page that took its place. */
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
