// Reads bytes and answers one for so many as the first argument says.
import { createServer } from 'node:net';

const size = Number(process.argv[2]);
const server = createServer((socket) => {
  let left = size;
  socket.on('error', () => undefined);
  socket.on('data', ({ length }) => {
    left -= length;
    if (left > 0) return;
    left += size;
    socket.write('.');
  });
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
