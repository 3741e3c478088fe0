// Films the work from the source that is watched: an output of the station writes into the folder of the project, and what it
// wrote becomes a recording. The file can be played up to its last second even when the engine is lost meanwhile: the next one
// takes it in.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type RunningRecording,
  recordingDefaults,
  StationError,
  type TeachRecording,
} from '../../contract/index.ts';
import {
  forgetFilming,
  incomingFolder,
  noteFilming,
  type ProjectFolder,
  takeIn,
} from '../../teaching/index.ts';
import type { Workplace } from '../../workplace/index.ts';

/** Enough for hands and parts in full HD. */
const kilobitsPerSecond = 8000;

interface Filming extends RunningRecording {
  readonly workplace: Workplace;
  readonly project: ProjectFolder;
  /** Number of the output. */
  readonly output: number;
  /** Of the file, without its type. */
  readonly name: string;
}

export class PartRecorder {
  private readonly now: () => Date;
  private filming: Filming | null = null;

  constructor(now: () => Date) {
    this.now = now;
  }

  /** Null while nothing is filmed. */
  get running(): RunningRecording | null {
    const { filming } = this;
    return filming && { operator: filming.operator, startedAt: filming.startedAt };
  }

  /** @throws StationError `not_possible` without a source that plays, or while something is filmed; `disk_full`. */
  async begin(project: ProjectFolder, workplace: Workplace | null, operator: string): Promise<void> {
    if (this.filming) {
      throw new StationError('not_possible', 'A recording runs already.', { hint: 'End it first.' });
    }
    if (workplace?.snapshot.source?.state !== 'playing') {
      throw new StationError('not_possible', 'No source plays.', {
        hint: 'Open a camera or a stream first.',
      });
    }
    const startedAt = this.now().toISOString();
    const name = `recorded-${startedAt.slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}`;
    await noteFilming(project, name, operator);
    const spec = {
      kind: 'recording',
      directory: incomingFolder(project),
      split: 'never',
      name,
      kilobitsPerSecond,
      keepFreeBytes: recordingDefaults.keepFreeBytes,
      annotation: 'none',
    } as const;
    const output = await workplace.station.attachOutput(spec).catch(async (thrown: unknown) => {
      await forgetFilming(project, name);
      throw thrown;
    });
    this.filming = { workplace, project, output, name, operator, startedAt };
  }

  /**
   * @param keep Whether it becomes a recording of the project.
   * @throws StationError `not_possible` when nothing is filmed or nothing was seen, `disk_full`.
   */
  async end(keep: boolean): Promise<TeachRecording | null> {
    const { filming } = this;
    if (!filming) throw new StationError('not_possible', 'No recording runs.', { hint: 'Begin one first.' });
    this.filming = null;
    const { workplace, project, output, name, operator } = filming;
    // An output that failed is detached already; what it wrote until then can be kept.
    await workplace.station.detachOutput(output).catch(() => undefined);
    const path = join(incomingFolder(project), `${name}.mp4`);
    if (!keep) {
      await rm(path, { force: true });
      await forgetFilming(project, name);
      return null;
    }
    const facts = { path, operator, origin: 'recorded', name, how: 'move', draft: null } as const;
    try {
      const taken = await takeIn(project, facts, this.now());
      await forgetFilming(project, name);
      return taken;
    } catch (thrown) {
      // Whatever else it is, the next engine tries again: nothing that was filmed is lost.
      if (!(thrown instanceof StationError) || thrown.code !== 'source_not_found') throw thrown;
      await forgetFilming(project, name);
      throw new StationError('not_possible', 'The source has shown nothing meanwhile.', {
        where: path,
        hint: 'Check the source, and record again.',
      });
    }
  }
}
