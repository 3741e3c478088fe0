// Runs the engine as a child process of Node.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EngineMessage } from '../../src-inference/contract/index.ts';
import type { StartProcess } from './process-port.ts';
import { closedIn } from './sandbox/closed-in.ts';
import { StderrTail } from './stderr-tail.ts';

/** @param entry The built engine, `out/main/engine.js`. */
export function forkedEngine(entry: URL): StartProcess {
  return ({ onMessage, onExit }, folders) => {
    const closed = closedIn(fileURLToPath(entry), folders, process.env);
    const child = fork(entry, {
      // Only messages come from the engine: its standard output would mix with the output of the caller.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      env: closed.environment,
      execArgv: [],
    });
    const stderr = new StderrTail(child.stderr);
    child.on('message', (message) => onMessage(message as EngineMessage));
    // Without a pid the first error says why the process could not be started, and no exit follows.
    child.once('error', (error) => {
      if (child.pid !== undefined) return;
      closed.dispose();
      onExit({ status: error.message, stderrTail: stderr.text });
    });
    // All other errors are messages that could not be delivered to a process that ends; its exit follows.
    child.on('error', () => undefined);
    child.once('exit', async (code, signal) => {
      await stderr.finished();
      closed.dispose();
      onExit({ status: signal ?? `exit code ${code}`, stderrTail: stderr.text });
    });
    return {
      pid: child.pid,
      send: (request) => void child.send(request),
      terminate: () => void child.kill('SIGTERM'),
      kill: () => void child.kill('SIGKILL'),
    };
  };
}
