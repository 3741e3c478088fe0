// The same network in PyTorch, where it is installed: a process that runs one clip for every line that it is given.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ClipTiming } from '../../src-inference/contract/index.ts';
import { eagerScript } from './defaults.ts';

/** Debian's PyTorch belongs to Debian's Python, which need not be the first one on the path. */
const pythons = ['/usr/bin/python3', 'python3'] as const;

/**
 * PyTorch asks for fresh memory with every layer. On some virtual machines that takes longer than the layer does: the C
 * library keeps what it has, so that the network is measured.
 */
const keptMemory = {
  MALLOC_MMAP_MAX_: '0',
  MALLOC_TRIM_THRESHOLD_: '8000000000',
  MALLOC_TOP_PAD_: '500000000',
} as const;

export interface Pytorch {
  time(): Promise<ClipTiming>;
  stop(): void;
}

/** @returns Null where no Python has PyTorch. */
export async function startPytorch(): Promise<Pytorch | null> {
  for (const python of pythons) {
    const started = await start(python);
    if (started) return started;
  }
  return null;
}

async function start(python: string): Promise<Pytorch | null> {
  const child = spawn(python, [eagerScript], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...keptMemory },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  const next = async (): Promise<string | null> => {
    const { value, done } = await lines.next();
    return done === true ? null : value;
  };
  if ((await next()) !== 'ready') return null;
  return {
    async time() {
      child.stdin.write('\n');
      return { preprocessMilliseconds: 0, inferenceMilliseconds: Number(await next()) };
    },
    stop() {
      child.stdin.end();
      child.kill();
    },
  };
}
