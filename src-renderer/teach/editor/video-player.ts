// Drives a video element by presentation times: shows the frame that is asked for, and tells which one is shown.
import type { FrameClock } from '../editing/frame-clock.ts';
import type { PlayheadStore } from './playhead.ts';

/** Where the first frame begins later than this in its file, times are counted from there; less is rounding. */
const leastOffsetSeconds = 0.002;

export interface VideoPlayer {
  /** Shows the frame of this time. */
  seek(seconds: number): void;
  /** Plays a stretch and stops at its end. */
  playStretch(fromSeconds: number, toSeconds: number): void;
  toggle(): void;
  pause(): void;
  setRate(rate: number): void;
  setClock(clock: FrameClock): void;
  close(): void;
}

/** @param beginSeconds Goes there as soon as the video shows something. */
export function openVideoPlayer(
  video: HTMLVideoElement,
  playhead: PlayheadStore,
  firstClock: FrameClock,
  beginSeconds: number,
): VideoPlayer {
  let clock = firstClock;
  /** When the player shows the first frame: it may count from the beginning of the file, and labels from the first frame. */
  let firstMediaSeconds: number | null = null;
  const offset = (): number => {
    const seconds = (firstMediaSeconds ?? 0) - clock.firstSeconds;
    return seconds > leastOffsetSeconds ? seconds : 0;
  };
  /** Where the player is to go once it has arrived where it was sent before: a drag sends it to many places. */
  let wanted: number | null = null;
  let stopAtSeconds: number | null = null;
  let isOpen = true;

  const go = (seconds: number): void => {
    if (video.seeking) {
      wanted = seconds;
      return;
    }
    wanted = null;
    video.currentTime = clock.middleAt(seconds) + offset();
  };
  const shown = (mediaSeconds: number): void => {
    if (firstMediaSeconds === null) {
      firstMediaSeconds = video.currentTime === 0 ? mediaSeconds : 0;
      if (beginSeconds > 0) return go(beginSeconds);
    }
    // On the way to another frame: this one is not what the person asked for.
    if (video.seeking || wanted !== null) return;
    const seconds = clock.nearest(Math.max(0, mediaSeconds - offset()));
    playhead.setState({ seconds });
    if (stopAtSeconds === null || seconds < stopAtSeconds) return;
    stopAtSeconds = null;
    video.pause();
  };
  const canFollow: boolean = 'requestVideoFrameCallback' in video;
  const follow = (): void => {
    video.requestVideoFrameCallback((_now, { mediaTime }) => {
      if (!isOpen) return;
      shown(mediaTime);
      follow();
    });
  };
  const listeners: Partial<Record<keyof HTMLVideoElementEventMap, () => void>> = {
    play: () => playhead.setState({ isPlaying: true }),
    pause: () => playhead.setState({ isPlaying: false }),
    ratechange: () => playhead.setState({ rate: video.playbackRate }),
    seeked: () => {
      if (wanted !== null) go(wanted);
    },
    // Some browsers do not tell which frame they show: then the position has to do.
    ...(!canFollow && { timeupdate: () => shown(video.currentTime) }),
  };
  for (const [name, listener] of Object.entries(listeners)) video.addEventListener(name, listener);
  if (canFollow) follow();

  /** Rejected when the video is paused again before it has begun. */
  const play = (): void => void video.play().catch(() => undefined);
  return {
    seek(seconds) {
      stopAtSeconds = null;
      // At once, so that each of several quick presses of a key goes on from the one before.
      playhead.setState({ seconds });
      go(seconds);
    },
    playStretch(fromSeconds, toSeconds) {
      playhead.setState({ seconds: fromSeconds });
      go(fromSeconds);
      stopAtSeconds = toSeconds;
      play();
    },
    toggle() {
      stopAtSeconds = null;
      if (video.paused) play();
      else video.pause();
    },
    pause: () => video.pause(),
    setRate(rate) {
      video.playbackRate = rate;
    },
    setClock(next) {
      clock = next;
    },
    close() {
      isOpen = false;
      for (const [name, listener] of Object.entries(listeners)) video.removeEventListener(name, listener);
    },
  };
}
