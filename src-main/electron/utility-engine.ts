// Runs the engine as a utility process of Electron.
import { setImmediate } from 'node:timers/promises';
import { app, type Details, type UtilityProcess, utilityProcess } from 'electron';
import type { EngineMessage } from '../../src-inference/contract/index.ts';
import { closedIn, type StartProcess, StderrTail } from '../supervisor/index.ts';

const serviceName = 'Stepwatch engine';

/** @param entry The built engine. Call the result when the app is ready. */
export function utilityEngine(entry: string): StartProcess {
  return ({ onMessage, onExit }, folders) => {
    const closed = closedIn(entry, folders, process.env);
    const child = utilityProcess.fork(entry, [], {
      serviceName,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: closed.environment,
      execArgv: [],
    });
    const stderr = new StderrTail(child.stderr as NodeJS.ReadStream | null);
    let explanation: string | null = null;

    // This event only explains the end of the process. The exit of the process decides.
    const explain = (_event: unknown, details: Details): void => {
      if (details.name === serviceName && details.reason !== 'clean-exit') explanation = details.reason;
    };
    app.on('child-process-gone', explain);
    // Without a listener this event would end the shell. The exit of the process follows.
    child.on('error', (type, location) => {
      explanation = `${type} at ${location}`;
    });
    child.on('message', (message: EngineMessage) => onMessage(message));
    child.once('exit', async (code) => {
      // Electron may explain the end only after it.
      await Promise.all([stderr.finished(), setImmediate()]);
      app.off('child-process-gone', explain);
      closed.dispose();
      onExit({ status: explanation ?? `exit code ${code}`, stderrTail: stderr.text });
    });

    const signal = signalSender(child);
    return {
      get pid() {
        return child.pid;
      },
      send: (request) => child.postMessage(request),
      terminate: () => signal('SIGTERM'),
      kill: () => signal('SIGKILL'),
    };
  };
}

/**
 * Sends signals to the process; before it has a pid, the last one is kept until then. `child.kill()` would not do: Chromium
 * sends a SIGKILL two seconds after it, and finishing a recording may take longer.
 */
function signalSender(child: UtilityProcess): (name: NodeJS.Signals) => void {
  let pending: NodeJS.Signals | null = null;
  const signal = (name: NodeJS.Signals): void => {
    if (child.pid === undefined) {
      pending = name;
      return;
    }
    try {
      process.kill(child.pid, name);
    } catch {
      // The process is gone already; its exit follows.
    }
  };
  child.once('spawn', () => {
    if (pending !== null) signal(pending);
  });
  return signal;
}
