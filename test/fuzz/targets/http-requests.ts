// Bytes in place of requests, to a served station on a real socket: heads, bodies in chunks, ranges, cookies, WebSockets.
import { once } from 'node:events';
import { connect } from 'node:net';
import { ask, serveStation } from '../../served-station.ts';
import { mutateWords } from '../mutate-text.ts';
import type { Target } from '../target.ts';

const host = 'Host: 127.0.0.1\r\n';
const upgrade =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';
const requests = [
  `GET / HTTP/1.1\r\n${host}\r\n`,
  `GET /recordings/..%2f..%2fsecret.txt?a=b HTTP/1.1\r\n${host}Range: bytes=0-99,200-\r\nCookie: stepwatch-1=x; a\r\n\r\n`,
  `GET /metrics HTTP/1.1\r\n${host}Authorization: Bearer abc\r\n\r\n`,
  `POST /login HTTP/1.1\r\n${host}Origin: http://127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 12\r\n\r\npassword=abc`,
  `POST /login HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n5\r\npassw\r\n7\r\nord=abc\r\n0\r\n\r\n`,
  `GET /station HTTP/1.1\r\n${host}${upgrade}\r\n`,
  `GET /preview?width=1&quality=0 HTTP/1.1\r\n${host}${upgrade}\r\n`,
];
const words = [
  '\r\n',
  '\r\n\r\n',
  '%00',
  '%zz',
  '%2e%2e/',
  '..',
  '\u0000',
  'Host: x\r\n',
  'Content-Length: -1\r\n',
  'Content-Length: 99999999999\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Expect: 100-continue\r\n',
  'Range: bytes=-0\r\n',
  'ffffffff\r\n',
  'HTTP/0.9',
  'OPTIONS * ',
  'CONNECT ',
  'http://a/',
];
const quietMilliseconds = 30;

export const target: Target = {
  runsIn: 'processes',
  seeds: async () => requests.map((text) => Buffer.from(text)),
  mutate: mutateWords(words),
  async open() {
    const station = await serveStation({ passwords: { operator: 'abc', viewer: null } });
    const broken: unknown[] = [];
    const onBroken = (thrown: unknown): void => void broken.push(thrown);
    process.on('uncaughtException', onBroken);
    process.on('unhandledRejection', onBroken);
    return {
      async run(input) {
        const answer = await exchange(station.port, input);
        if (/^HTTP\/1.1 5/.test(answer)) throw new Error(`answered with ${answer.split('\r\n')[0]}`);
        if (broken.length > 0) throw broken.splice(0)[0];
        const { status } = await ask(station, '/login', { headers: { Host: `127.0.0.1:${station.port}` } });
        if (status >= 500) throw new Error(`after it, an ordinary request is answered with ${status}`);
      },
      processes: () => [station.enginePid()],
      async close() {
        process.off('uncaughtException', onBroken);
        process.off('unhandledRejection', onBroken);
        await station.close();
      },
    };
  },
};

/** What comes back until nothing comes for a moment. */
async function exchange(port: number, bytes: Uint8Array): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port });
  let answer = '';
  socket.on('error', () => undefined);
  socket.on('data', (data) => {
    answer += data.toString('latin1');
  });
  await once(socket, 'connect');
  socket.write(bytes);
  socket.setTimeout(quietMilliseconds);
  await Promise.race([once(socket, 'timeout'), once(socket, 'close')]);
  socket.destroy();
  return answer;
}
