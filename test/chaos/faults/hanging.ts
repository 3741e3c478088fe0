// Processes that stop for a while, and readers that are slow.
import { setTimeout as pause } from 'node:timers/promises';
import { cookieFor } from '../../served-program.ts';
import { killIfThere } from '../tormented-station.ts';
import { Witness } from '../witness.ts';
import type { Fault } from './fault.ts';

export const engineStopped: Fault = {
  name: 'the engine is stopped until it is given up',
  async happen({ program, witness }) {
    const engine = program.enginePid();
    const lost = witness.screen.untilEngine('restarting', witness.screen.heard.length);
    killIfThere(engine, 'SIGSTOP');
    await lost;
  },
};

export const hostStopped: Fault = {
  name: 'the host is stopped for a while',
  async happen({ program }, random) {
    program.kill('SIGSTOP');
    // Nothing tells how long: that is what is tried.
    await pause(500 + 4000 * random.uniform());
    program.kill('SIGCONT');
  },
};

export const slowScreen: Fault = {
  name: 'a screen does not read',
  async happen({ program, witness }) {
    const slow = new Witness(program, await cookieFor(program));
    await slow.screen.untilEngine('running');
    slow.screen.socket.pause();
    await witness.seeWindows(20);
    slow.close();
    slow.screen.socket.terminate();
  },
};
