import { useVirtualizer } from '@tanstack/react-virtual';
import {
  CalendarSearch,
  CheckCheck,
  Film,
  Gavel,
  PackageOpen,
  Pin,
  TvMinimalPlay,
  Unplug,
} from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { PartSummary } from '../../src-inference/contract/index.ts';
import { type InfiniteParts, useLabels } from '../hooks/index.ts';
import { identityText } from '../messages/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { Button, classNames, EmptyState, ErrorNotice, OutcomeBadge } from '../ui/index.ts';
import { type HistoryFilter, isFiltered } from './part-filter.ts';

const rowPixels = 84;
/** The next page is loaded when only so many rows are left below. */
const aheadRows = 20;

export function PartList({
  list,
  filter,
  open,
  onOpen,
  onWiden,
}: {
  readonly list: InfiniteParts;
  readonly filter: HistoryFilter;
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
  /** Removes all conditions. */
  readonly onWiden: () => void;
}) {
  const text = useText();
  const { data: parts = [], hasNextPage, isFetching, fetchNextPage } = list;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: parts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 8,
    getItemKey: (index) => parts[index]?.id ?? index,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const failed = list.isError;
  useEffect(() => {
    if (hasNextPage && !isFetching && !failed && last >= parts.length - aheadRows) void fetchNextPage();
  }, [hasNextPage, isFetching, failed, last, parts.length, fetchNextPage]);

  if (list.isError && parts.length === 0) {
    return (
      <div className="p-4">
        <ErrorNotice error={list.error}>
          <Button onClick={() => void list.refetch()}>{text('common.retry')}</Button>
        </ErrorNotice>
      </div>
    );
  }
  if (list.isPending) {
    return (
      <p role="status" className="p-8 text-center text-muted">
        {text('common.loading')}
      </p>
    );
  }
  if (parts.length === 0) {
    const filtered = isFiltered(filter);
    return filtered || filter.span !== 'all' ? (
      <EmptyState
        icon={CalendarSearch}
        title={text(filtered ? 'history.noneFound' : 'history.noneInDays')}
        description={text('history.noneFoundHint')}
      >
        <Button onClick={onWiden}>{text('history.showAll')}</Button>
      </EmptyState>
    ) : (
      <EmptyState icon={PackageOpen} title={text('history.empty')} description={text('history.emptyHint')} />
    );
  }
  return (
    <div ref={scroller} className="h-full overflow-y-auto">
      <ul aria-label={text('history.parts')} className="relative" style={{ height: rows.getTotalSize() }}>
        {shown.map(({ index, key, start }) => (
          <li
            key={key}
            className="absolute inset-x-0 top-0"
            style={{ height: rowPixels, transform: `translateY(${start}px)` }}
          >
            <PartRow part={parts[index]!} isOpen={parts[index]!.id === open} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      {list.isError && (
        <div className="p-4">
          <ErrorNotice error={list.error}>
            <Button onClick={() => void fetchNextPage()}>{text('common.retry')}</Button>
          </ErrorNotice>
        </div>
      )}
      {hasNextPage && !list.isError && (
        <p className="p-4 text-center text-muted text-sm">{text('common.loading')}</p>
      )}
    </div>
  );
}

function PartRow({
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
  const { id, number, verdict, recipe, seconds, problems } = part;
  const what = part.identity === null ? [] : [identityText(part.identity)];
  const problemLabels = problems.map(
    ({ label, status }) => `${labels.titleOf(label)} ${text(`common.step.${status}`)}`,
  );
  return (
    <button
      type="button"
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => onOpen(id)}
      className={classNames(
        'figures flex size-full flex-col justify-center gap-1.5 border-line border-b border-l-4 px-4 text-left',
        isOpen ? 'border-l-accent bg-accent-soft' : 'border-l-transparent hover:bg-raised',
      )}
    >
      <span className="flex w-full items-center gap-3">
        <OutcomeBadge outcome={verdict ?? 'aborted'} />
        {part.override && (
          <span className="flex items-center gap-1.5" title={text('identity.override')}>
            <Gavel aria-label={text('identity.override')} className="size-4 text-muted" />
            <OutcomeBadge outcome={part.override.verdict} />
          </span>
        )}
        <span className="shrink-0 font-semibold">{text('history.number', { number })}</span>

        <span className="ml-auto flex items-center gap-2 text-muted text-sm">
          {part.kept && <Pin className="size-4" aria-label={text('history.evidence.kept')} />}
          {part.evidence && <TvMinimalPlay className="size-4" aria-label={text('history.evidence.has')} />}
          {part.recording && <Film className="size-4" aria-label={text('history.hasRecording')} />}
          {part.interrupted && (
            <Unplug className="size-4 text-warn" aria-label={text('history.interrupted')} />
          )}
          {part.acknowledgement && (
            <CheckCheck className="size-4" aria-label={text('history.acknowledged')} />
          )}
          <span>{formats.clock(id)}</span>
        </span>
      </span>
      <span className="flex w-full gap-3 text-muted text-sm">
        <span className="min-w-0 flex-1 truncate">
          {[
            ...what,
            ...(problemLabels.length > 0 ? problemLabels : [recipe ?? text('history.noRecipe')]),
          ].join(' · ')}
        </span>
        <span>{formats.duration(seconds)}</span>
      </span>
    </button>
  );
}
