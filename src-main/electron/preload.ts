// The whole of what the page can do with the desktop: ask for a port. Runs sandboxed; nothing of Electron or Node gets out.
import { contextBridge, ipcRenderer } from 'electron';
import { channels, portNames } from './bridge-channels.ts';

for (const name of portNames) {
  ipcRenderer.on(name, (event) => window.postMessage(name, '*', event.ports));
}

contextBridge.exposeInMainWorld('stepwatch', {
  /** The port comes as the message `station-port`. */
  connectStation(): void {
    ipcRenderer.send(channels.connectStation);
  },
  /** The port comes as the message `preview-port`. @param options `width`, `quality`, `annotation`. */
  connectPreview(options: unknown): void {
    ipcRenderer.send(channels.connectPreview, options);
  },
});
