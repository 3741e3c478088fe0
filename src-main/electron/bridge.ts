// The main process's end of the bridge: gives ports to the page of the station, and to no other page.
import { type IpcMainEvent, ipcMain, MessageChannelMain, type MessagePortMain } from 'electron';
import { type PreviewSpec, StationError } from '../../src-inference/contract/index.ts';
import {
  connectPreview,
  connectScreen,
  maxPreviews,
  readPreviewOptions,
  type ScreenOptions,
} from '../gateway/index.ts';
import { channels, type PortName } from './bridge-channels.ts';
import { previewPort, screenPort } from './screen-ports.ts';

export interface BridgeOptions extends ScreenOptions {
  readonly isTrusted: (event: IpcMainEvent) => boolean;
}

export function openBridge({ isTrusted, ...options }: BridgeOptions): void {
  let openPreviews = 0;

  ipcMain.on(channels.connectStation, (event) => {
    if (!isTrusted(event)) return;
    const port = sendPort(event, 'station-port');
    connectScreen(screenPort(port), options);
    port.start();
  });

  ipcMain.on(channels.connectPreview, (event, input: unknown) => {
    if (!isTrusted(event) || openPreviews >= maxPreviews) return;
    const spec = previewSpecOf(input);
    if (spec === null) return;
    const port = sendPort(event, 'preview-port');
    const preview = previewPort(port);
    openPreviews += 1;
    preview.onClose(() => {
      openPreviews -= 1;
    });
    connectPreview(preview, spec, options.supervisor);
    port.start();
  });
}

/** Sends one end of a new channel to the page. @returns The other end. */
function sendPort(event: IpcMainEvent, name: PortName): MessagePortMain {
  const { port1, port2 } = new MessageChannelMain();
  event.senderFrame?.postMessage(name, null, [port2]);
  return port1;
}

/** Null for options that our own page never sends. Without a port there is no way to answer. */
function previewSpecOf(input: unknown): PreviewSpec | null {
  try {
    return readPreviewOptions(input);
  } catch (thrown) {
    if (thrown instanceof StationError) return null;
    throw thrown;
  }
}
