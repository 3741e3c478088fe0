// npm and npx do not pass signals on: npm ends the shell that it started, or itself, and the program under them stays behind. A
// program that was started by npm looks after npm, and after whatever is between them.
import { readFileSync } from 'node:fs';

/** Between npm and the program are a shell, and perhaps a script. */
const mostProcesses = 4;
const npm = /^np[mx] |\/(npm|npx)(-cli\.js)?( |$)/;

interface Ancestor {
  readonly pid: number;
  readonly parent: number;
  /** Ticks from the start of the system: numbers of processes are used again. */
  readonly startTicks: string;
}

/** @param onGone Called once, at most `everyMilliseconds` after npm, or a process between npm and this one, has ended. */
export function watchNpm(environment: NodeJS.ProcessEnv, onGone: () => void, everyMilliseconds = 1000): void {
  if (environment.npm_execpath === undefined) return;
  const ancestors = upToNpm();
  if (ancestors.length === 0) return;
  const timer = setInterval(() => {
    if (ancestors.every(isThere)) return;
    clearInterval(timer);
    onGone();
  }, everyMilliseconds);
  timer.unref();
}

/** From the parent of this process on. Empty when npm is not among them: it started a program that left it on purpose. */
function upToNpm(): readonly Ancestor[] {
  const found: Ancestor[] = [];
  for (let pid = process.ppid; found.length < mostProcesses; ) {
    const ancestor = read(pid);
    if (ancestor === null) return [];
    found.push(ancestor);
    if (npm.test(commandLine(pid))) return found;
    pid = ancestor.parent;
  }
  return [];
}

function isThere(ancestor: Ancestor): boolean {
  const now = read(ancestor.pid);
  return now !== null && now.startTicks === ancestor.startTicks;
}

/** Null: there is no such process (any more). */
function read(pid: number): Ancestor | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Of proc(5), behind the name of the program in parentheses, which may hold spaces: state, parent, and 18 further on the start.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, parent] = fields;
    return state === 'Z' ? null : { pid, parent: Number(parent), startTicks: fields[19]! };
  } catch {
    return null;
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
