// Processes that end without a word.
import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { killIfThere } from '../tormented-station.ts';
import type { Fault } from './fault.ts';

export const engineKilled: Fault = {
  name: 'the engine is killed',
  async happen({ program, witness }) {
    const lost = witness.screen.untilEngine('restarting', witness.screen.heard.length);
    killIfThere(program.enginePid(), 'SIGKILL');
    await lost;
  },
};

export const hostKilled: Fault = {
  name: 'the host is killed',
  async happen(station) {
    station.program.kill('SIGKILL');
    await station.hasEnded();
    await station.start();
  },
};

export const bothKilled: Fault = {
  name: 'host and engine are killed',
  async happen(station) {
    await station.killAll();
    await station.start();
  },
};

/** A stopped engine must not write later, beside the one that took its place. */
export const hostKilledEngineStopped: Fault = {
  name: 'the engine is stopped, the host killed, and the engine goes on when the next station runs',
  async happen(station) {
    const engine = station.program.enginePid();
    killIfThere(engine, 'SIGSTOP');
    station.program.kill('SIGKILL');
    await station.hasEnded();
    await station.start();
    killIfThere(engine, 'SIGCONT');
  },
};

export const powerLost: Fault = {
  name: 'power is lost in the middle of a line of the journal',
  async happen(station) {
    await station.killAll();
    const record = join(station.directory, 'record');
    const newest = readdirSync(record)
      .filter((name) => name.startsWith('journal-'))
      .sort()
      .at(-1)!;
    appendFileSync(join(record, newest), '{"type":"windowClassified","at":"20');
    station.tornLines += 1;
    await station.start();
  },
};

export const endedPolitely: Fault = {
  name: 'the station is ended and started again',
  async happen(station) {
    await station.program.end();
    await station.hasEnded();
    await station.start();
    await station.witness.screen.answer('openSource', { source: station.source });
  },
};
