// Message ports of Electron as ports of the gateway.
import type { MessagePortMain } from 'electron';
import type { PreviewPort, ScreenPort } from '../gateway/index.ts';

export function screenPort(port: MessagePortMain): ScreenPort {
  return { send: (message) => port.postMessage(message), ...commonPort(port) };
}

export function previewPort(port: MessagePortMain): PreviewPort {
  return { send: (envelope) => port.postMessage(envelope.buffer), ...commonPort(port) };
}

function commonPort(port: MessagePortMain): Pick<ScreenPort, 'onMessage' | 'onClose' | 'buffered' | 'close'> {
  const closeListeners: (() => void)[] = [];
  const closed = (): void => {
    for (const listener of closeListeners.splice(0)) listener();
  };
  port.once('close', closed);
  return {
    onMessage: (listener) => void port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => void closeListeners.push(listener),
    // Message ports do not tell. The window ends a screen that hangs.
    buffered: () => 0,
    close() {
      port.close();
      // A port emits `close` only when the other end closes it.
      closed();
    },
  };
}
