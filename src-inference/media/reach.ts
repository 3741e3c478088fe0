// Why the machine at an address cannot be reached. GStreamer says the same of every reason ("Could not open resource").
import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';

/**
 * - `hostUnknown`: no such name
 * - `refused`: the machine is on, and nothing listens on the port
 * - `unreachable`: nothing answers
 * - `answers`: a connection can be made
 */
export type Reach = 'hostUnknown' | 'refused' | 'unreachable' | 'answers';

const patienceMilliseconds = 3000;

/** Never rejects. @param signal Ends it early, as `unreachable`. */
export async function reachOf(host: string, port: number, signal: AbortSignal): Promise<Reach> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]);
  const address = await Promise.race([
    lookup(host).then(
      (found) => found.address,
      () => null,
    ),
    aborted(patience),
  ]);
  if (address === null) return 'hostUnknown';
  const socket = connect({ host: address, port });
  try {
    const connected = new Promise<Reach>((resolve) => {
      socket.once('connect', () => resolve('answers'));
      socket.once('error', (error: NodeJS.ErrnoException) =>
        resolve(error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET' ? 'refused' : 'unreachable'),
      );
    });
    return await Promise.race([connected, aborted(patience).then((): Reach => 'unreachable')]);
  } finally {
    socket.on('error', () => undefined);
    socket.destroy();
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
