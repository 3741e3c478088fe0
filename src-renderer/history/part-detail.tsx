// One part: its judged steps, what the network saw, its log and its recording.
import { ArrowLeft, BellRing, CheckCheck, Gavel, ListOrdered, ScrollText, Unplug } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import {
  identityFields,
  type PartOverride,
  type PartRecord,
  type PartSummary,
} from '../../src-inference/contract/index.ts';
import { AcknowledgeDialog, OverrideDialog } from '../acknowledge/index.tsx';
import { useIsAllowed, useStationQuery } from '../hooks/index.ts';
import { useSourceTitle } from '../messages/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { Button, EmptyState, ErrorNotice, OutcomeBadge, Tabs, useIsWide } from '../ui/index.ts';
import { DeletedFiles } from './deleted-files.tsx';
import { EvidenceView } from './evidence-view.tsx';
import { JudgedOtherwise } from './judged-otherwise.tsx';
import { KeepPart } from './keep-part.tsx';
import { PartLog } from './part-log.tsx';
import { PartSteps } from './part-steps.tsx';
import { firstProblemSeconds, partTimeline } from './part-timeline.ts';
import { type RecordingHandle, RecordingPlayer } from './recording-player.tsx';
import { TimelineView } from './timeline-view.tsx';

export function PartDetail({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const text = useText();
  const isWide = useIsWide();
  const part = useStationQuery('readPart', { id });
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-6 p-6 phone:gap-4 phone:p-4">
      <Button variant="quiet" icon={ArrowLeft} className="-mb-3 self-start" onClick={onClose}>
        {text(isWide ? 'history.overview' : 'history.parts')}
      </Button>
      {part.isError && <ErrorNotice error={part.error} />}
      {part.isPending && <p role="status">{text('common.loading')}</p>}
      {part.data && <Part record={part.data} />}
    </div>
  );
}

function Part({ record }: { readonly record: PartRecord }) {
  const text = useText();
  const timeline = useMemo(() => partTimeline(record), [record]);
  const player = useRef<RecordingHandle>(null);
  const [seconds, setSeconds] = useState<number | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const [tab, setTab] = useState<'steps' | 'log'>('steps');
  const { recording, evidence } = record.summary;
  const choose = (index: number): void => {
    setChosen(index);
    const at = timeline.steps[index]?.startSeconds;
    if (at !== undefined) player.current?.seek(at);
  };
  return (
    <>
      <PartHead record={record} />
      {evidence !== null && (
        <EvidenceView key={record.summary.id} part={record.summary.id} evidence={evidence} />
      )}
      {recording !== null && (
        <RecordingPlayer
          ref={player}
          recording={recording}
          beginSeconds={firstProblemSeconds(timeline)}
          onTime={setSeconds}
        />
      )}
      <DeletedFiles deleted={record.summary.deleted} />
      <TimelineView
        timeline={timeline}
        seconds={recording === null ? null : seconds}
        chosen={chosen}
        onChoose={choose}
        onSeek={(at) => player.current?.seek(at)}
      />
      <Tabs
        label={text('history.views')}
        tabs={[
          { name: 'steps', label: text('history.steps'), icon: ListOrdered },
          { name: 'log', label: text('history.log'), icon: ScrollText },
        ]}
        open={tab}
        onOpen={setTab}
      >
        {tab === 'log' ? (
          <PartLog entries={record.log} />
        ) : timeline.steps.length === 0 ? (
          <EmptyState icon={ListOrdered} title={text('history.noSteps')} />
        ) : (
          <PartSteps timeline={timeline} windows={record.windows} chosen={chosen} onChoose={choose} />
        )}
      </Tabs>
    </>
  );
}

