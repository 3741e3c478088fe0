import { FastForward, MonitorX, Pause, Play, Replace, RotateCcw, Video as VideoIcon } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import type { WatchedSource } from '../../../src-inference/contract/index.ts';
import {
  useChangePreferences,
  useCommand,
  useConnection,
  useIsAllowed,
  usePreferences,
  useSnapshot,
} from '../../hooks/index.ts';
import { usePreview, usePreviewWidth } from '../../preview/index.ts';
import { isEngineRunning, overlayModes } from '../../station/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, classNames, EmptyState, IconButton } from '../../ui/index.ts';
import { Panel } from '../panel.tsx';
import { SourceBadge } from '../source-badge.tsx';
import { Overlay } from './overlay.tsx';

const previewQuality = 80;

export function Video({
  onChoose,
  children,
}: {
  readonly onChoose: () => void;
  /** Over the picture. */
  readonly children: ReactNode;
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
      : { width, quality: previewQuality, annotation: overlay === 'burnedIn' ? 'live' : 'none' },
  );
  const still = source?.state === 'stalled' || source?.state === 'waiting';
  return (
    <Panel
      title={text('live.video.title')}
      className="min-h-0 flex-1"
      head={
        <>
          {source && <SourceName source={source} />}
          <OverlaySwitch />
          <Button icon={Replace} onClick={onChoose} disabled={!mayWatch} shortcut="s">
            {text('live.video.change')}
          </Button>
        </>
      }
    >
      <figure
        aria-label={text('live.video.canvas')}
        data-fps={statistics?.framesPerSecond.toFixed(1)}
        data-latency={statistics?.latencyMilliseconds.toFixed(1)}
        data-slow={statistics?.slowMilliseconds.toFixed(1)}
        className="relative min-h-0 flex-1 overflow-hidden bg-black"
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
        {source !== null && (still || !running) && (
          <p className="absolute inset-0 flex flex-col items-center justify-center gap-3 font-semibold text-2xl text-white">
            <MonitorX aria-hidden className="size-14 animate-breathe" strokeWidth={1.5} />
            {text(running ? `live.source.${source.state}` : 'live.video.noPicture')}
          </p>
        )}
        {overlay === 'screen' && source !== null && running && <Overlay />}
        {children}
      </figure>
      {source !== null && !source.live && <FileControls source={source} />}
    </Panel>
  );
}

function SourceName({ source }: { readonly source: WatchedSource }) {
  const connection = useConnection();
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2.5">
      {isEngineRunning(connection) && <SourceBadge state={source.state} />}
      <span className="truncate text-muted text-sm" title={source.text}>
        {shortName(source.text)}
      </span>
    </div>
  );
}

/** Keeps the end of a path, which says more than its beginning. */
function shortName(text: string): string {
  return text.replace(/^file:/, '').replace(/^\/(?:.*\/)?(?=[^/]*\/[^/]+$)/, '…/');
}

function OverlaySwitch() {
  const text = useText();
  const { overlay } = usePreferences();
  const change = useChangePreferences();
  return (
    <fieldset className="ml-auto flex shrink-0 overflow-hidden rounded-lg border border-line">
      <legend className="sr-only">{text('live.video.overlay')}</legend>
      {overlayModes.map((mode) => (
        <button
          key={mode}
          type="button"
          aria-pressed={overlay === mode}
          onClick={() => change({ overlay: mode })}
          className="min-h-11 px-3 text-muted text-sm hover:text-text aria-pressed:bg-accent-soft aria-pressed:font-semibold aria-pressed:text-accent"
        >
          {text(`live.video.overlayModes.${mode}`)}
        </button>
      ))}
    </fieldset>
  );
}

function FileControls({ source }: { readonly source: WatchedSource }) {
  const text = useText();
  const formats = useFormats();
  const pause = useCommand('pauseSource');
  const resume = useCommand('resumeSource');
  const watch = useCommand('openSource');
  const may = useIsAllowed('pauseSource');
  const length = source.info.durationSeconds;
  const share = length ? Math.min(1, source.seconds / length) : 0;
  const ended = source.state === 'ended';
  return (
    <div className="flex items-center gap-3 border-line border-t px-3 py-1">
      {ended ? (
        <IconButton
          icon={RotateCcw}
          name={text('live.video.restart')}
          disabled={!may || watch.busy}
          onClick={() => watch.send({ source: source.text })}
        />
      ) : source.state === 'paused' ? (
        <IconButton
          icon={Play}
          name={text('live.video.resume')}
          disabled={!may || resume.busy}
          onClick={() => resume.send(null)}
        />
      ) : (
        <IconButton
          icon={Pause}
          name={text('live.video.pause')}
          disabled={!may || pause.busy}
          onClick={() => pause.send(null)}
        />
      )}
      <div aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-full bg-line">
        <div className="h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
      </div>
      <span className="figures flex items-center gap-1.5 text-muted text-sm">
        {!source.text.includes('pace=realTime') && <FastForward aria-hidden className="size-4" />}
        {length === null
          ? formats.duration(source.seconds)
          : text('live.video.position', {
              at: formats.duration(source.seconds),
              of: formats.duration(length),
            })}
      </span>
    </div>
  );
}
