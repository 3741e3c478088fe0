import { useRef } from 'react';
import type { WatchedSource as Source } from '../../src-inference/contract/index.ts';
import { useConnection, useSnapshot } from '../hooks/index.ts';
import { usePreview } from '../preview/index.ts';
import { isEngineRunning } from '../station/index.ts';
import { useText } from '../text/index.tsx';
import { ErrorNotice, SourceBadge } from '../ui/index.ts';
import { useSourceTitle } from './source-title.ts';

const preview = { width: 640, quality: 75, annotation: 'none' } as const;

/** What the station watches now: its picture, its state, and what to do when no picture comes. */
export function WatchedSource() {
  const source = useSnapshot((snapshot) => snapshot.source);
  return source && <Watched source={source} />;
}

function Watched({ source }: { readonly source: Source }) {
  const text = useText();
  const title = useSourceTitle(source.text);
  const place = useRef<HTMLDivElement>(null);
  const isRunning = isEngineRunning(useConnection());
  const statistics = usePreview(place, isRunning ? preview : null);
  return (
    <section
      aria-label={text('firstStart.source.now')}
      className="flex flex-col gap-4 rounded-xl border border-line bg-panel p-4 sm:flex-row sm:items-center"
    >
      <figure
        aria-label={text('live.video.canvas')}
        data-fps={statistics?.framesPerSecond.toFixed(1)}
        className="aspect-video w-full shrink-0 overflow-hidden rounded-lg bg-black sm:w-64"
      >
        <div ref={place} className="size-full" />
      </figure>
      <div role="status" className="flex min-w-0 flex-col items-start gap-2">
        <p className="text-muted">{text('firstStart.source.now')}</p>
        <p className="break-all font-semibold">{title}</p>
        <SourceBadge state={source.state} />
        {source.error === null && (source.state === 'waiting' || source.state === 'stalled') && (
          <p className="max-w-prose text-muted">{text('firstStart.source.waiting')}</p>
        )}
      </div>
      {source.error && <ErrorNotice error={source.error} />}
    </section>
  );
}
