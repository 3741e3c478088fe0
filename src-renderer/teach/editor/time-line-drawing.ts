// Draws the time line on a canvas: thousands of labels of an hour cost no more than those that are seen.
import type { Interval } from '../editing/label-edits.ts';
import { firstEndingAfter, type Segments } from '../editing/segments.ts';
import { spanOf, type TimeView, ticksOf, xOf } from '../editing/time-view.ts';

export interface TimeLineColors {
  readonly ground: string;
  readonly raised: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly warn: string;
}

export interface TimeLineContent {
  readonly segments: Segments;
  readonly selected: number | null;
  readonly open: { readonly label: string; readonly startSeconds: number } | null;
  readonly mark: Interval | null;
  readonly durationSeconds: number;
  readonly playheadSeconds: number;
  readonly titleOf: (label: string) => string;
  readonly colorOf: (label: string) => string;
  /** The digit that begins the label; null: it has none. */
  readonly keyOf: (label: string) => string | null;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Heights in CSS pixels, from the top. */
export const rulerHeight = 26;
const barTop = rulerHeight + 6;
const barBottom = 10;
const textPadding = 7;
/** A bar that is too narrow for its title shows its key, and a narrower one nothing. */
const leastKeyWidth = 15;
/** Room for the text of a tick before the end of the line. */
const tickTextWidth = 34;
const edgeGrip = 9;

/** @param context Scaled so that its units are CSS pixels. */
export function drawTimeLine(
  context: CanvasRenderingContext2D,
  content: TimeLineContent,
  view: TimeView,
  size: Size,
  colors: TimeLineColors,
): void {
  const { width, height } = size;
  const x = (seconds: number): number => xOf(seconds, view, width);
  context.clearRect(0, 0, width, height);
  const bar = { top: barTop, height: height - barTop - barBottom };
  context.fillStyle = colors.ground;
  context.fillRect(0, bar.top, Math.min(width, x(content.durationSeconds)), bar.height);
  drawRuler(context, view, size, colors);
  if (content.mark !== null) drawMark(context, content.mark, x, size, colors);
  const { segments } = content;
  for (let place = firstEndingAfter(segments, view.fromSeconds); place < segments.length; place++) {
    const segment = segments[place]!;
    if (segment.startSeconds > view.toSeconds) break;
    const isSelected = segment.id === content.selected;
    const box = { left: x(segment.startSeconds), right: x(segment.endSeconds), ...bar };
    const look = {
      title: content.titleOf(segment.label),
      key: content.keyOf(segment.label),
      color: content.colorOf(segment.label),
      confidence: segment.confidence,
      isSelected,
    };
    drawSegment(context, box, look, colors);
  }
  if (content.open !== null) {
    const { label, startSeconds } = content.open;
    const [from, to] = [startSeconds, content.playheadSeconds].sort((one, other) => one - other);
    context.globalAlpha = 0.55;
    context.fillStyle = content.colorOf(label);
    context.fillRect(x(from!), bar.top, Math.max(2, x(to!) - x(from!)), bar.height);
    context.globalAlpha = 1;
    context.font = '600 13px "Inter Variable", system-ui, sans-serif';
    context.textBaseline = 'middle';
    context.fillStyle = colors.text;
    context.fillText(content.titleOf(label), Math.max(0, x(to!)) + textPadding, bar.top + bar.height / 2);
  }
  drawPlayhead(context, x(content.playheadSeconds), height, colors);
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly height: number;
}

interface SegmentLook {
  readonly title: string;
  readonly key: string | null;
  readonly color: string;
  readonly confidence: number | null;
  readonly isSelected: boolean;
}

function drawSegment(
  context: CanvasRenderingContext2D,
  box: Box,
  { title, key, color, confidence, isSelected }: SegmentLook,
  colors: TimeLineColors,
): void {
  const { left, top, height } = box;
  // A hair between two that touch.
  const width = Math.max(1.5, box.right - left - 1);
  context.save();
  context.beginPath();
  context.roundRect(left, top, width, height, Math.min(5, width / 2));
  context.fillStyle = colors.raised;
  context.fill();
  context.clip();
  // A draft is pale with slanted lines; what a person has confirmed is solid.
  context.globalAlpha = confidence === null ? 0.92 : 0.3;
  context.fillStyle = color;
  context.fillRect(left, top, width, height);
  context.globalAlpha = 1;
  if (confidence !== null) drawHatching(context, { ...box, right: left + width }, color);
  context.font = '600 13px "Inter Variable", system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.fillStyle = confidence === null ? readableOn(color) : colors.text;
  // Stays in sight while the segment is longer than the view.
  const textLeft = Math.max(left, 0) + textPadding;
  const words = confidence === null ? title : `${title} ${Math.round(confidence * 100)}%`;
  const fitting = [words, title, key].find(
    (one) => one !== null && context.measureText(one).width <= left + width - textLeft - textPadding / 2,
  );
  if (fitting != null && fitting !== key) context.fillText(fitting, textLeft, top + height / 2);
  else if (key !== null && width >= leastKeyWidth) {
    context.textAlign = 'center';
    context.fillText(key, left + width / 2, top + height / 2);
  }
  context.restore();
  if (!isSelected) return;
  context.strokeStyle = colors.text;
  context.lineWidth = 2.5;
  context.beginPath();
  context.roundRect(left - 1, top - 3, width + 2, height + 6, 6);
  context.stroke();
  context.fillStyle = colors.text;
  for (const edge of [left, left + width]) {
    context.beginPath();
    context.roundRect(edge - 3, top + height / 2 - edgeGrip, 6, 2 * edgeGrip, 3);
    context.fill();
  }
}

function drawHatching(
  context: CanvasRenderingContext2D,
  { left, right, top, height }: Box,
  color: string,
): void {
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.beginPath();
  const [from, to] = [Math.max(left, -height), Math.min(right, context.canvas.width)];
  for (let at = from - (from % 9) - height; at < to; at += 9) {
    context.moveTo(at, top + height);
    context.lineTo(at + height, top);
  }
  context.globalAlpha = 0.5;
  context.stroke();
  context.globalAlpha = 1;
}

function drawRuler(
  context: CanvasRenderingContext2D,
  view: TimeView,
  { width }: Size,
  colors: TimeLineColors,
): void {
  context.font = '500 12px "Inter Variable", system-ui, sans-serif';
  context.textBaseline = 'middle';
  for (const { seconds, text } of ticksOf(view, width)) {
    const at = Math.round(xOf(seconds, view, width)) + 0.5;
    context.fillStyle = text === null ? colors.line : colors.lineStrong;
    context.fillRect(at, rulerHeight - (text === null ? 5 : 12), 1, text === null ? 5 : 12);
    if (text === null || at > width - tickTextWidth) continue;
    context.fillStyle = colors.muted;
    context.fillText(text, at + 4, rulerHeight / 2 - 3);
  }
}

function drawMark(
  context: CanvasRenderingContext2D,
  { fromSeconds, toSeconds }: Interval,
  x: (seconds: number) => number,
  { height }: Size,
  colors: TimeLineColors,
): void {
  const [left, right] = [x(fromSeconds), x(toSeconds)];
  context.fillStyle = colors.accentSoft;
  context.fillRect(left, 0, right - left, height);
  context.fillStyle = colors.accent;
  context.fillRect(left - 1, 0, 2, height);
  context.fillRect(right - 1, 0, 2, height);
}

function drawPlayhead(
  context: CanvasRenderingContext2D,
  at: number,
  height: number,
  colors: TimeLineColors,
): void {
  context.fillStyle = colors.text;
  context.fillRect(at - 1, 4, 2, height - 4);
  context.beginPath();
  context.moveTo(at - 7, 2);
  context.lineTo(at + 7, 2);
  context.lineTo(at, 13);
  context.fill();
}

/** All of the recording in one strip, with the stretch that the time line shows. */
export function drawStrip(
  context: CanvasRenderingContext2D,
  content: TimeLineContent,
  view: TimeView,
  { width, height }: Size,
  colors: TimeLineColors,
): void {
  const x = (seconds: number): number => (seconds / content.durationSeconds) * width;
  context.clearRect(0, 0, width, height);
  context.fillStyle = colors.ground;
  context.fillRect(0, 0, width, height);
  for (const { startSeconds, endSeconds, label, confidence } of content.segments) {
    context.globalAlpha = confidence === null ? 0.9 : 0.45;
    context.fillStyle = content.colorOf(label);
    context.fillRect(x(startSeconds), 4, Math.max(1, x(endSeconds) - x(startSeconds) - 0.5), height - 8);
  }
  context.globalAlpha = 1;
  if (spanOf(view) < content.durationSeconds - 1e-6) {
    context.strokeStyle = colors.accent;
    context.lineWidth = 2;
    context.strokeRect(x(view.fromSeconds) + 1, 1, Math.max(4, x(spanOf(view)) - 2), height - 2);
  }
  context.fillStyle = colors.text;
  context.fillRect(x(content.playheadSeconds) - 1, 0, 2, height);
}

/** Black or white, whichever can be read on `#rrggbb`: by the relative luminance of WCAG 2. */
export function readableOn(color: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  return luminance > 0.179 ? '#10161d' : '#ffffff';
}
