import { useVirtualizer } from '@tanstack/react-virtual';
import { CalendarSearch, PackageOpen } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { InfiniteParts } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, EmptyState, ErrorNotice } from '../ui/index.ts';
import { type HistoryFilter, isFiltered } from './part-filter.ts';
import { PartColumns, PartRow } from './part-row.tsx';

const rowPixels = 92;
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
    <div ref={scroller} className="@container h-full overflow-y-auto">
      <PartColumns />
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
