import { Ban, CircleCheck, CircleX, LoaderCircle, type LucideIcon, Play, Unplug, X } from 'lucide-react';
import {
  type TrainingJob,
  type TrainingState,
  trainingSteps,
} from '../../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Badge, Button, classNames, ErrorNotice, type Tone } from '../../ui/index.ts';
import { openTab } from '../open-place.ts';
import { timeLeft } from './time-left.ts';

const marks = {
  running: { tone: 'active', icon: LoaderCircle },
  done: { tone: 'pass', icon: CircleCheck },
  failed: { tone: 'fail', icon: CircleX },
  cancelled: { tone: 'idle', icon: Ban },
  interrupted: { tone: 'warn', icon: Unplug },
} as const satisfies Record<TrainingState, { readonly tone: Tone; readonly icon: LucideIcon }>;

/** The training that runs, or the last one. */
export function JobPanel({ job }: { readonly job: TrainingJob }) {
  const text = useText();
  const formats = useFormats();
  const cancel = useCommand('teachCancelTraining');
  const resume = useCommand('teachResumeTraining');
  const may = useIsAllowed('teachCancelTraining');
  const isRunning = job.state === 'running';
  const error = cancel.error ?? resume.error;
  return (
    <section
      aria-labelledby="teach-job"
      className={classNames(
        'flex flex-col gap-4 rounded-xl border p-5',
        isRunning ? 'border-accent bg-accent-soft' : 'border-line bg-panel',
      )}
    >
      <header className="flex flex-wrap items-center gap-3">
        <h2 id="teach-job" className="font-semibold text-lg">
          {text(isRunning ? 'teach.training.running' : 'teach.training.last')}
        </h2>
        <Badge {...marks[job.state]} label={text(`teach.training.states.${job.state}`)} />
        <p className="text-muted">
          {text(`teach.methods.${job.method}.name`)} · {formats.dateTime(job.startedAt)}
        </p>
        <div className="ml-auto flex gap-2">
          {isRunning && (
            <Button icon={X} busy={cancel.busy} disabled={!may} onClick={() => cancel.send(null)}>
              {text('teach.training.cancel')}
            </Button>
          )}
          {['cancelled', 'interrupted', 'failed'].includes(job.state) && (
            <Button
              variant="primary"
              icon={Play}
              busy={resume.busy}
              disabled={!may}
              onClick={() => resume.send(null)}
            >
              {text('teach.training.resume')}
            </Button>
          )}
          {job.state === 'done' && (
            <Button variant="primary" onClick={() => openTab('networks', job.network)}>
              {text('teach.training.look')}
            </Button>
          )}
        </div>
      </header>
      {isRunning && <Progress job={job} />}
      {!isRunning && job.state !== 'done' && (
        <p className="text-muted">{text(`teach.training.hints.${job.state}`)}</p>
      )}
      {job.error !== null && <ErrorNotice error={job.error} />}
      {error && <ErrorNotice error={error} />}
    </section>
  );
}

function Progress({ job: { step, fraction, secondsLeft } }: { readonly job: TrainingJob }) {
  const text = useText();
  const formats = useFormats();
  const place = trainingSteps.indexOf(step);
  const left = timeLeft(secondsLeft);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-baseline gap-4">
        <p className="figures font-semibold text-3xl">{formats.percent(fraction)}</p>
        <p className="text-muted">
          {left === null
            ? text('teach.training.timeUnknown')
            : text(`teach.training.left.${left.unit}`, { count: left.count })}
        </p>
      </div>
      <div
        role="progressbar"
        aria-label={text('teach.training.running')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(fraction * 100)}
        className="h-3 overflow-hidden rounded-full bg-field"
      >
        <div
          className="h-full rounded-full bg-solid-active transition-[width]"
          style={{ width: `${fraction * 100}%` }}
        />
      </div>
      <ol className="flex flex-wrap gap-x-6 gap-y-1">
        {trainingSteps.map((one, index) => (
          <li
            key={one}
            aria-current={index === place ? 'step' : undefined}
            className={classNames(
              'flex items-center gap-2 text-sm',
              index === place ? 'font-semibold text-accent' : index < place ? 'text-text' : 'text-muted',
            )}
          >
            {index < place ? (
              <CircleCheck aria-hidden className="size-4 text-pass" />
            ) : (
              <span aria-hidden className="size-2 rounded-full bg-current" />
            )}
            {text(`teach.training.steps.${one}`)}
          </li>
        ))}
      </ol>
      <p className="text-muted text-sm">{text('teach.training.meanwhile')}</p>
    </div>
  );
}
