// The door of the room: teaches networks with the recordings of a project.

export { pytorchInstallCommand } from './pytorch/installation.ts';
export {
  readTraining,
  resumeTraining,
  startTraining,
  type TrainingHandle,
} from './start-training.ts';
