// Renders videos by several processes.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { VideoRequest } from './video.ts';

/** Videos that are there already are left alone, so that an interrupted run can be continued. */
export async function renderAll(requests: readonly VideoRequest[], jobs: number): Promise<void> {
  const waiting = requests.filter((request) => !existsSync(`${request.path}.mp4`));
  let done = requests.length - waiting.length;
  const work = async (): Promise<void> => {
    for (let request = waiting.shift(); request; request = waiting.shift()) {
      const started = performance.now();
      const frames = await renderInProcess(request);
      done += 1;
      const seconds = (performance.now() - started) / 1000;
      process.stdout.write(
        `${done}/${requests.length}  ${request.path}.mp4  ${frames} frames, ${(frames / seconds).toFixed(0)} fps\n`,
      );
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
}

async function renderInProcess(request: VideoRequest): Promise<number> {
  const child: ChildProcess = fork(
    join(import.meta.dirname, 'render-process.ts'),
    [JSON.stringify(request)],
    {
      execArgv: ['--import', 'tsx'],
    },
  );
  let frames = 0;
  child.on('message', (count: number) => {
    frames = count;
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`rendering ${request.path} failed`);
  return frames;
}
