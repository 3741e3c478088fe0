// All labels of the recording as a list: for the keyboard and screen readers, and to go through the drafts, the least sure
// first. Only the rows that are seen are there.
import { useVirtualizer } from '@tanstack/react-virtual';
import { ListVideo } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useFormats, useText } from '../../text/index.tsx';
import { ColorDot, classNames, EmptyState } from '../../ui/index.ts';
import { type LabelSessionHandle, segmentsOf } from '../editing/label-session.ts';
import { draftsOf, type Segment } from '../editing/segments.ts';
import type { LabelNames } from '../label-names.ts';
import { secondsText } from './video-stage.tsx';

const rowRem = 2.75;

export function SegmentList({
  session,
  names,
  onChoose,
}: {
  readonly session: LabelSessionHandle;
  readonly names: LabelNames;
  readonly onChoose: (segment: Segment) => void;
}) {
  const text = useText();
  const segments = useStore(session.store, segmentsOf);
  const selected = useStore(session.store, ({ editor }) => editor.history.present.selected);
  const [wanted, setWanted] = useState<'all' | 'drafts'>('all');
  const drafts = useMemo(() => draftsOf(segments), [segments]);
  const shown = drafts.length > 0 && wanted === 'drafts' ? drafts : segments;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowRem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    overscan: 8,
    getItemKey: (place) => shown[place]!.id,
  });
  const place = shown.findIndex(({ id }) => id === selected);
  useEffect(() => {
    if (place >= 0) rows.scrollToIndex(place, { align: 'auto' });
  }, [place, rows]);
  return (
    <section
      aria-label={text('teach.editor.list')}
      className="flex min-h-52 flex-1 flex-col rounded-xl border border-line max-lg:h-80 max-lg:flex-none"
    >
      <header className="flex min-h-11 items-center gap-1 border-line border-b px-1.5">
        {(drafts.length > 0 ? (['all', 'drafts'] as const) : (['all'] as const)).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === 'drafts' ? shown === drafts : shown === segments}
            onClick={() => setWanted(one)}
            className="min-h-9 rounded-md px-3 text-muted text-sm hover:text-text disabled:opacity-60 aria-pressed:bg-accent-soft aria-pressed:font-semibold aria-pressed:text-accent"
          >
            {one === 'all'
              ? text('teach.editor.all', { count: segments.length })
              : text('teach.editor.drafts', { count: drafts.length })}
          </button>
        ))}
      </header>
      {shown.length === 0 ? (
        <EmptyState
          icon={ListVideo}
          title={text('teach.editor.empty')}
          description={text('teach.editor.emptyHint')}
        />
      ) : (
        <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto p-1">
          <ul className="relative" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map((row) => {
              const segment = shown[row.index]!;
              return (
                <li
                  key={row.key}
                  aria-setsize={shown.length}
                  aria-posinset={row.index + 1}
                  className="absolute inset-x-0"
                  style={{ height: row.size, transform: `translateY(${row.start}px)` }}
                >
                  <Row
                    segment={segment}
                    names={names}
                    isSelected={segment.id === selected}
                    onChoose={() => onChoose(segment)}
                  />
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </section>
  );
}

function Row({
  segment: { label, startSeconds, endSeconds, confidence },
  names,
  isSelected,
  onChoose,
}: {
  readonly segment: Segment;
  readonly names: LabelNames;
  readonly isSelected: boolean;
  readonly onChoose: () => void;
}) {
  const text = useText();
  const formats = useFormats();
  return (
    <button
      type="button"
      aria-pressed={isSelected}
      onClick={onChoose}
      className="flex h-full w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-raised aria-pressed:bg-accent-soft"
    >
      <ColorDot color={names.colorOf(label)} />
      <span className={classNames('min-w-0 flex-1 truncate', confidence !== null && 'italic')}>
        {names.titleOf(label)}
      </span>
      {confidence !== null && (
        <span
          title={text('teach.editor.draftHint')}
          className={classNames(
            'figures shrink-0 rounded px-1.5 font-semibold text-xs',
            confidence < 0.6 ? 'bg-warn-soft text-warn' : 'bg-raised text-muted',
          )}
        >
          <span aria-hidden>{formats.percent(confidence)}</span>
          <span className="sr-only">
            {text('teach.editor.draft', { confidence: formats.percent(confidence) })}
          </span>
        </span>
      )}
      <span className="figures shrink-0 text-muted">
        {secondsText(startSeconds)}
        <span className="sr-only"> – {secondsText(endSeconds)}</span>
      </span>
      <span aria-hidden className="figures w-12 shrink-0 text-right text-faint">
        {formats.number(endSeconds - startSeconds, 1)} s
      </span>
    </button>
  );
}
