import { BellRing, CheckCheck, ChevronRight, Gavel, Play } from 'lucide-react';
import { useState } from 'react';
import type { PartSummary } from '../../../src-inference/contract/index.ts';
import { openPage } from '../../app/index.ts';
import { useIsAllowed, useLabels } from '../../hooks/index.ts';
import { identityText } from '../../messages/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, ClipLoop, evidenceAddress, StepBadge } from '../../ui/index.ts';
import { AcknowledgePart } from './acknowledge-part.tsx';

/** More mistakes of one part are counted only. */
const mostMistakes = 4;

/** @param waits Nobody has acknowledged it. */
export function FailureCard({ part, waits }: { readonly part: PartSummary; readonly waits: boolean }) {
  const text = useText();
  const formats = useFormats();
  const { titleOf } = useLabels();
  const may = useIsAllowed('acknowledgePart');
  const [asking, setAsking] = useState(false);
  const { id, number, problems, acknowledgement, identity, override } = part;
  const more = problems.length - mostMistakes;
  return (
    <article
      aria-label={text('history.number', { number })}
      className="overflow-hidden rounded-xl border border-line bg-panel"
    >
      <button
        type="button"
        onClick={() => openPage('history', id)}
        className="figures flex min-h-14 w-full items-center gap-3 px-4 py-2 text-left hover:bg-raised"
      >
        <span className="min-w-0 flex-1">
          <span className="font-semibold text-lg">{text('history.number', { number })}</span>
          <span className="block text-muted text-sm">
            {[formats.dateTime(id), identity && identityText(identity)].filter(Boolean).join(' · ')}
          </span>
        </span>
        <ChevronRight aria-hidden className="size-5 shrink-0 text-muted" />
      </button>
      <Mistake part={part} />
      <ul className="flex flex-col gap-2 px-4 py-3">
        {problems.slice(0, mostMistakes).map(({ index, label, status }) => (
          <li key={`${index} ${label} ${status}`} className="flex items-center gap-3">
            <StepBadge status={status} />
            <span className="min-w-0 flex-1">
              {index !== null && <span className="figures mr-2 text-muted">{index}</span>}
              {titleOf(label)}
            </span>
          </li>
        ))}
        {more > 0 && <li className="text-muted">{text('live.band.more', { count: more })}</li>}
      </ul>
      {override !== null && (
        <p className="flex items-start gap-3 border-line border-t px-4 py-3 text-muted">
          <Gavel aria-hidden className="mt-0.5 size-5 shrink-0" />
          {text('identity.personSaid', {
            verdict: text(`common.verdict.${override.verdict}`),
            by: override.by,
            reason: override.reason,
          })}
        </p>
      )}
      {acknowledgement !== null && (
        <p className="flex items-start gap-3 border-line border-t px-4 py-3 text-muted">
          <CheckCheck aria-hidden className="mt-0.5 size-5 shrink-0" />
          {text('live.band.acknowledgedBy', { by: acknowledgement.by, reason: acknowledgement.reason })}
        </p>
      )}
      {waits && (
        <div className="border-line border-t p-3">
          <Button
            large
            icon={BellRing}
            disabled={!may}
            onClick={() => setAsking(true)}
            className="w-full border-fail"
          >
            {text('acknowledge.confirm')}
          </Button>
          {asking && <AcknowledgePart id={id} onClose={() => setAsking(false)} />}
        </div>
      )}
    </article>
  );
}

/** The picture of the window that decided; pressed, the seconds around it. */
function Mistake({ part: { evidence } }: { readonly part: PartSummary }) {
  const text = useText();
  const [playing, setPlaying] = useState(false);
  const clip = evidence?.clips[0] ?? null;
  const picture = evidence?.pictures[0] ?? null;
  if (clip !== null && playing) {
    return <ClipLoop name={clip.name} controls label={text('history.evidence.clip')} className="w-full" />;
  }
  if (clip === null && picture === null) return null;
  return (
    <div className="relative">
      {picture !== null && (
        <img
          src={evidenceAddress(picture.name)}
          alt={text('history.evidence.picture')}
          loading="lazy"
          className="aspect-video w-full bg-black object-contain"
        />
      )}
      {clip !== null && (
        <Button
          variant={picture === null ? 'normal' : 'onSolid'}
          icon={Play}
          onClick={() => setPlaying(true)}
          className={picture === null ? 'mx-4 mt-3' : 'absolute right-3 bottom-3 shadow-float'}
        >
          {text('live.replay.play')}
        </Button>
      )}
    </div>
  );
}
