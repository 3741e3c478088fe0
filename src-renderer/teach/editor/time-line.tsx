// The time line: labels with edges that can be dragged, the position, and below it a strip of the whole recording.
import { type RefObject, useEffect, useRef } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { usePreferences } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import type { FrameClock } from '../editing/frame-clock.ts';
import type { LabelSessionHandle } from '../editing/label-session.ts';
import { moveEdge, type SegmentEdge, segmentAt } from '../editing/segments.ts';
import { clockText, follow, pan, secondsAt, spanOf, type TimeView, zoom } from '../editing/time-view.ts';
import type { LabelNames } from '../label-names.ts';
import type { PlayheadStore } from './playhead.ts';
import {
  drawStrip,
  drawTimeLine,
  rulerHeight,
  type TimeLineColors,
  type TimeLineContent,
} from './time-line-drawing.ts';
import { type Grip, gripAt } from './time-line-grip.ts';
import type { VideoPlayer } from './video-player.ts';

export type ViewStore = StoreApi<TimeView>;

export interface TimeLineProps {
  readonly session: LabelSessionHandle;
  readonly playhead: PlayheadStore;
  readonly view: ViewStore;
  readonly player: RefObject<VideoPlayer | null>;
  readonly clock: FrameClock;
  readonly names: LabelNames;
}

type Drag =
  | {
      readonly kind: 'edge';
      readonly id: number;
      readonly edge: SegmentEdge;
      readonly to: number;
      readonly apart: boolean;
    }
  | { readonly kind: 'mark'; readonly from: number }
  | { readonly kind: 'seek' };

const zoomPerWheelPixel = 0.0016;

