// The relay itself, in a process of its own: a busy test must not change what it does. Started by `impaired-relay.ts`.
import { createSocket } from 'node:dgram';
import { createConnection, createServer, type Socket } from 'node:net';
import { createImpairment, type Fate } from './impairment.ts';
import type { RelayAnswer, RelayCounters, RelayOptions, RelayRequest } from './relay-messages.ts';

const host = '127.0.0.1';
const counters: { -readonly [Name in keyof RelayCounters]: number } = {
  received: 0,
  passed: 0,
  lost: 0,
  cut: 0,
  duplicated: 0,
  reordered: 0,
};
const options = JSON.parse(process.argv[2]!) as RelayOptions;
let nextFate = createImpairment(options.impairment);

function fate(): Fate {
  const next = nextFate();
  counters.received += 1;
  if (next.cause !== 'passes') counters[next.cause] += 1;
  if (next.copies === 2) counters.duplicated += 1;
  if (next.behindPackets > 0) counters.reordered += 1;
  return next;
}

function relayUdp(onListening: (port: number) => void): void {
  const inside = createSocket('udp4');
  const outside = createSocket('udp4');
  const heldBack: { behind: number; readonly send: () => void }[] = [];
  inside.on('message', (packet) => {
    const { copies, behindPackets, delayMilliseconds } = fate();
    const send = (): void => {
      for (let copy = 0; copy < copies; copy++) outside.send(packet, options.toPort, host);
      if (copies > 0) counters.passed += 1;
    };
    const later = (): void => {
      if (delayMilliseconds === 0) send();
      else setTimeout(send, delayMilliseconds);
    };
    if (behindPackets > 0) heldBack.push({ behind: behindPackets + 1, send: later });
    else later();
    for (const one of heldBack) one.behind -= 1;
    while (heldBack.length > 0 && heldBack[0]!.behind <= 0) heldBack.shift()!.send();
  });
  inside.bind(options.port, host, () => {
    inside.setRecvBufferSize(4 << 20);
    onListening(inside.address().port);
  });
}

/** Nothing of a TCP stream can be lost or reordered: it is delayed, and broken off where packets are cut. */
function relayTcp(onListening: (port: number) => void): void {
  const server = createServer((client) => {
    const target = createConnection(options.toPort, host);
    const end = (): void => {
      client.destroy();
      target.destroy();
    };
    const pass = (from: Socket, to: Socket): void => {
      let ready = Promise.resolve();
      from.on('data', (bytes) => {
        const { cause, delayMilliseconds } = fate();
        if (cause === 'cut') return end();
        ready = ready
          .then(() => new Promise((resolve) => setTimeout(resolve, delayMilliseconds)))
          .then(() => {
            counters.passed += 1;
            to.write(bytes);
          });
      });
      from.on('close', end);
      from.on('error', end);
    };
    pass(client, target);
    pass(target, client);
  });
  server.listen(options.port, host, () => onListening((server.address() as { port: number }).port));
}

function answer(message: RelayAnswer): void {
  process.send!(message);
}

process.on('message', (request: RelayRequest) => {
  if (request.type === 'impair') nextFate = createImpairment(request.impairment);
  answer({ type: 'counters', counters });
});
// Nobody is left who would end it.
process.on('disconnect', () => process.exit(0));

const relay = options.protocol === 'udp' ? relayUdp : relayTcp;
relay((port) => answer({ type: 'listening', port }));
