// The main process's side of the bridge: gives ports to the page of the station, and to nobody else.
import { type IpcMainEvent, ipcMain, MessageChannelMain, type MessagePortMain } from 'electron';
import { connectPreview, connectScreen, readPreviewOptions, type ScreenOptions } from '../gateway/index.ts';
import { channels, type PortName } from './bridge-channels.ts';
import { previewPort, screenPort } from './screen-ports.ts';

/** Each one costs the engine the encoding of its pictures. */
const mostPreviews = 16;

export interface BridgeOptions extends ScreenOptions {
  readonly isTrusted: (event: IpcMainEvent) => boolean;
}

export function openBridge({ isTrusted, ...options }: BridgeOptions): void {
  let previews = 0;

  ipcMain.on(channels.connectStation, (event) => {
    if (!isTrusted(event)) return;
    const port = givePort(event, 'station-port');
    connectScreen(screenPort(port), options);
    port.start();
  });

  ipcMain.on(channels.connectPreview, (event, input: unknown) => {
    if (!isTrusted(event) || previews >= mostPreviews) return;
    const spec = optionsOf(input);
    if (spec === null) return;
    const port = givePort(event, 'preview-port');
    const preview = previewPort(port);
    previews += 1;
    preview.onClose(() => {
      previews -= 1;
    });
    connectPreview(preview, spec, options.supervisor);
    port.start();
  });
}

/** @returns Our end of a channel whose other end is on its way to the page. */
function givePort(event: IpcMainEvent, name: PortName): MessagePortMain {
  const { port1, port2 } = new MessageChannelMain();
  event.senderFrame?.postMessage(name, null, [port2]);
  return port1;
}

/** Null for what no page of ours asks for. */
function optionsOf(input: unknown): ReturnType<typeof readPreviewOptions> | null {
  try {
    return readPreviewOptions(input);
  } catch {
    return null;
  }
}
