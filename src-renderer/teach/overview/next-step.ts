// What to do next with a project, from what is there. Pure.
import type { TeachNetwork, TeachProject } from '../../../src-inference/contract/index.ts';

const teachSteps = ['record', 'label', 'train', 'know', 'deploy'] as const;
export type TeachStep = (typeof teachSteps)[number];

type StepState =
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
  const isTraining = project.job?.state === 'running';
  return teachSteps.map((step) => {
    if (step === 'train' && isTraining) return { step, state: 'running' };
    if (step === next) return { step, state: 'next' };
    return { step, state: isDone(step, project) ? 'done' : 'later' };
  });
}

/** Nothing is left to do in this step, as things are now. */
function isDone(step: TeachStep, project: TeachProject): boolean {
  const usable = project.recordings.filter(({ problem }) => problem === null);
  const newest = newestNetwork(project);
  switch (step) {
    case 'record':
      return usable.length >= leastRecordings;
    case 'label':
      return usable.length > 0 && usable.every(({ state }) => state === 'confirmed');
    case 'train':
      return newest !== null && untaught(project) === 0;
    case 'know':
      return newest !== null && newest.report !== null && newest.id === project.inForce;
    case 'deploy':
      return project.inForce !== null;
    default:
      return step satisfies never;
  }
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
