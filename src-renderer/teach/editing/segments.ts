// The labelled stretches of one recording. Whatever is done to them, they stay in order, never overlap, and none is empty.
// Pure.
import type { FrameClock } from './frame-clock.ts';

export interface Segment {
  /** Names the segment as long as it lives: moving an edge or changing the label keeps it. */
  readonly id: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly label: string;
  /** How sure the network is of a draft, 0 to 1; null: a person made or confirmed the segment. */
  readonly confidence: number | null;
}

/** By time. */
export type Segments = readonly Segment[];
export type SegmentEdge = 'start' | 'end';
/** A stretch of time with a label, as the station stores it. */
export type Stretch = Pick<Segment, 'startSeconds' | 'endSeconds' | 'label' | 'confidence'>;

/** What is left of a draft when a person labels over most of it is dropped when it is shorter: nobody wants to keep it. */
const sliverSeconds = 0.3;

/** Stretches of the station in the order of time. Where two overlap, the later one begins when the earlier one has ended. */
export function segmentsFrom(stretches: readonly Stretch[], durationSeconds: number): Segments {
  const segments: Segment[] = [];
  let from = 0;
  for (const stretch of [...stretches].sort((one, other) => one.startSeconds - other.startSeconds)) {
    const startSeconds = Math.max(from, stretch.startSeconds);
    const endSeconds = Math.min(durationSeconds, stretch.endSeconds);
    if (!(startSeconds < endSeconds)) continue;
    const { label, confidence } = stretch;
    segments.push({ id: segments.length + 1, startSeconds, endSeconds, label, confidence });
    from = endSeconds;
  }
  return segments;
}

/** Puts a stretch in; what it covers gives way. @returns The segments as they were for an empty stretch. */
export function place(segments: Segments, stretch: Stretch): { segments: Segments; id: number | null } {
  const { startSeconds, endSeconds } = stretch;
  if (!(startSeconds < endSeconds)) return { segments, id: null };
  const id = nextId(segments);
  let pieceId = id + 1;
  const rest = segments.flatMap((segment) => {
    if (segment.endSeconds <= startSeconds || segment.startSeconds >= endSeconds) return [segment];
    const pieces: Segment[] = [];
    if (segment.startSeconds < startSeconds) pieces.push({ ...segment, endSeconds: startSeconds });
    if (segment.endSeconds > endSeconds) {
      // The piece that comes first keeps the name.
      const name = pieces.length === 0 ? segment.id : pieceId++;
      pieces.push({ ...segment, id: name, startSeconds: endSeconds });
    }
    return pieces.filter((piece) => piece.confidence === null || lengthOf(piece) >= sliverSeconds);
  });
  const placed: Segment = { ...stretch, id };
  return { segments: [...rest, placed].sort((one, other) => one.startSeconds - other.startSeconds), id };
}

export function remove(segments: Segments, id: number): Segments {
  return segments.filter((segment) => segment.id !== id);
}

/** A person has named it, so it is no draft any more. */
export function relabel(segments: Segments, id: number, label: string): Segments {
  return replace(segments, id, (segment) => ({ ...segment, label, confidence: null }));
}

export function confirm(segments: Segments, id: number): Segments {
  return replace(segments, id, (segment) => ({ ...segment, confidence: null }));
}

export function confirmAll(segments: Segments): Segments {
  return segments.map((segment) =>
    segment.confidence === null ? segment : { ...segment, confidence: null },
  );
}

/**
 * Moves an edge as far as it can go: at least one frame stays of each segment. Where two segments touch, the edge is of both and
 * moves for both.
 *
 * @param apart The neighbour stays as it is.
 */
export function moveEdge(
  segments: Segments,
  { id, edge, to, apart = false }: { id: number; edge: SegmentEdge; to: number; apart?: boolean },
  clock: FrameClock,
): Segments {
  const place = segments.findIndex((segment) => segment.id === id);
  const segment = segments[place];
  if (segment === undefined) return segments;
  const neighbour = segments[edge === 'start' ? place - 1 : place + 1];
  const limits =
    edge === 'start'
      ? startLimits(segment, neighbour, apart, clock)
      : endLimits(segment, neighbour, apart, clock);
  const at = Math.min(limits.most, Math.max(limits.least, clock.nearest(to)));
  const now = edge === 'start' ? segment.startSeconds : segment.endSeconds;
  if (at === now || limits.least > limits.most) return segments;
  const touches = !apart && neighbour !== undefined && touch(segment, neighbour, edge);
  return segments.map((one) => {
    if (one === segment) return edge === 'start' ? { ...one, startSeconds: at } : { ...one, endSeconds: at };
    if (!touches || one !== neighbour) return one;
    return edge === 'start' ? { ...one, endSeconds: at } : { ...one, startSeconds: at };
  });
}

