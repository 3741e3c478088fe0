import { FastForward, Maximize2, Minimize2, Pause, Play, Replace, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { WatchedSource } from '../../../src-inference/contract/index.ts';
import {
  useChangePreferences,
  useCommand,
  useConnection,
  useIsAllowed,
  usePreferences,
  useSnapshot,
} from '../../hooks/index.ts';
import { useSourceTitle } from '../../messages/index.ts';
import { isEngineRunning, overlayModes } from '../../station/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, IconButton, SourceBadge, useShortcut } from '../../ui/index.ts';
import { Panel } from '../panel.tsx';
import { Picture } from './picture.tsx';

/** @param plain For the operator: a picture that can be made larger, and nothing of how it is made. */
export function Video({
  onChoose,
  plain = false,
  small = false,
  children,
}: {
  readonly onChoose: () => void;
  readonly plain?: boolean;
  /** There is room for the name of the source and one small button. */
  readonly small?: boolean;
  /** Over the picture. */
  readonly children: ReactNode;
}) {
  const text = useText();
  const source = useSnapshot((snapshot) => snapshot.source);
  const mayWatch = useIsAllowed('openSource');
  return (
    <Panel
      title={text('live.video.title')}
      quiet
      head={
        <>
          {source && <SourceName source={source} />}
          {!small && (plain ? <SizeButton /> : <OverlaySwitch />)}
          {small ? (
            <IconButton
              icon={Replace}
              name={text('live.video.change')}
              onClick={onChoose}
              disabled={!mayWatch}
              className="ml-auto"
            />
          ) : (
            <Button icon={Replace} onClick={onChoose} disabled={!mayWatch} shortcut="s">
              <span className="sr-only 2xl:not-sr-only">{text('live.video.change')}</span>
            </Button>
          )}
        </>
      }
    >
      <Picture onChoose={onChoose} plain={plain} className="min-h-0 shrink">
        {children}
      </Picture>
      {source !== null && !source.live && <FileControls source={source} />}
    </Panel>
  );
}

function SourceName({ source }: { readonly source: WatchedSource }) {
  const connection = useConnection();
  const titleOf = useSourceTitle();
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2.5">
      {isEngineRunning(connection) && source.state !== 'playing' && <SourceBadge state={source.state} />}
      <span className="truncate text-muted text-sm" title={source.text}>
        {titleOf(source.text)}
      </span>
    </div>
  );
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
          className="min-h-11 px-2 text-muted text-sm hover:text-text aria-pressed:bg-accent-soft aria-pressed:font-semibold aria-pressed:text-accent 2xl:px-3"
        >
          {text(`live.video.overlayModes.${mode}`)}
        </button>
      ))}
    </fieldset>
  );
}

/** The video of the operator's view: an inset, or the larger half. */
function SizeButton() {
  const text = useText();
  const { largeVideo } = usePreferences();
  const change = useChangePreferences();
  const name = text(largeVideo ? 'live.video.smaller' : 'live.video.larger');
  const toggle = (): void => change({ largeVideo: !largeVideo });
  useShortcut('z', name, toggle);
  return (
    <IconButton icon={largeVideo ? Minimize2 : Maximize2} name={name} onClick={toggle} className="ml-auto" />
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
