// How long the steps of a training take, compared with each other: measured on two cores with the demo network. Pure.
import type { TeachMethod } from '../../contract/index.ts';
import { tuningSeconds, tuningSteps } from '../pytorch/tuning-length.ts';
import type { TrainingPlan } from './job-file.ts';
import type { PlannedStep } from './progress-meter.ts';

const perSecondOfVideo = { decode: 0.02, features: 0.08, fit: 0.03, measure: 0.03, views: 0.2, layers: 0.35 };
const startSeconds = 1;
const optimizeSeconds = 20;

export function plannedSteps(
  method: TeachMethod,
  { recordings, window }: Pick<TrainingPlan, 'recordings' | 'window'>,
): readonly PlannedStep[] {
  const seconds = recordings.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  if (method === 'pytorch') {
    return [
      { step: 'prepare', seconds: perSecondOfVideo.decode * seconds },
      { step: 'fit', seconds: tuningSeconds(tuningSteps(seconds, window.hopSeconds)) },
      { step: 'measure', seconds: startSeconds },
      { step: 'optimize', seconds: optimizeSeconds },
    ];
  }
  if (method === 'layers') {
    return [
      { step: 'prepare', seconds: startSeconds },
      { step: 'features', seconds: perSecondOfVideo.views * seconds },
      { step: 'fit', seconds: perSecondOfVideo.layers * seconds },
      { step: 'measure', seconds: startSeconds },
      { step: 'optimize', seconds: optimizeSeconds },
    ];
  }
  return [
    { step: 'prepare', seconds: startSeconds },
    { step: 'features', seconds: perSecondOfVideo.features * seconds },
    { step: 'fit', seconds: perSecondOfVideo.fit * seconds },
    { step: 'measure', seconds: perSecondOfVideo.measure * seconds },
    { step: 'optimize', seconds: optimizeSeconds },
  ];
}
