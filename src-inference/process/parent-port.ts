// The port to the process that started the engine: the IPC of Node's `fork`, or the parent port of an Electron utility process.
// Electron puts the latter on `process`, so that nothing of Electron is imported.
import type { EngineMessage, EngineRequest } from '../contract/index.ts';
import { endWithParent } from '../system/index.ts';

export interface ParentPort {
  onRequest(listener: (request: EngineRequest) => void): void;
  /** Called when the parent is gone without a request to stop, unless the system has ended this process as well. */
  onGone(listener: () => void): void;
  /** @param done Called when the port has taken the message. */
  send(message: EngineMessage, done: () => void): void;
}

/** The part of Electron's `process.parentPort` that is used. */
interface UtilityPort {
  on(event: 'message', listener: (event: { readonly data: EngineRequest }) => void): unknown;
  postMessage(message: EngineMessage): void;
}

export function parentPort(): ParentPort {
  const port = (process as { readonly parentPort?: UtilityPort }).parentPort;
  return port ? utilityPort(port) : forkedPort();
}

function utilityPort(port: UtilityPort): ParentPort {
  return {
    onRequest: (listener) => void port.on('message', ({ data }) => listener(data)),
    // Chromium ends a utility process whose connection to the browser process broke, at once. The kernel cannot be asked to: the
    // parent may be the zygote, or a thread of the browser process that ends before it. A process that is stopped (SIGSTOP) stays,
    // and so does its lock on the folder.
    onGone: () => undefined,
    send(message, done) {
      port.postMessage(message);
      // The port does not say when the message was read. Waiting for the next turn of the event loop lets other work run.
      setImmediate(done);
    },
  };
}

function forkedPort(): ParentPort {
  return {
    onRequest: (listener) => void process.on('message', listener),
    onGone(listener) {
      // Node forks in its main thread, which lives as long as the program. It also ends a process that is stopped, or hangs.
      if (endWithParent()) process.on('disconnect', listener);
      else listener();
    },
    send(message, done) {
      if (process.connected) process.send?.(message, undefined, {}, done);
      else done();
    },
  };
}
