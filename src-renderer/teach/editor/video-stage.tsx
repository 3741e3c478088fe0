// The video of a recording, and below it its controls.
import { ChevronFirst, ChevronLast, Pause, Play, StepBack, StepForward, VideoOff } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useText } from '../../text/index.tsx';
import { Button, classNames, IconButton } from '../../ui/index.ts';
import type { EditorCommand } from '../editing/editor-keys.ts';
import type { FrameClock } from '../editing/frame-clock.ts';
import { clockText } from '../editing/time-view.ts';
import { type PlayheadStore, rates } from './playhead.ts';
import { openVideoPlayer, type VideoPlayer } from './video-player.ts';

export function VideoStage({
  file,
  beginSeconds,
  clock,
  playhead,
  player,
}: {
  /** Name of its file. */
  readonly file: string;
  readonly beginSeconds: number;
  readonly clock: FrameClock;
  readonly playhead: PlayheadStore;
  readonly player: RefObject<VideoPlayer | null>;
}) {
  const text = useText();
  const video = useRef<HTMLVideoElement>(null);
  const first = useRef({ clock, beginSeconds });
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const { clock: firstClock, beginSeconds: begin } = first.current;
    const opened = openVideoPlayer(video.current!, playhead, firstClock, begin);
    player.current = opened;
    return () => {
      player.current = null;
      opened.close();
    };
  }, [playhead, player]);
  useEffect(() => player.current?.setClock(clock), [clock, player]);
  return (
    <div className="relative flex min-h-0 flex-1 items-center max-lg:aspect-video max-lg:flex-none justify-center overflow-hidden rounded-xl bg-black">
      <video
        ref={video}
        src={`/teach/${encodeURIComponent(file)}`}
        muted
        playsInline
        preload="auto"
        tabIndex={-1}
        aria-label={text('teach.editor.video')}
        className={classNames('h-full w-full object-contain', failed && 'hidden')}
        onClick={() => player.current?.toggle()}
        onError={() => setFailed(true)}
      />
      {failed && (
        <div role="alert" className="flex max-w-prose flex-col items-center gap-3 p-8 text-center text-white">
          <VideoOff aria-hidden className="size-12" strokeWidth={1.5} />
          <p className="font-semibold text-xl">{text('teach.editor.videoFailed')}</p>
          <p className="text-white/80">{text('teach.editor.videoFailedHint')}</p>
        </div>
      )}
    </div>
  );
}

export function VideoControls({
  playhead,
  clock,
  onCommand,
  onRate,
}: {
  readonly playhead: PlayheadStore;
  readonly clock: FrameClock;
  readonly onCommand: (command: EditorCommand) => void;
  readonly onRate: (rate: number) => void;
}) {
  const text = useText();
  const isPlaying = useStore(playhead, (now) => now.isPlaying);
  const rate = useStore(playhead, (now) => now.rate);
  const name = (command: EditorCommand): string => text(`teach.keys.${command}`);
  return (
    <div className="flex flex-wrap items-center gap-1">
      <IconButton
        icon={ChevronFirst}
        name={name('segmentBefore')}
        onClick={() => onCommand('segmentBefore')}
      />
      <IconButton icon={StepBack} name={name('frameBack')} onClick={() => onCommand('frameBack')} />
      <Button
        icon={isPlaying ? Pause : Play}
        aria-label={text(isPlaying ? 'teach.editor.pause' : 'teach.editor.play')}
        className="px-6"
        onClick={() => onCommand('play')}
      />
      <IconButton icon={StepForward} name={name('frameForward')} onClick={() => onCommand('frameForward')} />
      <IconButton icon={ChevronLast} name={name('segmentAfter')} onClick={() => onCommand('segmentAfter')} />
      <Position playhead={playhead} clock={clock} />
      <fieldset className="ml-auto flex overflow-hidden rounded-lg border border-line">
        <legend className="sr-only">{text('teach.editor.speed')}</legend>
        {rates.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={rate === one}
            onClick={() => onRate(one)}
            className="figures min-h-11 min-w-12 px-2 text-muted text-sm hover:text-text aria-pressed:bg-accent-soft aria-pressed:font-semibold aria-pressed:text-accent"
          >
            {one}×
          </button>
        ))}
      </fieldset>
    </div>
  );
}

/** Alone, because it changes with every frame. */
function Position({ playhead, clock }: { readonly playhead: PlayheadStore; readonly clock: FrameClock }) {
  const seconds = useStore(playhead, (now) => now.seconds);
  return (
    <p className="figures px-3 font-semibold text-lg">
      {secondsText(seconds)}
      <span className="font-normal text-base text-muted"> / {secondsText(clock.durationSeconds)}</span>
    </p>
  );
}

/** `1:05.27`: a frame has another text than the next. */
export function secondsText(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  return `${clockText(Math.floor(hundredths / 100))}.${String(hundredths % 100).padStart(2, '0')}`;
}
