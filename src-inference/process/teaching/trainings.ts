// The training of the project, one at a time. Its process is its own; the engine only begins it, stops it and tells of it.
import type { Commands, TrainingJob } from '../../contract/index.ts';
import { StationError } from '../../contract/index.ts';
import type { ProjectFolder } from '../../teaching/index.ts';
import { readTraining, resumeTraining, startTraining, type TrainingHandle } from '../../training/index.ts';
import type { Tell } from '../engine-context.ts';
import type { CurrentProject } from './current-project.ts';

export class Trainings {
  private readonly current: CurrentProject;
  private readonly tell: Tell;
  private running: { readonly directory: string; readonly handle: TrainingHandle } | null = null;

  constructor(current: CurrentProject, tell: Tell) {
    this.current = current;
    this.tell = tell;
  }

  /** The present or last one of the project; null: there was none. */
  async of(project: ProjectFolder): Promise<TrainingJob | null> {
    const { running } = this;
    return running?.directory === project.directory ? running.handle.job : readTraining(project);
  }

  /** @throws StationError, see `teachTrain`. */
  start({ method, base }: Commands['teachTrain']['input']): Promise<TrainingJob> {
    return this.begin((project, onProgress) => startTraining(project, method, { base, onProgress }));
  }

  /** @throws StationError `not_possible` when there is none to go on with. */
  resume(): Promise<TrainingJob> {
    return this.begin(resumeTraining);
  }

  /** Resolves when its process is gone. @throws StationError `not_possible` when none runs. */
  async cancel(): Promise<void> {
    if (!this.running) {
      throw new StationError('not_possible', 'No training runs.', { hint: 'It may have ended already.' });
    }
    await this.running.handle.cancel();
  }

  private begin(
    start: (project: ProjectFolder, onProgress: (job: TrainingJob) => void) => Promise<TrainingHandle>,
  ): Promise<TrainingJob> {
    return this.current.change('job', async (project) => {
      const handle = await start(project, (job) => {
        this.tell({ type: 'trainingProgress', job }).catch(() => undefined);
      });
      this.running = { directory: project.directory, handle };
      void handle.done.then(() => this.ended());
      return handle.job;
    });
  }

  private ended(): void {
    this.running = null;
    this.current.changed('job');
    this.current.changed('networks');
  }
}
