// One program of models/training as a process: its lines of JSON in, its answer or a StationError out.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { StationError } from '../../contract/index.ts';
import { python } from './installation.ts';

/** Lines of the standard error that go into a message. */
const lastLines = 4;
/**
 * Large tensors come and go with every step: huge pages that stay save a quarter of the time on a CPU
 * (https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html).
 */
const tunables = [
  'glibc.malloc.hugetlb=1',
  'glibc.malloc.mmap_threshold=17179869184',
  'glibc.malloc.trim_threshold=17179869184',
  'glibc.malloc.top_pad=1073741824',
].join(':');

/** models/training/progress.py. */
const line = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('progress'),
    step: z.string(),
    fraction: z.number(),
  }),
  z.looseObject({ kind: z.literal('done'), step: z.string() }),
  z.looseObject({ kind: z.literal('failed'), message: z.string() }),
]);

export interface PyTorchProgress {
  /** `decode`, `fit`, `measure` or `export`. */
  readonly step: string;
  /** Of the step, 0 to 1. */
  readonly fraction: number;
}

/**
 * @param program Path of a Python file of models/training.
 * @param signal Ends the process; then the promise rejects with its reason, after the process has ended.
 * @returns What the program answered at its end; null: nothing.
 * @throws StationError `training_failed`, or `disk_full`.
 */
export async function runProgram(
  program: string,
  options: readonly string[],
  onProgress: (progress: PyTorchProgress) => void,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>> | null> {
  signal.throwIfAborted();
  const child = spawn(python, [program, ...options, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GLIBC_TUNABLES: tunables, PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1' },
  });
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  const complaints: string[] = [];
  createInterface({ input: child.stderr }).on('line', (text) => {
    complaints.push(text);
    if (complaints.length > lastLines) complaints.shift();
  });
  let answer: Readonly<Record<string, unknown>> | null = null;
  let failure: string | null = null;
  createInterface({ input: child.stdout }).on('line', (text) => {
    const told = line.safeParse(parsed(text));
    if (!told.success) return; // a library that prints something of its own
    if (told.data.kind === 'progress') onProgress(told.data);
    else if (told.data.kind === 'done') answer = told.data;
    else failure = told.data.message;
  });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    signal.throwIfAborted();
    if (code === 0) return answer;
    throw failed(failure ?? (complaints.join('\n') || `It ended with the exit code ${code}.`), program);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function failed(message: string, program: string): StationError {
  if (/No space left on device/i.test(message)) {
    return new StationError('disk_full', 'The disk filled while frames were decoded.', {
      hint: 'Free some space, then resume: what was computed is kept.',
    });
  }
  return new StationError('training_failed', message, {
    where: program,
    hint: 'Resume it, or train the head on frozen features instead.',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