interface Limits {
  readonly least: number;
  readonly most: number;
}

function startLimits(
  segment: Segment,
  before: Segment | undefined,
  apart: boolean,
  clock: FrameClock,
): Limits {
  const most = clock.step(segment.endSeconds, -1);
  if (before === undefined) return { least: 0, most };
  const shared = !apart && touch(segment, before, 'start');
  return { least: shared ? clock.step(before.startSeconds, 1) : before.endSeconds, most };
}

function endLimits(segment: Segment, after: Segment | undefined, apart: boolean, clock: FrameClock): Limits {
  const least = clock.step(segment.startSeconds, 1);
  if (after === undefined) return { least, most: clock.durationSeconds };
  const shared = !apart && touch(segment, after, 'end');
  return { least, most: shared ? clock.step(after.endSeconds, -1) : after.startSeconds };
}

function touch(segment: Segment, neighbour: Segment, edge: SegmentEdge): boolean {
  return edge === 'start'
    ? neighbour.endSeconds === segment.startSeconds
    : neighbour.startSeconds === segment.endSeconds;
}

/** Cuts a segment in two, both of its label. @returns The segments as they were when no segment is cut at this time. */
export function split(segments: Segments, at: number): { segments: Segments; id: number | null } {
  const segment = segmentAt(segments, at);
  if (segment === null || segment.startSeconds >= at) return { segments, id: null };
  const id = nextId(segments);
  return {
    id,
    segments: segments.flatMap((one) =>
      one === segment
        ? [
            { ...one, endSeconds: at },
            { ...one, id, startSeconds: at },
          ]
        : [one],
    ),
  };
}

/** What lies in a stretch of time, cut off at its ends, with times from its beginning on. */
export function copyOf(segments: Segments, from: number, to: number): readonly Stretch[] {
  return segments
    .filter(({ startSeconds, endSeconds }) => startSeconds < to && endSeconds > from)
    .map(({ startSeconds, endSeconds, label, confidence }) => ({
      startSeconds: Math.max(from, startSeconds) - from,
      endSeconds: Math.min(to, endSeconds) - from,
      label,
      confidence,
    }));
}

/** Puts a copy in at a time; each stretch begins and ends with a frame. A person has put it there: it is no draft. */
export function paste(segments: Segments, copy: readonly Stretch[], at: number, clock: FrameClock): Segments {
  return copy.reduce((all, stretch) => {
    const startSeconds = clock.nearest(at + stretch.startSeconds);
    const endSeconds = clock.nearest(at + stretch.endSeconds);
    return place(all, { ...stretch, startSeconds, endSeconds, confidence: null }).segments;
  }, segments);
}

/** The segment at a time; null: there is none. */
export function segmentAt(segments: Segments, seconds: number): Segment | null {
  const found = segments[firstEndingAfter(segments, seconds)];
  return found !== undefined && found.startSeconds <= seconds ? found : null;
}

/** The next segment that begins after a time, or the last one that begins before it. */
export function neighbourOf(
  segments: Segments,
  seconds: number,
  direction: 'before' | 'after',
): Segment | null {
  const found =
    direction === 'after'
      ? segments.find(({ startSeconds }) => startSeconds > seconds)
      : segments.findLast(({ startSeconds }) => startSeconds < seconds);
  return found ?? null;
}

/** Place of the first segment that ends after a time: from there on segments are visible. Takes few looks at many segments. */
export function firstEndingAfter(segments: Segments, seconds: number): number {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (segments[middle]!.endSeconds > seconds) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The drafts, the least sure first. */
export function draftsOf(segments: Segments): readonly Segment[] {
  return segments
    .filter(({ confidence }) => confidence !== null)
    .sort((one, other) => one.confidence! - other.confidence! || one.startSeconds - other.startSeconds);
}

function lengthOf({ startSeconds, endSeconds }: Segment): number {
  return endSeconds - startSeconds;
}

function nextId(segments: Segments): number {
  return segments.reduce((most, { id }) => Math.max(most, id), 0) + 1;
}

function replace(segments: Segments, id: number, how: (segment: Segment) => Segment): Segments {
  return segments.map((segment) => (segment.id === id ? how(segment) : segment));
}
