// The transport of a screen in Electron: message ports from the main process.
import type { ShellMessage } from '../../src-inference/contract/index.ts';
import type { PreviewOptions, Transport } from './transport.ts';

/** What the preload script lets a page do. The ports arrive as `message` events of the window. */
interface StepwatchBridge {
  connectStation(): void;
  connectPreview(options: PreviewOptions): void;
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
    async openPreview(options) {
      const port = nextPort('preview-port');
      bridge.connectPreview(options);
      return { kind: 'port', port: await port };
    },
  };
}

function nextPort(name: 'station-port' | 'preview-port'): Promise<MessagePort> {
  return new Promise((resolve) => {
    const take = (event: MessageEvent): void => {
      const { data, ports, source } = event;
      // Only the preload script of this window may hand out ports.
      if (data !== name || source !== window || !ports[0]) return;
      // A port belongs to one of those who wait: the one that asked first.
      event.stopImmediatePropagation();
      window.removeEventListener('message', take);
      resolve(ports[0]);
    };
    window.addEventListener('message', take);
  });
}
