// The queue of what a person should look at: filled by the station while it works, and by people who judge a part otherwise.
import { randomUUID } from 'node:crypto';
import type { Commands, PartId, TeachRecording, TeachSample } from '../../contract/index.ts';
import { type ProjectFolder, type StoredSample, UnsureStretches } from '../../teaching/index.ts';
import type { Workplace } from '../../workplace/index.ts';
import type { CurrentProject } from './current-project.ts';
import { takeOver } from './take-over.ts';

export class Samples {
  private readonly current: CurrentProject;
  private readonly now: () => Date;

  constructor(current: CurrentProject, now: () => Date) {
    this.current = current;
    this.now = now;
  }

  /** Collects from now on what the station is unsure of, for the project that is there then. */
  follow(workplace: Workplace): void {
    const unsure = new UnsureStretches();
    workplace.subscribe((event) => {
      const samples = unsure.take(event);
      if (samples.length === 0) return;
      // A queue that cannot be written must not stop the station.
      this.add(samples).catch(() => undefined);
    });
  }

  /** Newest first. */
  async list(project: ProjectFolder): Promise<readonly TeachSample[]> {
    const workplace = await this.current.workplace();
    const samples = await project.queue.list();
    const recorded = await recordedParts(workplace, samples);
    return samples.map((sample) => ({ ...sample, hasRecording: recorded.has(sample.part) }));
  }

  /** @throws StationError `part_not_found`, `disk_full`. */
  judge(
    workplace: Workplace,
    { part, judgement, by, note }: Commands['teachJudgePart']['input'],
  ): Promise<void> {
    return this.current.change('queue', async (project) => {
      const { startSeconds, summary } = await workplace.history.readPart(part);
      const sample: StoredSample = {
        id: randomUUID(),
        kind: judgement,
        at: this.now().toISOString(),
        part,
        startSeconds,
        endSeconds: startSeconds + summary.seconds,
        label: null,
        probability: null,
        judged: { by, note },
      };
      await project.queue.add([sample]);
      await workplace.parts.judgeOtherwise({ id: part, judgement, by, note });
    });
  }

  /** @throws StationError `not_possible` when it was dealt with already, and those of `takeOver`. */
  resolve(
    workplace: Workplace,
    { sample: id, resolution }: Commands['teachResolveSample']['input'],
  ): Promise<TeachRecording | null> {
    return this.current.change('queue', async (project) => {
      const { part } = await project.queue.find(id);
      if (resolution.kind === 'dismiss') {
        await project.queue.resolve(id);
        return null;
      }
      const taken = await takeOver(project, workplace, {
        part,
        operator: resolution.operator,
        now: this.now(),
      });
      for (const other of await project.queue.list()) {
        if (other.part === part) await project.queue.resolve(other.id);
      }
      this.current.changed('recordings');
      return taken;
    });
  }

  private async add(samples: readonly StoredSample[]): Promise<void> {
    if ((await this.current.getIfThere()) === null) return;
    await this.current.change('queue', (project) => project.queue.add(samples));
  }
}

/** Without the history, nothing is known of recordings; the queue is shown all the same. */
async function recordedParts(
  workplace: Workplace | null,
  samples: readonly StoredSample[],
): Promise<ReadonlySet<PartId>> {
  const parts = [...new Set(samples.map(({ part }) => part))];
  if (workplace === null || parts.length === 0) return new Set();
  return workplace.history.recorded(parts).catch(() => new Set<PartId>());
}
