// The port to the process that started the engine: the IPC of Node's `fork`, or the parent port of an Electron utility process.
// Electron puts the latter on `process`, so that nothing of Electron is imported.
import type { EngineMessage, EngineRequest } from '../contract/index.ts';

export interface ParentPort {
  onRequest(listener: (request: EngineRequest) => void): void;
  /** Called when the parent is gone. Electron itself ends a utility process then. */
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
    onGone: (listener) => void process.on('disconnect', listener),
    send(message, done) {
      if (process.connected) process.send?.(message, undefined, {}, done);
      else done();
    },
  };
}