function PartHead({ record }: { readonly record: PartRecord }) {
  const text = useText();
  const formats = useFormats();
  const sourceTitle = useSourceTitle();
  const { summary } = record;
  const { id, number, verdict, abortReason, acknowledgement, identity, operator } = summary;
  const facts = [
    [text('history.recipe'), summary.recipe ?? text('history.noRecipe')],
    [text('history.duration'), formats.duration(summary.seconds)],
    [text('history.source'), sourceTitle(summary.source)],
    [text('history.model'), summary.model],
    ...identityFields.flatMap((field) => {
      const value = identity?.[field] ?? null;
      return value === null ? [] : [[text(`identity.${field}`), value] as const];
    }),
    ...(summary.code === null || summary.code === identity?.serial
      ? []
      : [[text('history.code'), summary.code] as const]),
    ...(operator === null ? [] : [[text('identity.operator'), operator] as const]),
  ] as const;
  return (
    <header className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-4">
        <h2 className="font-semibold text-2xl">{text('history.number', { number })}</h2>
        <OutcomeBadge outcome={verdict ?? 'aborted'} />
        <p className="figures ml-auto text-muted">{formats.dateTime(id)}</p>
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2 xl:grid-cols-4">
        {facts.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-muted text-sm">{name}</dt>
            <dd className="figures break-words font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      {abortReason !== null && (
        <p className="rounded-lg bg-raised px-4 py-3">
          {text('history.aborted', { reason: text(`common.abort.${abortReason}`) })}
        </p>
      )}
      {summary.interrupted && (
        <p className="flex items-center gap-3 rounded-lg bg-warn-soft px-4 py-3 font-medium text-warn">
          <Unplug aria-hidden className="size-5 shrink-0" />
          {text('history.interruptedSentence')}
        </p>
      )}
      {acknowledgement !== null && (
        <p className="flex items-start gap-3 rounded-lg bg-raised px-4 py-3">
          <CheckCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-muted" />
          <span>
            <span className="font-medium">
              {text('history.acknowledgedBy', {
                by: acknowledgement.by,
                when: formats.dateTime(acknowledgement.at),
              })}
            </span>
            <span className="block text-muted">{acknowledgement.reason}</span>
          </span>
        </p>
      )}
      {summary.override !== null && <Overridden part={summary} override={summary.override} />}
      {verdict === 'fail' && acknowledgement === null && summary.override === null && (
        <NotAcknowledged record={record} />
      )}
      <div className="flex flex-wrap gap-3">
        <OtherVerdict part={summary} />
        <JudgedOtherwise part={summary} />
        <KeepPart part={summary} />
      </div>
    </header>
  );
}

function Overridden({
  part,
  override: { verdict, by, reason, at },
}: {
  readonly part: PartSummary;
  readonly override: PartOverride;
}) {
  const text = useText();
  const formats = useFormats();
  const word = text(`common.verdict.${verdict}`);
  return (
    <p className="flex items-start gap-3 rounded-lg bg-raised px-4 py-3">
      <Gavel aria-hidden className="mt-0.5 size-5 shrink-0 text-muted" />
      <span>
        <span className="font-medium">
          {text('identity.personSaidAt', { verdict: word, by, when: formats.dateTime(at) })}
        </span>
        <span className="block text-muted">{reason}</span>
        <span className="block text-muted text-sm">
          {text('identity.stationSaid', { verdict: text(`common.verdict.${part.verdict ?? 'aborted'}`) })}
        </span>
      </span>
    </p>
  );
}

function OtherVerdict({ part }: { readonly part: PartSummary }) {
  const text = useText();
  const may = useIsAllowed('overridePart');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={Gavel} disabled={!may} onClick={() => setOpen(true)}>
        {text('identity.override')}
      </Button>
      {open && <OverrideDialog part={part} onClose={() => setOpen(false)} />}
    </>
  );
}

function NotAcknowledged({ record: { summary, steps } }: { readonly record: PartRecord }) {
  const text = useText();
  const may = useIsAllowed('acknowledgePart');
  const [open, setOpen] = useState(false);
  const { id, number } = summary;
  return (
    <div className="flex flex-wrap items-center gap-4 rounded-lg bg-fail-soft px-4 py-3">
      <p className="flex min-w-0 flex-1 items-center gap-3 font-medium text-fail">
        <BellRing aria-hidden className="size-5 shrink-0" />
        {text('history.notAcknowledged')}
      </p>
      <Button icon={CheckCheck} disabled={!may} onClick={() => setOpen(true)}>
        {text('acknowledge.confirm')}
      </Button>
      <AcknowledgeDialog open={open} onClose={() => setOpen(false)} part={{ id, known: { number, steps } }} />
    </div>
  );
}
