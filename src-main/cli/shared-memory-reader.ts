// Reads the shared memory while the bench measures: without a reader, the shared memory costs nothing.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const readerProgram = 'gst-launch-1.0';
const retryMilliseconds = 20;

/**
 * Connects as soon as the socket exists. When the size of the output changes, the reader ends and connects again.
 *
 * Does nothing where GStreamer's tools are not installed.
 */
export function readSharedMemory(path: string): { stop(): void } {
  let stopped = false;
  let child: ReturnType<typeof spawn> | null = null;
  const connect = (): void => {
    if (stopped) return;
    if (!existsSync(path)) {
      setTimeout(connect, retryMilliseconds).unref();
      return;
    }
    child = spawn(
      readerProgram,
      ['-q', 'shmsrc', `socket-path=${path}`, 'is-live=true', '!', 'fakesink', 'sync=false'],
      {
        stdio: 'ignore',
      },
    );
    child.once('error', () => {
      stopped = true;
    });
    child.once('exit', () => setTimeout(connect, retryMilliseconds).unref());
  };
  connect();
  return {
    stop() {
      stopped = true;
      child?.kill('SIGKILL');
    },
  };
}
