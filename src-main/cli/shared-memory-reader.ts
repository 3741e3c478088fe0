// Somebody who reads the shared memory: without a reader it costs nothing, and nothing would be measured.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const reader = 'gst-launch-1.0';
const waitMilliseconds = 20;

/**
 * Connects as soon as the socket is there; an output of another size makes it end, and it connects again.
 *
 * @returns Does nothing where GStreamer's tools are not installed.
 */
export function readSharedMemory(path: string): { stop(): void } {
  let stopped = false;
  let child: ReturnType<typeof spawn> | null = null;
  const connect = (): void => {
    if (stopped) return;
    if (!existsSync(path)) {
      setTimeout(connect, waitMilliseconds).unref();
      return;
    }
    child = spawn(
      reader,
      ['-q', 'shmsrc', `socket-path=${path}`, 'is-live=true', '!', 'fakesink', 'sync=false'],
      {
        stdio: 'ignore',
      },
    );
    child.once('error', () => {
      stopped = true;
    });
    child.once('exit', () => setTimeout(connect, waitMilliseconds).unref());
  };
  connect();
  return {
    stop() {
      stopped = true;
      child?.kill('SIGKILL');
    },
  };
}
