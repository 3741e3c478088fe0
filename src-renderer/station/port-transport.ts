// The transport of a screen in Electron: message ports that the main process hands over.
import type { ShellMessage } from '../../src-inference/contract/index.ts';
import type { PreviewWish, Transport } from './transport.ts';

/** What the preload script lets a page do. The port arrives as a `message` event of the window. */
export interface StepwatchBridge {
  connectStation(): void;
  connectPreview(wish: PreviewWish): void;
}

declare global {
  interface Window {
    readonly stepwatch?: StepwatchBridge;
  }
}

export function portTransport(bridge: StepwatchBridge): Transport {
  return {
    connect(listener) {
      let port: MessagePort | null = null;
      let closed = false;
      void nextPort('station-port').then((arrived) => {
        if (closed) {
          arrived.close();
          return;
        }
        port = arrived;
        arrived.onmessage = ({ data }) => listener.message(data as ShellMessage);
        arrived.addEventListener('close', () => {
          if (!closed) listener.ended('lost');
        });
      });
      bridge.connectStation();
      return {
        send: (request) => port?.postMessage(request),
        close() {
          closed = true;
          port?.close();
        },
      };
    },
    async openPreview(wish) {
      const port = nextPort('preview-port');
      bridge.connectPreview(wish);
      return { kind: 'port', port: await port };
    },
  };
}

function nextPort(name: 'station-port' | 'preview-port'): Promise<MessagePort> {
  return new Promise((resolve) => {
    const take = ({ data, ports, source }: MessageEvent): void => {
      // Only the preload script of this very window hands out ports.
      if (data !== name || source !== window || !ports[0]) return;
      window.removeEventListener('message', take);
      resolve(ports[0]);
    };
    window.addEventListener('message', take);
  });
}
