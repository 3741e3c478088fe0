// One part with its steps, what people said of it, and its evidence.
import { ArrowLeft, LoaderCircle, RotateCcw } from 'lucide-react';
import type { PlantPartKey, PlantPartRecord, PlantPartStep } from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, classNames, EmptyState, ErrorNotice, OutcomeBadge, StepBadge } from '../../ui/index.ts';
import { Clip } from '../clip.tsx';
import { usePlantPart } from '../data/queries.ts';
import { labelText } from '../mistake-text.ts';
import { routeTo } from '../route.ts';

export function PartPage({ part }: { readonly part: PlantPartKey }) {
  const text = useText();
  const { data, error, refetch } = usePlantPart(part);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto">
      <p className="px-6 pt-3">
        <Button icon={ArrowLeft} variant="quiet" onClick={() => window.history.back()}>
          {text('plant.back')}
        </Button>
      </p>
      {error !== null && (
        <div className="p-6">
          <ErrorNotice error={error}>
            <Button icon={RotateCcw} onClick={() => void refetch()}>
              {text('common.retry')}
            </Button>
          </ErrorNotice>
        </div>
      )}
      {data === undefined && error === null && (
        <EmptyState icon={LoaderCircle} title={text('common.loading')} />
      )}
      {data !== undefined && <PartRecord record={data} />}
    </div>
  );
}

function PartRecord({ record }: { readonly record: PlantPartRecord }) {
  const text = useText();
  const formats = useFormats();
  const { summary, steps, order, variant, model } = record;
  const facts = [
    summary.recipe,
    summary.operator,
    order,
    variant,
    formats.duration(summary.seconds),
    text('plant.part.model', { model }),
  ];
  return (
    <div className="flex flex-col gap-5 p-4 pt-2 sm:p-6 sm:pt-2">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="font-semibold text-2xl">
          {summary.serial ?? text('plant.part.number', { number: summary.number })}
        </h2>
        <OutcomeBadge outcome={summary.verdict ?? 'aborted'} />
        {summary.isOverridden && <span className="text-muted">{text('plant.part.overridden')}</span>}
        <a
          href={routeTo({ page: 'station', station: summary.station })}
          className="font-medium underline decoration-line-strong underline-offset-4 hover:decoration-current"
        >
          {summary.stationName}
        </a>
        <span className="figures text-muted">{formats.dateTime(summary.startedAt)}</span>
        <span className="text-muted">{facts.filter(Boolean).join(' · ')}</span>
      </header>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)] xl:grid-cols-[minmax(0,1fr)_minmax(0,34rem)]">
        <Steps steps={steps} />
        <div className="flex flex-col gap-5">
          <Evidence record={record} />
          <Remarks record={record} />
        </div>
      </div>
    </div>
  );
}

function Steps({ steps }: { readonly steps: readonly PlantPartStep[] }) {
  const text = useText();
  const formats = useFormats();
  return (
    <Box title={text('plant.part.steps')}>
      <ol className="divide-y divide-line">
        {steps.map((step, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps stand in their order for good
          <li key={place} className="flex min-h-11 items-center gap-x-3 py-1.5">
            <span className="figures w-7 shrink-0 text-right text-faint">{step.index ?? ''}</span>
            <span
              className={classNames('min-w-0 flex-1 break-words', step.status !== 'ok' && 'font-semibold')}
            >
              {labelText(step.label)}
              {step.seen !== null && step.seen !== step.label && (
                <span className="font-normal text-muted">{` · ${text('plant.part.seen', { label: labelText(step.seen) })}`}</span>
              )}
            </span>
            <StepBadge status={step.status} severity={step.severity} />
            <span className="figures w-14 shrink-0 text-right text-muted">
              {step.fromSeconds === null || step.toSeconds === null
                ? ''
                : `${formats.number(step.toSeconds - step.fromSeconds, 1)} s`}
            </span>
          </li>
        ))}
      </ol>
    </Box>
  );
}

function Evidence({ record: { evidence } }: { readonly record: PlantPartRecord }) {
  const text = useText();
  const clips = evidence.filter(({ kind, address }) => kind === 'clip' && address !== null);
  const pictures = evidence.filter(({ kind, address }) => kind === 'picture' && address !== null);
  const elsewhere = evidence.filter(({ kind, address }) => kind !== 'judgement' && address === null).length;
  return (
    <Box title={text('plant.part.evidence')}>
      {clips.map(({ name, address }) => (
        <Clip
          key={name}
          address={address!}
          name={name}
          plays
          controls
          className="aspect-video w-full rounded-lg"
        />
      ))}
      {pictures.length > 0 && (
        <ul className="mt-3 grid grid-cols-3 gap-2">
          {pictures.map(({ name, address }) => (
            <li key={name}>
              <a href={address!} target="_blank" rel="noreferrer">
                <img
                  src={address!}
                  alt={name}
                  loading="lazy"
                  className="aspect-video w-full rounded object-cover"
                />
              </a>
            </li>
          ))}
        </ul>
      )}
      {clips.length + pictures.length === 0 && (
        <p className="text-muted">
          {elsewhere > 0 ? text('plant.part.evidenceAtStation') : text('plant.part.noEvidence')}
        </p>
      )}
    </Box>
  );
}

function Remarks({ record: { remarks } }: { readonly record: PlantPartRecord }) {
  const text = useText();
  const formats = useFormats();
  return (
    <Box title={text('plant.part.remarks')}>
      {remarks.length === 0 && <p className="text-muted">{text('plant.part.noRemarks')}</p>}
      <ul className="flex flex-col gap-2">
        {remarks.map((remark) => (
          <li key={`${remark.at} ${remark.kind}`}>
            <p className="text-muted text-sm">
              {`${formats.dateTime(remark.at)} · ${text(`plant.remark.${remark.kind}`)}${remark.by === null ? '' : ` · ${remark.by}`}`}
            </p>
            <p>
              {[remark.value && valueText(remark.value), remark.serial, remark.reason]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </Box>
  );

  function valueText(value: string): string {
    if (value === 'falseAlarm' || value === 'missed') return text(`history.judged.${value}`);
    return value === 'pass' || value === 'warn' || value === 'fail' ? text(`common.verdict.${value}`) : value;
  }
}

function Box({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section aria-label={title} className="rounded-xl border border-line bg-panel p-4 sm:p-5">
      <h3 className="mb-3 font-semibold text-xl">{title}</h3>
      {children}
    </section>
  );
}
