// The engine as a utility process of Electron.
import { app, type Details, utilityProcess } from 'electron';
import type { EngineMessage } from '../../src-inference/contract/index.ts';
import { engineEnvironment, keepLastWords, type StartProcess } from '../supervisor/index.ts';

const serviceName = 'Stepwatch engine';
/** A process that is gone may have said something that has not been read yet, or Electron why it is gone. */
const lastWordsMilliseconds = 500;

/** @param entry The built engine. To be called when the app is ready. */
export function utilityEngine(entry: string): StartProcess {
  return ({ onMessage, onExit }) => {
    const child = utilityProcess.fork(entry, [], {
      serviceName,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: engineEnvironment(process.env),
      execArgv: [],
    });
    const stderr = child.stderr as NodeJS.ReadStream | null;
    const lastWords = keepLastWords(stderr);
    let reason: string | null = null;
    let ending: NodeJS.Signals | null = null;

    // It only explains: what counts is the exit of the process itself.
    const explain = (_event: unknown, details: Details): void => {
      if (details.name === serviceName && details.reason !== 'clean-exit') reason = details.reason;
    };
    app.on('child-process-gone', explain);
    // Without a listener it would end the shell; the exit follows.
    child.on('error', (type, location) => {
      reason = `${type} at ${location}`;
    });
    child.on('message', (message: EngineMessage) => onMessage(message));
    child.once('exit', (code) => {
      let told = false;
      const exit = (): void => {
        if (told) return;
        told = true;
        clearTimeout(patience);
        app.off('child-process-gone', explain);
        onExit({ how: reason ?? `exit code ${code}`, lastWords: lastWords() });
      };
      const patience = setTimeout(exit, lastWordsMilliseconds);
      if (!stderr || stderr.closed) setImmediate(exit);
      else stderr.once('close', exit);
    });

    // Not `child.kill()`: Chromium follows it up with a SIGKILL after two seconds, and a recording may take longer.
    const signal = (name: NodeJS.Signals): void => {
      ending = name;
      if (child.pid === undefined) return;
      try {
        process.kill(child.pid, name);
      } catch {
        // It is gone already; its exit is on the way.
      }
    };
    child.once('spawn', () => {
      if (ending !== null) signal(ending);
    });
    return {
      get pid() {
        return child.pid;
      },
      send: (request) => child.postMessage(request),
      end: () => signal('SIGTERM'),
      kill: () => signal('SIGKILL'),
    };
  };
}
