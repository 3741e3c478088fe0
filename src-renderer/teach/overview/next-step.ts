// What to do next with a project, from what is there. Pure.
import type { TeachNetwork, TeachProject } from '../../../src-inference/contract/index.ts';

export const teachSteps = ['record', 'label', 'train', 'know', 'deploy'] as const;
export type TeachStep = (typeof teachSteps)[number];

export type StepState =
  | 'done'
  /** The one that a person should do now. */
  | 'next'
  /** The station does it now. */
  | 'running'
  | 'later';

export interface PathStep {
  readonly step: TeachStep;
  readonly state: StepState;
}

/** A network can be taught and measured from so many on; more make it better. */
export const leastRecordings = 3;
/** What the guide advises for a first network that is worth a station. */
export const advisedRecordings = 10;
/** With fewer people nobody knows whether the network knows the work or the person. */
export const advisedOperators = 2;

export function pathOf(project: TeachProject): readonly PathStep[] {
  const next = nextStep(project);
  const nextPlace = teachSteps.indexOf(next);
  const isTraining = project.job?.state === 'running';
  return teachSteps.map((step, place) => {
    if (step === 'train' && isTraining) return { step, state: 'running' };
    if (step === next) return { step, state: 'next' };
    return { step, state: isDone(step, project, place < nextPlace) ? 'done' : 'later' };
  });
}

/** The steps before the next one are done; of those after it, the ones that the network in force has been through. */
function isDone(step: TeachStep, project: TeachProject, isBefore: boolean): boolean {
  if (isBefore) return true;
  return step === 'deploy' && project.inForce !== null;
}

export function nextStep(project: TeachProject): TeachStep {
  const usable = project.recordings.filter(({ problem }) => problem === null);
  const confirmed = usable.filter(({ state }) => state === 'confirmed');
  const newest = newestNetwork(project);
  const waiting = usable.length - confirmed.length;
  if (usable.length < leastRecordings) return 'record';
  if (confirmed.length < leastRecordings) return 'label';
  if (newest === null) return waiting > 0 && confirmed.length < advisedRecordings ? 'label' : 'train';
  // A network was made: first look at it, then use it, then teach on.
  if (project.inForce !== newest.id) return newest.report === null ? 'deploy' : 'know';
  if (waiting > 0) return 'label';
  return untaught(project) > 0 ? 'train' : 'record';
}

/** Confirmed recordings that the newest network was not taught with. */
export function untaught(project: TeachProject): number {
  const taught = new Set(newestNetwork(project)?.recordings ?? []);
  return project.recordings.filter(
    ({ id, state, problem }) => state === 'confirmed' && problem === null && !taught.has(id),
  ).length;
}

export function newestNetwork({ networks }: TeachProject): TeachNetwork | null {
  return networks.at(-1) ?? null;
}

export function operatorsOf({ recordings }: Pick<TeachProject, 'recordings'>): readonly string[] {
  return [...new Set(recordings.map(({ operator }) => operator))].sort((one, other) =>
    one.localeCompare(other),
  );
}
