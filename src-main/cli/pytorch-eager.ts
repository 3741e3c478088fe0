// Times the full-size network in PyTorch, where that is installed. A Python process runs one clip for each line of its input.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ClipTiming } from '../../src-inference/contract/index.ts';
import { pytorchName } from './bench-report.ts';
import type { Contender } from './bench-rounds.ts';
import { eagerScript } from './defaults.ts';

/** Debian's PyTorch belongs to Debian's Python, which need not be the first one on the path. */
const pythons = ['/usr/bin/python3', 'python3'] as const;

/**
 * PyTorch allocates memory for every layer. On some virtual machines that takes longer than the layer itself. With these
 * settings glibc keeps freed memory, so that the network is measured and not the allocation (mallopt(3)).
 */
const keptMemory = {
  MALLOC_MMAP_MAX_: '0',
  MALLOC_TRIM_THRESHOLD_: '8000000000',
  MALLOC_TOP_PAD_: '500000000',
} as const;

/** The network in PyTorch. It cannot run where no Python has PyTorch. */
export const pytorchContender: Contender = {
  name: pytorchName,
  async turn(clips) {
    for (const python of pythons) {
      const timed = await timeClips(python, clips);
      if (timed) return timed;
    }
    return null;
  },
};

/** @returns Null where this Python has no PyTorch. */
async function timeClips(python: string, clips: number): Promise<readonly ClipTiming[] | null> {
  const child = spawn(python, [eagerScript], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...keptMemory },
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  const next = async (): Promise<string | null> => {
    const { value, done } = await lines.next();
    return done === true ? null : value;
  };
  const time = async (): Promise<number> => {
    child.stdin.write('\n');
    return Number(await next());
  };
  try {
    // Python prints this when it has run one clip to warm up.
    if ((await next()) !== 'ready') return null;
    const timed: ClipTiming[] = [];
    while (timed.length < clips)
      timed.push({ preprocessMilliseconds: 0, inferenceMilliseconds: await time() });
    return timed;
  } finally {
    child.kill();
    // Its memory must be free before the next network is measured.
    await ended;
  }
}
