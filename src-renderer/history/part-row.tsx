// A row of the list of parts. Where the list is wide it has columns, with a head; elsewhere the same stands in lines.
import { CheckCheck, Film, Gavel, Pin, TvMinimalPlay, Unplug } from 'lucide-react';
import { localDay, type PartSummary } from '../../src-inference/contract/index.ts';
import { useLabels } from '../hooks/index.ts';
import { identityText } from '../messages/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { classNames, OutcomeBadge } from '../ui/index.ts';

const columns = '@3xl:grid-cols-[15.5rem_minmax(0,1.3fr)_minmax(0,1.2fr)_minmax(0,1.2fr)_11rem]';
/** A column of the wide list; in the narrow one the names stand in one line, with dots between them. */
const name =
  "@max-3xl:[:not(:empty)+&]:before:content-['_·_'] @max-3xl:empty:hidden @3xl:min-w-0 @3xl:truncate";

export function PartColumns() {
  const text = useText();
  const heads = [
    text('history.part'),
    text('identity.serial'),
    text('history.recipe'),
    text('identity.operator'),
  ];
  return (
    <div
      aria-hidden
      className={classNames(
        'sticky top-0 z-10 hidden gap-x-4 border-line border-b bg-ground py-2 pr-4 pl-5 text-muted text-sm @3xl:grid',
        columns,
      )}
    >
      {heads.map((head) => (
        <span key={head} className="truncate">
          {head}
        </span>
      ))}
    </div>
  );
}

export function PartRow({
  part,
  isOpen,
  onOpen,
}: {
  readonly part: PartSummary;
  readonly isOpen: boolean;
  readonly onOpen: (id: string) => void;
}) {
  const text = useText();
  const formats = useFormats();
  const labels = useLabels();
  const { id, number, verdict, seconds, problems } = part;
  const isToday = localDay(new Date(id)) === localDay(new Date());
  const mistakes = problems
    .map(({ label, status }) => `${labels.titleOf(label)} ${text(`common.step.${status}`)}`)
    .join(' · ');
  return (
    <button
      type="button"
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => onOpen(id)}
      className={classNames(
        'figures grid size-full grid-cols-[minmax(0,1fr)_auto] content-center gap-x-4 gap-y-1 border-line border-b border-l-4 px-4 text-left text-muted text-sm',
        columns,
        isOpen ? 'border-l-accent bg-accent-soft' : 'border-l-transparent hover:bg-raised',
      )}
    >
      <span className="flex min-w-0 items-center gap-3 @max-3xl:col-start-1 @max-3xl:row-start-1">
        <OutcomeBadge outcome={verdict ?? 'aborted'} />
        {part.override && (
          <span className="flex items-center gap-1.5" title={text('identity.override')}>
            <Gavel aria-label={text('identity.override')} className="size-4" />
            <OutcomeBadge outcome={part.override.verdict} />
          </span>
        )}
        <span className="shrink-0 font-semibold text-base text-text">
          {text('history.number', { number })}
        </span>
      </span>
      <span className="flex items-center justify-end gap-2 @max-3xl:col-start-2 @max-3xl:row-start-1 @max-3xl:justify-self-end @3xl:col-start-4 @3xl:row-start-2">
        <Marks part={part} />
      </span>
      <span className="min-w-0 truncate @max-3xl:col-start-1 @max-3xl:row-start-2 @3xl:contents">
        <span className={name}>{part.identity === null ? part.code : identityText(part.identity)}</span>
        <span className={name}>{part.recipe ?? text('history.noRecipe')}</span>
        <span className={name}>{part.operator}</span>
      </span>
      <span className="whitespace-nowrap text-right @max-3xl:col-start-2 @max-3xl:row-start-2 @3xl:col-start-5 @3xl:row-start-1">
        {isToday ? formats.clock(id) : formats.dateTime(id)}
      </span>
      <span className="min-w-0 truncate text-text @max-3xl:col-start-1 @max-3xl:row-start-3 @3xl:col-span-3 @3xl:row-start-2">
        {mistakes}
      </span>
      <span className="text-right @max-3xl:col-start-2 @max-3xl:row-start-3 @3xl:col-start-5 @3xl:row-start-2">
        {formats.duration(seconds)}
      </span>
    </button>
  );
}

function Marks({ part }: { readonly part: PartSummary }) {
  const text = useText();
  return (
    <>
      {part.kept && <Pin className="size-4" aria-label={text('history.evidence.kept')} />}
      {part.evidence && <TvMinimalPlay className="size-4" aria-label={text('history.evidence.has')} />}
      {part.recording && <Film className="size-4" aria-label={text('history.hasRecording')} />}
      {part.interrupted && <Unplug className="size-4 text-warn" aria-label={text('history.interrupted')} />}
      {part.acknowledgement && <CheckCheck className="size-4" aria-label={text('history.acknowledged')} />}
    </>
  );
}
