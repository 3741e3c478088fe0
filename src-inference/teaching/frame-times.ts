// When the frames of a recording are shown. Decodes the whole video once and keeps the times among the features.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSource } from '../media/index.ts';
import type { ProjectFolder } from './project-folder.ts';
import { makeProjectFolder, writeProjectFiles } from './project-write.ts';

/** The frames themselves are not looked at. */
const smallest = { width: 16, height: 16 } as const;

/**
 * Rising, in seconds of presentation time: the times that the windows of a training go by.
 *
 * @throws StationError `recording_not_found`, or when the video cannot be decoded.
 */
export async function frameTimes(
  project: ProjectFolder,
  id: string,
  onProgress: (done: number | null) => Promise<void>,
): Promise<readonly number[]> {
  const { video, facts } = await project.recordings.find(id);
  const kept = join(project.featuresDirectory, `${facts.sha256}.frames.json`);
  const known = await readTimes(kept);
  if (known) return known;
  const source = await openSource(
    { kind: 'file', path: video, pace: 'asFastAsPossible', loop: false },
    { size: smallest, router: null, onState: () => undefined },
  );
  const times: number[] = [];
  try {
    for await (const { presentationSeconds } of source.frames()) {
      times.push(Math.round(presentationSeconds * 1e6) / 1e6);
      if (times.length % 500 === 0) await onProgress(presentationSeconds / facts.durationSeconds);
    }
  } finally {
    await source.close();
  }
  makeProjectFolder(project.featuresDirectory);
  await writeProjectFiles([{ path: kept, content: JSON.stringify(times) }]);
  return times;
}

async function readTimes(path: string): Promise<readonly number[] | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as readonly number[];
  } catch {
    return null;
  }
}
