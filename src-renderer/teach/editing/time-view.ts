// The stretch of a recording that the time line shows. Pure.

export interface TimeView {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

export interface Tick {
  readonly seconds: number;
  /** Null: a small tick without a text. */
  readonly text: string | null;
}

/** Zoomed in further than this, a frame of 30 a second would be wider than a hand. */
const leastSpanSeconds = 0.5;
const firstSpanSeconds = 120;
/** Where the position stands when the view moves on with it, as a share of the view. */
const followShare = 0.1;
/** A tick with a text needs so much room. */
const tickPixels = 90;
const tickSteps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];

export function wholeView(durationSeconds: number): TimeView {
  return { fromSeconds: 0, toSeconds: Math.max(durationSeconds, leastSpanSeconds) };
}

/** What is shown at first: all of a part, and of an hour as much as can be read. */
export function firstView(durationSeconds: number): TimeView {
  const { toSeconds } = wholeView(durationSeconds);
  return { fromSeconds: 0, toSeconds: Math.min(toSeconds, firstSpanSeconds) };
}

/** @param factor Above 1 shows less time, in more detail. @param at Stays where it is on the screen. */
export function zoom(view: TimeView, factor: number, at: number, durationSeconds: number): TimeView {
  const whole = wholeView(durationSeconds);
  const span = Math.min(whole.toSeconds, Math.max(leastSpanSeconds, spanOf(view) / factor));
  const share = (at - view.fromSeconds) / spanOf(view);
  return kept(at - share * span, span, whole);
}

/** @param seconds Above 0 shows what is later. */
export function pan(view: TimeView, seconds: number, durationSeconds: number): TimeView {
  return kept(view.fromSeconds + seconds, spanOf(view), wholeView(durationSeconds));
}

/** Moves on only when the position has left the view, as one turns a page: a view that always moves is hard to read. */
export function follow(view: TimeView, at: number, durationSeconds: number): TimeView {
  if (at >= view.fromSeconds && at <= view.toSeconds) return view;
  const span = spanOf(view);
  return kept(at - followShare * span, span, wholeView(durationSeconds));
}

export function spanOf({ fromSeconds, toSeconds }: TimeView): number {
  return toSeconds - fromSeconds;
}

export function xOf(seconds: number, view: TimeView, width: number): number {
  return ((seconds - view.fromSeconds) / spanOf(view)) * width;
}

export function secondsAt(x: number, view: TimeView, width: number): number {
  return view.fromSeconds + (x / width) * spanOf(view);
}

/** Ticks that fit into a width, each at a whole number of steps. */
export function ticksOf(view: TimeView, width: number): readonly Tick[] {
  const wanted = (spanOf(view) / Math.max(1, width)) * tickPixels;
  const step = tickSteps.find((one) => one >= wanted) ?? tickSteps.at(-1)!;
  const small = step / 5;
  const ticks: Tick[] = [];
  for (let place = Math.ceil(view.fromSeconds / small - 1e-9); place * small <= view.toSeconds; place++) {
    const seconds = place * small;
    ticks.push({ seconds, text: place % 5 === 0 ? clockText(seconds, step) : null });
  }
  return ticks;
}

/** `1:05`, `1:05.2`, `1:02:05`. @param step Texts of ticks this far apart must differ. */
export function clockText(seconds: number, step = 1): string {
  const digits = step < 1 ? 1 : 0;
  const rounded = Number(seconds.toFixed(digits));
  const [hours, minutes] = [Math.floor(rounded / 3600), Math.floor((rounded % 3600) / 60)];
  const rest = (rounded % 60).toFixed(digits).padStart(digits === 0 ? 2 : 4, '0');
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, '0')}:${rest}`;
}

function kept(from: number, span: number, whole: TimeView): TimeView {
  const fromSeconds = Math.max(0, Math.min(from, whole.toSeconds - span));
  return { fromSeconds, toSeconds: fromSeconds + span };
}
