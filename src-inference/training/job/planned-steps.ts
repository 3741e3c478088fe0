// How long the steps of a training take, compared with each other: measured on two cores with the demo network. Pure.
import type { TrainingPlan } from './job-file.ts';
import type { PlannedStep } from './progress-meter.ts';

const perSecondOfVideo = { features: 0.08, fit: 0.03, measure: 0.03 };
const startSeconds = 1;
const optimizeSeconds = 20;

export function plannedSteps({ recordings }: Pick<TrainingPlan, 'recordings'>): readonly PlannedStep[] {
  const seconds = recordings.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  return [
    { step: 'prepare', seconds: startSeconds },
    { step: 'features', seconds: perSecondOfVideo.features * seconds },
    { step: 'fit', seconds: perSecondOfVideo.fit * seconds },
    { step: 'measure', seconds: perSecondOfVideo.measure * seconds },
    { step: 'optimize', seconds: optimizeSeconds },
  ];
}
