// Gives the page its only two functions of the desktop: it can ask for a port. This script runs in the sandbox, and the
// page gets no object of Electron or Node.
import { contextBridge, ipcRenderer } from 'electron';
import { channels, portNames } from './bridge-channels.ts';

for (const name of portNames) {
  ipcRenderer.on(name, (event) => window.postMessage(name, '*', event.ports));
}

contextBridge.exposeInMainWorld('stepwatch', {
  /** The port arrives as the window message `station-port`. */
  connectStation(): void {
    ipcRenderer.send(channels.connectStation);
  },
  /** The port arrives as the window message `preview-port`. @param options `width`, `quality`, `annotation`. */
  connectPreview(options: unknown): void {
    ipcRenderer.send(channels.connectPreview, options);
  },
});
