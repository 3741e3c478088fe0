// The rows of the log; only the visible ones are in the page. The list follows its end until somebody scrolls up, and
// loads older lines near the top.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { useStation } from '../../hooks/index.ts';
import type { LogLine } from '../../messages/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { classNames, toneText } from '../../ui/index.ts';
import { lineIcon } from './line-icon.ts';

export interface LogRowsHandle {
  toNewest(): void;
}

const rowPixels = 36;
/** More rows than are ever visible. A row that scrolls out is reused for one that scrolls in. */
const rowPool = 128;
/** A distance to the end that still counts as the end. */
const nearPixels = 24;

export function LogRows({
  lines,
  onUnseen,
  ref,
}: {
  readonly lines: readonly LogLine[];
  /** Called with the number of lines that came since the person left the end; null: the list follows its end. */
  readonly onUnseen: (count: number | null) => void;
  readonly ref: Ref<LogRowsHandle>;
}) {
  const text = useText();
  const station = useStation();
  const box = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  /** Number of lines when the person left the end. */
  const seen = useRef(0);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPixels,
    overscan: 8,
  });

  useScrollAnchor(box, lines, following);

  useEffect(() => {
    onUnseen(following.current ? null : Math.max(0, lines.length - seen.current));
  }, [lines, onUnseen]);

  useImperativeHandle(ref, () => ({
    toNewest() {
      following.current = true;
      onUnseen(null);
      box.current?.scrollTo({ top: box.current.scrollHeight });
    },
  }));

  const scrolled = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = box.current!;
    const atEnd = scrollHeight - scrollTop - clientHeight < nearPixels;
    if (atEnd !== following.current) {
      following.current = atEnd;
      seen.current = lines.length;
      onUnseen(atEnd ? null : 0);
    }
    // When this fails, the next scroll tries again.
    if (scrollTop < 10 * rowPixels && !atEnd) station.loadOlderLog().catch(() => {});
  };

  return (
    <div
      ref={box}
      onScroll={scrolled}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label={text('live.log.title')}
      // Whole rows only: half a line at the edge is no line.
      className="absolute inset-x-0 top-0 h-[round(down,100%,36px)] overflow-y-auto"
    >
      <ol className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => (
          <li
            key={index % rowPool}
            className="absolute inset-x-0 flex items-center gap-3 px-4"
            style={{ height: rowPixels, transform: `translateY(${start}px)` }}
          >
            <Line line={lines[index]!} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Line({ line }: { readonly line: LogLine }) {
  const formats = useFormats();
  const Icon = lineIcon(line);
  return (
    <>
      <time dateTime={line.at} className="figures w-18 shrink-0 text-faint text-sm">
        {formats.clock(line.at)}
      </time>
      <Icon
        aria-hidden
        className={classNames('size-5 shrink-0', line.problem ? toneText[line.tone] : 'text-faint')}
      />
      <span className="figures w-6 shrink-0 text-right text-faint text-sm">{line.index}</span>
      <span
        className={classNames(
          // What happened has its words first; the rest of the row is for the reason.
          'max-w-[70%] shrink-0 truncate',
          line.kind === 'station' ? 'text-muted' : 'font-medium',
        )}
        title={line.what}
      >
        {line.what}
      </span>
      <span
        className={classNames(
          'min-w-0 flex-1 truncate text-sm',
          line.problem ? toneText[line.tone] : 'text-muted',
        )}
        title={line.remark}
      >
        {line.remark}
      </span>
      {line.probability !== null && (
        <span className="figures shrink-0 text-muted text-sm">{formats.percent(line.probability)}</span>
      )}
    </>
  );
}

/** While the list follows its end, the end stays visible. Otherwise the visible lines stay, also when older ones are added. */
function useScrollAnchor(
  box: { readonly current: HTMLDivElement | null },
  lines: readonly LogLine[],
  following: { readonly current: boolean },
): void {
  const first = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const before = first.current;
    first.current = lines[0]?.key;
    if (box.current === null) return;
    if (following.current) {
      box.current.scrollTop = box.current.scrollHeight;
      return;
    }
    if (before === undefined || before === first.current) return;
    const added = lines.findIndex(({ key }) => key === before);
    if (added > 0) box.current.scrollTop += added * rowPixels;
  }, [box, lines, following]);
}
