// The door of the room: teaches networks with the recordings of a project.
export {
  readTraining,
  resumeTraining,
  startTraining,
  type TrainingHandle,
  type TrainingOptions,
} from './start-training.ts';
