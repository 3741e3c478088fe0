// WebSockets as ports of the gateway.
import type { WebSocket } from 'ws';
import type { PreviewPort, ScreenPort } from '../gateway/index.ts';

/** Messages are JSON. */
export function screenPort(socket: WebSocket): ScreenPort {
  return {
    ...commonPort(socket),
    send: (message) => socket.send(JSON.stringify(message)),
    onMessage: (listener) => onText(socket, (text) => listener(text === null ? null : parseJson(text))),
  };
}

/** Pictures are binary, credits are text. */
export function previewPort(socket: WebSocket): PreviewPort {
  return {
    ...commonPort(socket),
    send: (envelope) => socket.send(envelope),
    onMessage: (listener) => onText(socket, listener),
  };
}

function commonPort(socket: WebSocket): Pick<ScreenPort, 'onClose' | 'buffered' | 'close'> {
  return {
    onClose: (listener) => socket.once('close', listener),
    buffered: () => socket.bufferedAmount,
    close(reason) {
      // A close frame would wait behind everything that the slow screen does not receive.
      if (reason === 'slow') socket.terminate();
      else socket.close(1008, 'message not in the contract');
    },
  };
}

/** Calls the listener with null for a binary message. */
function onText(socket: WebSocket, listener: (text: string | null) => void): void {
  socket.on('message', (data, isBinary) => listener(isBinary ? null : data.toString()));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
