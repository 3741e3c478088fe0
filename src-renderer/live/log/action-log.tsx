import { ArrowDownToLine, ScrollText, Search, SearchX } from 'lucide-react';
import { useDeferredValue, useRef, useState } from 'react';
import { useLog } from '../../hooks/index.ts';
import { type LineKind, lineKinds } from '../../messages/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, EmptyState, useShortcut } from '../../ui/index.ts';
import { Panel } from '../panel.tsx';
import { LogRows, type LogRowsHandle } from './log-rows.tsx';
import { useLogLines } from './use-log-lines.ts';

export function ActionLog({ className }: { readonly className: string }) {
  const text = useText();
  const [kind, setKind] = useState<LineKind>('all');
  const [words, setWords] = useState('');
  const [unseen, setUnseen] = useState<number | null>(null);
  const lines = useLogLines({ kind, words: useDeferredValue(words) });
  const { entries } = useLog();
  const search = useRef<HTMLInputElement>(null);
  const rows = useRef<LogRowsHandle>(null);
  useShortcut('/', text('live.log.filter'), () => search.current?.focus());
  useShortcut('End', text('live.log.newest'), () => rows.current?.toNewest());
  return (
    <Panel
      title={text('live.log.title')}
      className={className}
      head={
        <>
          <fieldset className="flex shrink-0 overflow-hidden rounded-lg border border-line">
            <legend className="sr-only">{text('live.log.kind')}</legend>
            {lineKinds.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={kind === one}
                onClick={() => setKind(one)}
                className="min-h-11 px-3 text-muted text-sm hover:text-text aria-pressed:bg-accent-soft aria-pressed:font-semibold aria-pressed:text-accent"
              >
                {text(`live.log.kinds.${one}`)}
              </button>
            ))}
          </fieldset>
          <label className="relative min-w-0 max-w-72 flex-1">
            <span className="sr-only">{text('live.log.filter')}</span>
            <Search
              aria-hidden
              className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-3 size-4 text-faint"
            />
            <input
              ref={search}
              type="search"
              value={words}
              onChange={(event) => setWords(event.target.value)}
              onKeyDown={(event) => event.key === 'Escape' && search.current?.blur()}
              placeholder={text('live.log.filter')}
              className="min-h-11 w-full rounded-lg border border-line bg-field pr-2 pl-9 text-sm placeholder:text-faint"
            />
          </label>
          <span className="figures ml-auto hidden pr-2.5 text-faint text-sm 2xl:inline">
            {text('live.log.lines', { count: lines.length })}
          </span>
        </>
      }
    >
      <div className="relative min-h-0 flex-1">
        {lines.length === 0 ? (
          entries.length === 0 ? (
            <EmptyState icon={ScrollText} title={text('live.log.empty')} />
          ) : (
            <EmptyState icon={SearchX} title={text('live.log.noMatch')} />
          )
        ) : (
          <LogRows ref={rows} lines={lines} onUnseen={setUnseen} />
        )}
        {unseen !== null && lines.length > 0 && (
          <Button
            variant="primary"
            icon={ArrowDownToLine}
            onClick={() => rows.current?.toNewest()}
            className="-translate-x-1/2 absolute bottom-3 left-1/2 shadow-float"
          >
            {unseen === 0 ? text('live.log.newest') : text('live.log.newestCount', { count: unseen })}
          </Button>
        )}
      </div>
    </Panel>
  );
}
