// The picture of the source, and what is told instead of it when none comes.
import { MonitorX, Video as VideoIcon } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import type { WatchedSource } from '../../../src-inference/contract/index.ts';
import { useConnection, useIsAllowed, usePreferences, useSnapshot } from '../../hooks/index.ts';
import { usePreview, usePreviewWidth } from '../../preview/index.ts';
import { isEngineRunning } from '../../station/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, classNames, EmptyState } from '../../ui/index.ts';
import { Overlay } from './overlay.tsx';
import { SourceWaiting } from './source-waiting.tsx';

const previewQuality = 80;

export function Picture({
  onChoose,
  plain = false,
  className,
  children,
}: {
  readonly onChoose: () => void;
  /** Without what the station sees in it. */
  readonly plain?: boolean;
  readonly className: string;
  /** Over the picture. */
  readonly children?: ReactNode;
}) {
  const text = useText();
  const source = useSnapshot((snapshot) => snapshot.source);
  const connection = useConnection();
  const { overlay } = usePreferences();
  const running = isEngineRunning(connection);
  const mayWatch = useIsAllowed('openSource');
  const place = useRef<HTMLDivElement>(null);
  const width = usePreviewWidth(place);
  const statistics = usePreview(
    place,
    width === null || source === null || !running
      ? null
      : { width, quality: previewQuality, annotation: overlay === 'burnedIn' && !plain ? 'live' : 'none' },
    source?.text ?? null,
  );
  const still = source?.state === 'stalled' || source?.state === 'waiting';
  // Where no picture comes, nothing is being done.
  const isSeen = running && source !== null && !still && source.state !== 'ended';
  return (
    <figure
      aria-label={text('live.video.canvas')}
      data-fps={statistics?.framesPerSecond.toFixed(1)}
      data-latency={statistics?.latencyMilliseconds.toFixed(1)}
      data-slow={statistics?.slowMilliseconds.toFixed(1)}
      className={classNames('relative overflow-hidden bg-black', className)}
      style={{ aspectRatio: aspectOf(source) }}
    >
      <div
        ref={place}
        className={classNames('absolute inset-0', (still || !running || source === null) && 'opacity-30')}
      />
      {source === null && (
        <div className="absolute inset-0 bg-panel">
          <EmptyState
            icon={VideoIcon}
            title={text('live.band.noSource.word')}
            description={text('live.band.noSource.sentence')}
          >
            <Button variant="primary" large onClick={onChoose} disabled={!mayWatch}>
              {text('live.band.chooseSource')}
            </Button>
          </EmptyState>
        </div>
      )}
      {source !== null && running && still && <SourceWaiting source={source} />}
      {source !== null && !running && (
        <p className="absolute inset-0 flex flex-col items-center justify-center gap-3 font-semibold text-2xl text-white">
          <MonitorX aria-hidden className="size-14 animate-breathe" strokeWidth={1.5} />
          {text('live.video.noPicture')}
        </p>
      )}
      {overlay === 'screen' && !plain && isSeen && <Overlay />}
      {children}
    </figure>
  );
}

/** As wide as the picture is: no black bars beside it. Its size is not known before the first picture. */
function aspectOf(source: WatchedSource | null): string {
  const { width, height } = source?.info ?? { width: 0, height: 0 };
  return width > 0 && height > 0 ? `${width} / ${height}` : '16 / 9';
}
