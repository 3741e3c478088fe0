// The transport of a screen in a browser: WebSockets to the host that served the page.
import type { ShellMessage } from '../../src-inference/contract/index.ts';
import type { Transport } from './transport.ts';

/** @param page Address of the page. Its cookie lets the sockets in as well. */
export function socketTransport(page: URL): Transport {
  const socketUrl = (path: string): string => {
    const url = new URL(path, page);
    url.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';
    return url.href;
  };
  return {
    connect(listener) {
      const socket = new WebSocket(socketUrl('/station'));
      let heard = false;
      let closedHere = false;
      socket.onmessage = ({ data }) => {
        heard = true;
        listener.message(JSON.parse(String(data)) as ShellMessage);
      };
      socket.onclose = async () => {
        if (closedHere) return;
        const refused = !heard && (await isSessionOver(page));
        if (!closedHere) listener.ended(refused ? 'refused' : 'lost');
      };
      return {
        send(request) {
          if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(request));
        },
        close() {
          closedHere = true;
          socket.close();
        },
      };
    },
    async openPreview({ width, quality, annotation }) {
      return {
        kind: 'socket',
        url: socketUrl(`/preview?width=${width}&quality=${quality}&annotation=${annotation}`),
      };
    },
  };
}

/** A browser does not say why a WebSocket was refused. The page itself needs the same cookie: its answer tells. */
export async function isSessionOver(page: URL): Promise<boolean> {
  try {
    const { type, status } = await fetch(new URL('/', page), {
      method: 'HEAD',
      redirect: 'manual',
      cache: 'no-store',
    });
    return type === 'opaqueredirect' || status === 401 || status === 403;
  } catch {
    return false;
  }
}