export function TimeLine(props: TimeLineProps) {
  const text = useText();
  const { theme } = usePreferences();
  const line = useRef<HTMLCanvasElement>(null);
  const strip = useRef<HTMLCanvasElement>(null);
  const slider = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const { session, playhead, view } = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours to draw with
  useEffect(() => {
    const [lineCanvas, stripCanvas] = [line.current!, strip.current!];
    // Read when it is drawn: the theme is on the page by then.
    let colors: TimeLineColors | null = null;
    let drag: Drag | null = null;
    let frame = 0;

    const content = (): TimeLineContent => {
      const { editor } = session.store.getState();
      const { segments, selected } = editor.history.present;
      const { clock, names } = latest.current;
      return {
        segments: drag?.kind === 'edge' ? moveEdge(segments, drag, clock) : segments,
        selected,
        open: editor.open,
        mark: editor.mark,
        durationSeconds: clock.durationSeconds,
        playheadSeconds: playhead.getState().seconds,
        titleOf: names.titleOf,
        colorOf: names.colorOf,
        keyOf: names.keyOf,
      };
    };
    const draw = (): void => {
      frame = 0;
      colors ??= readColors(lineCanvas);
      const [now, tokens] = [content(), colors];
      paint(lineCanvas, (context, size) => drawTimeLine(context, now, view.getState(), size, tokens));
      paint(stripCanvas, (context, size) => drawStrip(context, now, view.getState(), size, tokens));
      const under = segmentAt(now.segments, now.playheadSeconds);
      const words = under === null ? '' : `, ${now.titleOf(under.label)}`;
      slider.current?.setAttribute('aria-valuenow', now.playheadSeconds.toFixed(2));
      slider.current?.setAttribute('aria-valuetext', `${clockText(now.playheadSeconds, 0.1)}${words}`);
    };
    const redraw = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };

    const duration = (): number => latest.current.clock.durationSeconds;
    const secondsOf = (event: MouseEvent, canvas = lineCanvas): number => {
      const { left, width } = canvas.getBoundingClientRect();
      const at = secondsAt(event.clientX - left, view.getState(), width);
      return Math.min(duration(), Math.max(0, at));
    };
    const seek = (seconds: number): void =>
      latest.current.player.current?.seek(latest.current.clock.nearest(seconds));
    const gripOf = (event: PointerEvent): Grip => {
      const { left, top, width } = lineCanvas.getBoundingClientRect();
      const at = { x: event.clientX - left, y: event.clientY - top, isTouch: event.pointerType === 'touch' };
      const { present } = session.store.getState().editor.history;
      return gripAt(at, present, view.getState(), { width, barTop: rulerHeight });
    };

    const pressed = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      lineCanvas.setPointerCapture(event.pointerId);
      const seconds = secondsOf(event);
      const grip = gripOf(event);
      if (event.shiftKey) drag = { kind: 'mark', from: latest.current.clock.nearest(seconds) };
      else if (grip.kind === 'edge') {
        session.act({ kind: 'select', id: grip.id });
        drag = { ...grip, to: seconds, apart: event.altKey };
      } else {
        session.act({ kind: 'select', id: grip.kind === 'segment' ? grip.id : null });
        drag = { kind: 'seek' };
        seek(seconds);
      }
    };
    const moved = (event: PointerEvent): void => {
      if (drag === null) {
        const { kind } = gripOf(event);
        lineCanvas.style.cursor = kind === 'edge' ? 'col-resize' : kind === 'segment' ? 'pointer' : 'default';
        return;
      }
      const seconds = secondsOf(event);
      if (drag.kind === 'edge') {
        drag = { ...drag, to: seconds, apart: event.altKey };
        const moving = content().segments.find(({ id }) => drag?.kind === 'edge' && id === drag.id);
        // The picture shows where the cut would be.
        if (moving) seek(drag.edge === 'start' ? moving.startSeconds : moving.endSeconds);
      } else if (drag.kind === 'mark') {
        const to = latest.current.clock.nearest(seconds);
        const [fromSeconds, toSeconds] = [drag.from, to].sort((one, other) => one - other) as [
          number,
          number,
        ];
        session.act({ kind: 'mark', interval: { fromSeconds, toSeconds } });
      } else seek(seconds);
      redraw();
    };
    const released = (): void => {
      if (drag?.kind === 'edge') session.act({ ...drag, kind: 'moveEdge' });
      drag = null;
      redraw();
    };
    const wheeled = (event: WheelEvent): void => {
      event.preventDefault();
      const { width } = lineCanvas.getBoundingClientRect();
      const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      const now = view.getState();
      if (sideways) {
        const pixels = event.deltaX || event.deltaY;
        view.setState(pan(now, (pixels / width) * spanOf(now), duration()));
      } else {
        const factor = Math.exp(-event.deltaY * zoomPerWheelPixel);
        view.setState(zoom(now, factor, secondsOf(event), duration()));
      }
    };
    const stripMoved = (event: PointerEvent): void => {
      if (event.type === 'pointerdown') stripCanvas.setPointerCapture(event.pointerId);
      else if (!stripCanvas.hasPointerCapture(event.pointerId)) return;
      const { left, width } = stripCanvas.getBoundingClientRect();
      const at = Math.min(1, Math.max(0, (event.clientX - left) / width)) * duration();
      const now = view.getState();
      view.setState(pan(now, at - (now.fromSeconds + now.toSeconds) / 2, duration()));
      seek(at);
    };

    const controller = new AbortController();
    const { signal } = controller;
    lineCanvas.addEventListener('pointerdown', pressed, { signal });
    lineCanvas.addEventListener('pointermove', moved, { signal });
    lineCanvas.addEventListener('pointerup', released, { signal });
    lineCanvas.addEventListener('pointercancel', released, { signal });
    lineCanvas.addEventListener('wheel', wheeled, { signal, passive: false });
    stripCanvas.addEventListener('pointerdown', stripMoved, { signal });
    stripCanvas.addEventListener('pointermove', stripMoved, { signal });
    const sizes = new ResizeObserver(redraw);
    sizes.observe(lineCanvas);
    sizes.observe(stripCanvas);
    const ends = [
      session.store.subscribe(redraw),
      view.subscribe(redraw),
      playhead.subscribe(({ seconds }) => {
        if (drag === null) view.setState(follow(view.getState(), seconds, duration()));
        redraw();
      }),
    ];
    redraw();
    return () => {
      controller.abort();
      sizes.disconnect();
      for (const end of ends) end();
      cancelAnimationFrame(frame);
    };
  }, [session, playhead, view, theme]);

  return (
    <div className="flex flex-col gap-1.5">
      <div
        ref={slider}
        role="slider"
        tabIndex={0}
        aria-label={text('teach.editor.position')}
        aria-valuemin={0}
        aria-valuemax={props.clock.durationSeconds}
        aria-valuenow={0}
        className="rounded-lg"
      >
        <canvas ref={line} className="block h-28 w-full touch-none select-none rounded-lg short:h-24" />
      </div>
      <canvas ref={strip} aria-hidden className="block h-7 w-full cursor-pointer touch-none rounded-md" />
    </div>
  );
}

function paint(
  canvas: HTMLCanvasElement,
  draw: (
    context: CanvasRenderingContext2D,
    size: { readonly width: number; readonly height: number },
  ) => void,
): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = window.devicePixelRatio;
  const [pixelWidth, pixelHeight] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== pixelWidth) canvas.width = pixelWidth;
  if (canvas.height !== pixelHeight) canvas.height = pixelHeight;
  const context = canvas.getContext('2d');
  if (context === null || width === 0) return;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  draw(context, { width, height });
}

function readColors(element: HTMLElement): TimeLineColors {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ground: token('ground'),
    raised: token('raised'),
    line: token('line'),
    lineStrong: token('line-strong'),
    text: token('text'),
    muted: token('muted'),
    accent: token('accent'),
    accentSoft: token('accent-soft'),
    warn: token('warn'),
  };
}
