// The transport of a screen in a browser: WebSockets to the host that served the page.
import type { ShellMessage } from '../../src-inference/contract/index.ts';
import type { ChannelEnd, Transport } from './transport.ts';

/** A pulled cable closes nothing: so long without a word, though an engine tells its health every second, and the host is asked. */
const silenceMilliseconds = 10_000;
const answerMilliseconds = 5000;

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
      let heardAt = Date.now();
      let isOver = false;
      const close = (): void => {
        isOver = true;
        clearInterval(watch);
        socket.close();
      };
      const end = (how: ChannelEnd): void => {
        if (isOver) return;
        close();
        listener.ended(how);
      };
      const watch = setInterval(async () => {
        if (Date.now() - heardAt < silenceMilliseconds) return;
        heardAt = Date.now();
        if (!(await answers(page))) end('lost');
      }, silenceMilliseconds / 2);
      socket.onmessage = ({ data }) => {
        heard = true;
        heardAt = Date.now();
        if (!isOver) listener.message(JSON.parse(String(data)) as ShellMessage);
      };
      socket.onclose = async () => {
        if (!isOver) end(!heard && (await isSessionOver(page)) ? 'refused' : 'lost');
      };
      return {
        send(request) {
          if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(request));
        },
        close,
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

async function answers(page: URL): Promise<boolean> {
  try {
    await fetch(new URL('/', page), {
      method: 'HEAD',
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(answerMilliseconds),
    });
    return true;
  } catch {
    return false;
  }
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
