// Which process it is: numbers of processes are used again, but not with the same time of start.
import { readFile } from 'node:fs/promises';

export interface ProcessIdentity {
  readonly pid: number;
  /** Ticks from the start of the system, as proc(5) tells; null where it does not. */
  readonly startTicks: string | null;
}

/** Of proc(5), behind the name of the program in parentheses, which may hold spaces. */
const startTimeField = 22;
const fieldsBeforeName = 2;

export async function identityOf(pid: number): Promise<ProcessIdentity> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  const behindName = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  return { pid, startTicks: behindName?.[startTimeField - fieldsBeforeName - 1] ?? null };
}

export async function isRunning({ pid, startTicks }: ProcessIdentity): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    // It may be one that this process must not send signals to.
    if ((thrown as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return startTicks === null || (await identityOf(pid)).startTicks === startTicks;
}
