// The port to whoever started the engine: the IPC of Node's `fork`, or the parent port of an Electron utility process. The
// latter hangs on the process: nothing of Electron is imported.
import type { EngineMessage, EngineRequest } from '../contract/index.ts';

export interface ParentPort {
  onRequest(listener: (request: EngineRequest) => void): void;
  /** Nobody is there any more. A utility process is ended by Electron itself then. */
  onGone(listener: () => void): void;
  /** @param done When it was handed over: a parent that reads slowly slows the engine down, not its memory. */
  send(message: EngineMessage, done: () => void): void;
}

/** What Electron puts on `process`, as far as it is used. */
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
    onGone: () => undefined,
    send(message, done) {
      port.postMessage(message);
      // The port does not tell when it was read; the next turn of the loop keeps events in step with the rest.
      setImmediate(done);
    },
  };
}

function forkedPort(): ParentPort {
  return {
    onRequest: (listener) => void process.on('message', listener),
    onGone: (listener) => void process.on('disconnect', listener),
    send(message, done) {
      if (process.connected) process.send?.(message, undefined, {}, done);
      else done();
    },
  };
}
