// stepwatch teach train DIR: runs a training to its end, and prints the report of its network.
import { StationError, type TeachMethod, type TrainingJob } from '../../src-inference/contract/index.ts';
import { printJson, printLine } from './output.ts';
import { ProgressBar } from './progress-bar.ts';
import { openProject } from './teach.ts';
import { printReport } from './teach-report.ts';
import { withEngine } from './with-engine.ts';

const stepWords: Readonly<Record<TrainingJob['step'], string>> = {
  prepare: 'preparing',
  features: 'looking at the recordings',
  fit: 'teaching',
  measure: 'measuring',
  optimize: 'making it fast on this machine',
};

export async function trainNetwork(
  engineEntry: URL,
  options: {
    readonly directory: string;
    readonly method: TeachMethod;
    readonly base: string | null;
    readonly resume: boolean;
    readonly json: boolean;
  },
): Promise<void> {
  const { directory, method, base, resume, json } = options;
  const bar = new ProgressBar();
  let onEnd: (job: TrainingJob) => void = () => undefined;
  const ended = new Promise<TrainingJob>((resolve) => {
    onEnd = resolve;
  });
  const project = await withEngine(
    engineEntry,
    null,
    (event) => {
      if (event.type !== 'trainingProgress') return;
      bar.show(event.job.fraction, `${stepWords[event.job.step]}${timeLeft(event.job)}`);
      if (event.job.state !== 'running') onEnd(event.job);
    },
    async (engine) => {
      await openProject(engine, directory);
      if (resume) await engine.request('teachResumeTraining', null);
      else await engine.request('teachTrain', { method, base });
      const job = await ended;
      bar.clear();
      if (job.state === 'failed' && job.error) throw StationError.from(job.error);
      if (job.state !== 'done') {
        throw new StationError('aborted', 'The training was stopped before its end.', {
          hint: `What was computed is kept: stepwatch teach train ${directory} --resume`,
        });
      }
      return openProject(engine, directory);
    },
  ).finally(() => bar.clear());
  const network = project.networks.at(-1)!;
  if (json) return printJson(network);
  printReport(project, network);
  printLine();
  printLine(`Put it in force: stepwatch teach deploy ${directory}, or the page Teach.`);
}

function timeLeft({ secondsLeft }: TrainingJob): string {
  if (secondsLeft === null) return '';
  return secondsLeft < 90
    ? `, ${Math.ceil(secondsLeft)} s left`
    : `, ${Math.ceil(secondsLeft / 60)} minutes left`;
}
