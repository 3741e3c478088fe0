// Memory that runs out.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Fault } from './fault.ts';

/** The engine may have this much more than it has. */
const spareKilobytes = 2000;

export const outOfMemory: Fault = {
  name: 'the engine gets no more memory',
  async happen({ program, witness }) {
    const engine = program.enginePid();
    const has = Number(/^VmSize:\s+(\d+)/m.exec(readFileSync(`/proc/${engine}/status`, 'utf8'))![1]);
    const from = witness.screen.heard.length;
    limit(engine, String((has + spareKilobytes) * 1024));
    // It ends, or it needs no more than it has.
    await Promise.race([witness.screen.untilEngine('restarting', from), witness.seeWindows(30)]);
    limit(engine, 'unlimited');
  },
};

/** prlimit(1), of util-linux. */
function limit(pid: number, bytes: string): void {
  try {
    execFileSync('prlimit', ['--pid', String(pid), `--as=${bytes}:`], { stdio: 'ignore' });
  } catch {
    // It has ended.
  }
}
