// A project as screens show it.
import type { TeachProject } from '../../contract/index.ts';
import type { ProjectFolder } from '../../teaching/index.ts';
import type { Workplace } from '../../workplace/index.ts';
import type { Deployment } from './deployment.ts';
import type { PartRecorder } from './part-recorder.ts';
import { pytorchFacts } from './pytorch.ts';
import type { Trainings } from './trainings.ts';

interface ProjectWorkers {
  readonly recorder: PartRecorder;
  readonly trainings: Trainings;
  readonly deployment: Deployment;
}

/** @param workplace Null: the project is looked at without a station. */
export async function summarise(
  project: ProjectFolder,
  workplace: Workplace | null,
  { recorder, trainings, deployment }: ProjectWorkers,
): Promise<TeachProject> {
  const { name, labels, background, window } = await project.read();
  const [recordings, networks, current, before, samples, job, recipe] = await Promise.all([
    project.recordings.list(),
    project.networks.list(),
    project.networks.current(),
    project.networks.lastBefore(),
    project.queue.list(),
    trainings.of(project),
    // A recipe that is not valid is told where it is shown.
    project.readRecipe().catch(() => null),
  ]);
  const pending = workplace?.modelChange.pending ?? null;
  return {
    directory: project.directory,
    name,
    labels,
    background,
    window,
    recipe: recipe?.name ?? null,
    recordings,
    networks,
    // A person may have chosen another model in the settings.
    inForce: workplace === null ? current.inForce : project.networks.idOf(workplace.snapshot.settings.model),
    canRollBack: before !== null,
    pending: pending === null ? null : { network: project.networks.idOf(pending) },
    failedDeployment: deployment.failureOf(project),
    recording: recorder.running,
    job,
    queueLength: samples.length,
    pytorch: pytorchFacts(),
  };
}
