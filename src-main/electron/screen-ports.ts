// Message ports of Electron as ports of the gateway.
import type { MessagePortMain } from 'electron';
import type { PreviewPort, ScreenPort } from '../gateway/index.ts';

export function screenPort(port: MessagePortMain): ScreenPort {
  return { send: (message) => port.postMessage(message), ...shared(port) };
}

export function previewPort(port: MessagePortMain): PreviewPort {
  return { send: (envelope) => port.postMessage(envelope.buffer), ...shared(port) };
}

type Shared = Pick<ScreenPort, 'onMessage' | 'onClose' | 'buffered' | 'close'>;

function shared(port: MessagePortMain): Shared {
  const closings: (() => void)[] = [];
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    for (const closing of closings) closing();
  };
  port.once('close', close);
  return {
    onMessage: (listener) => void port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => void closings.push(listener),
    // A port does not tell. A screen that hangs is ended by the window.
    buffered: () => 0,
    close() {
      port.close();
      // A port says so only when the other side closes it.
      close();
    },
  };
}
