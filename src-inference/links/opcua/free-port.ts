import { once } from 'node:events';
import { createServer } from 'node:net';
import { StationError } from '../../contract/index.ts';

/** @throws StationError `port_unavailable`. */
export async function mustBeFree(port: number): Promise<void> {
  const server = createServer();
  try {
    server.listen(port);
    await once(server, 'listening');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const isTaken = code === 'EADDRINUSE';
    throw new StationError(
      'port_unavailable',
      isTaken
        ? `Port ${port} is in use by another program.`
        : `This program may not listen on port ${port} (${code}).`,
      { where: `port ${port}`, hint: 'Choose another port, or stop the program that uses it.', cause },
    );
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
