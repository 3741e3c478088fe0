// The five steps as a path, one of them marked: what to do now.
import { BrainCircuit, Check, CircleDot, Gauge, type LucideIcon, Rocket, Tags, Video } from 'lucide-react';
import type { TeachProject } from '../../../src-inference/contract/index.ts';
import { useIsAllowed } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, classNames } from '../../ui/index.ts';
import { openLabels, openTab } from '../open-place.ts';
import {
  advisedRecordings,
  newestNetwork,
  operatorsOf,
  type PathStep,
  pathOf,
  type TeachStep,
  untaught,
} from './next-step.ts';

const icons = {
  record: Video,
  label: Tags,
  train: BrainCircuit,
  know: Gauge,
  deploy: Rocket,
} as const satisfies Record<TeachStep, LucideIcon>;

export function TeachPath({
  project,
  onRecord,
}: {
  readonly project: TeachProject;
  readonly onRecord: () => void;
}) {
  const text = useText();
  return (
    <ol
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
      tabIndex={0}
      aria-label={text('teach.path.title')}
      className="scroll-fade-x grid shrink-0 auto-cols-fr grid-flow-col gap-3 max-lg:auto-cols-[14rem] max-lg:overflow-x-auto"
    >
      {pathOf(project).map((one) => (
        <li key={one.step} className="flex">
          <Step {...one} project={project} onRecord={onRecord} />
        </li>
      ))}
    </ol>
  );
}

function Step({
  step,
  state,
  project,
  onRecord,
}: PathStep & { readonly project: TeachProject; readonly onRecord: () => void }) {
  const text = useText();
  const facts = useFacts(project);
  const Icon = icons[step];
  const mayRecord = useIsAllowed('teachRecordBegin');
  const action = step === 'record' ? (mayRecord ? onRecord : null) : actionOf(step, project);
  const isNow = state === 'next' || state === 'running';
  return (
    <section
      data-step-state={state}
      aria-current={state === 'next' ? 'step' : undefined}
      className={classNames(
        'flex min-w-0 flex-1 flex-col gap-1.5 rounded-xl border p-4',
        isNow ? 'border-accent bg-accent-soft' : 'border-line bg-panel',
      )}
    >
      <h2 className="flex items-center gap-2 font-semibold">
        <Icon aria-hidden className={classNames('size-5 shrink-0', isNow ? 'text-accent' : 'text-muted')} />
        <span className="min-w-0 flex-1 text-balance">{text(`teach.path.${step}.title`)}</span>
        {state === 'done' && (
          <Check role="img" aria-label={text('teach.path.done')} className="size-5 text-pass" />
        )}
        {state === 'next' && <CircleDot aria-hidden className="size-5 text-accent" />}
      </h2>
      <p className="figures font-semibold text-lg">{facts[step].value}</p>
      <p className="text-muted text-sm">{isNow ? facts[step].advice : facts[step].detail}</p>
      <div className="flex-1" />
      <Button
        variant={state === 'next' ? 'primary' : 'normal'}
        className="mt-1 w-full"
        disabled={action === null}
        onClick={() => action?.()}
      >
        {text(`teach.path.${step}.action`)}
      </Button>
    </section>
  );
}

/** @returns Null when there is nothing to do it with yet. */
function actionOf(step: Exclude<TeachStep, 'record'>, project: TeachProject): (() => void) | null {
  const newest = newestNetwork(project);
  switch (step) {
    case 'label': {
      const waiting = project.recordings.filter(({ problem }) => problem === null);
      const first =
        waiting.find(({ state }) => state === 'draft') ??
        waiting.find(({ state }) => state === 'unlabelled') ??
        waiting[0];
      return first === undefined ? null : () => openLabels(first.id);
    }
    case 'train':
      return () => openTab('training');
    case 'know':
    case 'deploy':
      return newest === null ? null : () => openTab('networks', newest.id);
    default:
      return step satisfies never;
  }
}

interface StepFacts {
  readonly value: string;
  readonly detail: string;
  /** What to do, while it is the step to do. */
  readonly advice: string;
}

function useFacts(project: TeachProject): Readonly<Record<TeachStep, StepFacts>> {
  const text = useText();
  const formats = useFormats();
  const { recordings, inForce, job } = project;
  const operators = operatorsOf(project).length;
  const confirmed = recordings.filter(({ state }) => state === 'confirmed').length;
  const drafts = recordings.filter(({ state }) => state === 'draft').length;
  const newest = newestNetwork(project);
  const report = newest?.report ?? null;
  const missing = Math.max(0, advisedRecordings - recordings.length);
  return {
    record: {
      value: text('teach.path.record.value', { count: recordings.length }),
      detail: text('teach.path.record.detail', { count: operators }),
      advice:
        missing > 0 ? text('teach.path.record.advice', { count: missing }) : text('teach.path.record.more'),
    },
    label: {
      value: text('teach.path.label.value', { done: confirmed, of: recordings.length }),
      detail:
        drafts > 0 ? text('teach.path.label.drafts', { count: drafts }) : text('teach.path.label.detail'),
      advice:
        drafts > 0
          ? text('teach.path.label.confirmAdvice', { count: drafts })
          : text('teach.path.label.advice'),
    },
    train: {
      value:
        job?.state === 'running'
          ? formats.percent(job.fraction)
          : text('teach.path.train.value', { count: project.networks.length }),
      detail: text('teach.path.train.detail', { count: untaught(project) }),
      advice:
        job?.state === 'running'
          ? text('teach.path.train.running')
          : text('teach.path.train.advice', { count: untaught(project) }),
    },
    know: {
      value: report === null ? '–' : formats.percent(report.accuracy.value),
      detail: report === null ? text('teach.path.know.none') : text('teach.path.know.detail'),
      advice: text('teach.path.know.advice'),
    },
    deploy: {
      value:
        inForce === null
          ? text('teach.path.deploy.none')
          : text('teach.path.deploy.value', { network: inForce }),
      detail: text(inForce === null ? 'teach.path.deploy.noneDetail' : 'teach.path.deploy.detail'),
      advice: text('teach.path.deploy.advice'),
    },
  };
}
