// Closes WebSockets that are dead, or whose session is over.
import type { WebSocket } from 'ws';
import type { Client } from './authentication.ts';

/** Without an answer for this long, the cable was pulled or the other machine sleeps. */
const pingMilliseconds = 15_000;

export function startHeartbeat(socket: WebSocket, client: Client): void {
  let state: 'alive' | 'awaitingPong' = 'alive';
  socket.on('pong', () => {
    state = 'alive';
  });
  const timer = setInterval(() => {
    if (state === 'awaitingPong') return socket.terminate();
    if (!client.isSessionActive()) return socket.close(1008, 'session over');
    state = 'awaitingPong';
    socket.ping();
  }, pingMilliseconds);
  const forget = client.onSessionEnd(() => socket.close(1008, 'session over'));
  socket.once('close', () => {
    clearInterval(timer);
    forget();
  });
}
