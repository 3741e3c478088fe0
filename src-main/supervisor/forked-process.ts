// The engine as a child process of Node.
import { fork } from 'node:child_process';
import type { EngineMessage } from '../../src-inference/contract/index.ts';
import { engineEnvironment } from './engine-environment.ts';
import { keepLastWords } from './last-words.ts';
import type { StartProcess } from './process-port.ts';

/** A process that is gone may have said something that has not been read yet. */
const lastWordsMilliseconds = 500;

/** @param entry The built engine, `out/main/engine.js`. */
export function forkedEngine(entry: URL): StartProcess {
  return ({ onMessage, onExit }) => {
    const child = fork(entry, {
      // Nothing but messages may come from the engine: its standard output would mix with the caller's.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      env: engineEnvironment(process.env),
      execArgv: [],
    });
    const lastWords = keepLastWords(child.stderr);
    let exited = false;
    const exit = (how: string): void => {
      if (exited) return;
      exited = true;
      onExit({ how, lastWords: lastWords() });
    };
    child.on('message', (message) => onMessage(message as EngineMessage));
    child.on('error', (error) => {
      // A message to a process that is going is no loss: its end is told anyway.
      if (child.pid === undefined) exit(error.message);
    });
    child.once('exit', (code, signal) => {
      const how = signal ?? `exit code ${code}`;
      if (!child.stderr || child.stderr.closed) return exit(how);
      const patience = setTimeout(exit, lastWordsMilliseconds, how);
      child.stderr.once('close', () => {
        clearTimeout(patience);
        exit(how);
      });
    });
    return {
      pid: child.pid,
      send: (request) => void child.send(request),
      end: () => void child.kill('SIGTERM'),
      kill: () => void child.kill('SIGKILL'),
    };
  };
}
