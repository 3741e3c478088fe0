// What a person does to the labels of a recording, one value for each act. Pure.
import { beginHistory, type EditHistory, recordEdit, redo, undo } from '../../edits/index.ts';
import type { FrameClock } from './frame-clock.ts';
import {
  confirm,
  confirmAll,
  copyOf,
  draftsOf,
  moveEdge,
  paste,
  place,
  relabel,
  remove,
  type SegmentEdge,
  type Segments,
  type Stretch,
  split,
} from './segments.ts';

/** What undo and redo go through. */
interface Labels {
  readonly segments: Segments;
  /** Id of a segment. */
  readonly selected: number | null;
}

export interface Interval {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

export interface LabelEditor {
  readonly history: EditHistory<Labels>;
  /** The action that was begun and not ended. */
  readonly open: { readonly label: string; readonly startSeconds: number } | null;
  /** A stretch that is marked for a copy. Both ends are equal while only one is set. */
  readonly mark: Interval | null;
  readonly clipboard: readonly Stretch[];
}

export type LabelEdit =
  /** Ends the action that is open, if there is one. */
  | { readonly kind: 'begin'; readonly label: string; readonly at: number }
  | { readonly kind: 'end'; readonly at: number }
  /** Gives up the open action, else the marked interval, else the selection. */
  | { readonly kind: 'cancel' }
  | { readonly kind: 'select'; readonly id: number | null }
  | { readonly kind: 'remove' }
  | { readonly kind: 'relabel'; readonly label: string }
  | {
      readonly kind: 'moveEdge';
      readonly id: number;
      readonly edge: SegmentEdge;
      readonly to: number;
      readonly apart: boolean;
    }
  | { readonly kind: 'nudge'; readonly edge: SegmentEdge; readonly frames: number }
  | { readonly kind: 'setEdge'; readonly edge: SegmentEdge; readonly at: number }
  | { readonly kind: 'split'; readonly at: number }
  /** Then selects the next draft: the least sure that is left. */
  | { readonly kind: 'confirm' }
  | { readonly kind: 'confirmAll' }
  | { readonly kind: 'mark'; readonly interval: Interval | null }
  | { readonly kind: 'markFrom' | 'markTo'; readonly at: number }
  /** The marked interval, else the selected segment. */
  | { readonly kind: 'copy' }
  | { readonly kind: 'paste'; readonly at: number }
  /** Replaces everything, such as by labels of a file. */
  | { readonly kind: 'replace'; readonly segments: Segments }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

export function beginEditor(segments: Segments): LabelEditor {
  return { history: beginHistory({ segments, selected: null }), open: null, mark: null, clipboard: [] };
}

/** @param atMilliseconds Of a monotonic clock: nudges that follow each other quickly are undone together. */
export function edit(
  editor: LabelEditor,
  act: LabelEdit,
  clock: FrameClock,
  atMilliseconds: number,
): LabelEditor {
  const labels = editor.history.present;
  const { segments, selected } = labels;
  /** Records the edit, unless it changes nothing. */
  const change = (next: Segments, select = selected, joined: string | null = null): LabelEditor => {
    if (next === segments) return editor;
    const present = { segments: next, selected: next.some(({ id }) => id === select) ? select : null };
    return { ...editor, history: recordEdit(editor.history, present, joined, atMilliseconds) };
  };
  switch (act.kind) {
    case 'begin': {
      const ended = editor.open === null ? editor : endOpen(editor, act.at, clock, atMilliseconds);
      return { ...ended, open: { label: act.label, startSeconds: clock.nearest(act.at) } };
    }
    case 'end':
      return endOpen(editor, act.at, clock, atMilliseconds);
    case 'cancel':
      if (editor.open !== null) return { ...editor, open: null };
      if (editor.mark !== null) return { ...editor, mark: null };
      return withSelection(editor, null);
    case 'select':
      return withSelection(editor, act.id);
    case 'remove':
      return selected === null ? editor : change(remove(segments, selected), null);
    case 'relabel':
      return selected === null ? editor : change(relabel(segments, selected, act.label));
    case 'moveEdge':
      return change(moveEdge(segments, act, clock), act.id);
    case 'nudge':
    case 'setEdge': {
      const segment = segments.find(({ id }) => id === selected);
      if (segment === undefined) return editor;
      const now = act.edge === 'start' ? segment.startSeconds : segment.endSeconds;
      const to = act.kind === 'setEdge' ? act.at : clock.step(now, act.frames);
      const joined = act.kind === 'nudge' ? `${act.edge} of ${segment.id}` : null;
      return change(moveEdge(segments, { id: segment.id, edge: act.edge, to }, clock), segment.id, joined);
    }
    case 'split': {
      const cut = split(segments, clock.nearest(act.at));
      return cut.id === null ? editor : change(cut.segments, cut.id);
    }
    case 'confirm': {
      const segment = segments.find(({ id }) => id === selected);
      if (segment === undefined || segment.confidence === null) return editor;
      const confirmed = confirm(segments, segment.id);
      return change(confirmed, draftsOf(confirmed)[0]?.id ?? segment.id);
    }
    case 'confirmAll':
      return draftsOf(segments).length === 0 ? editor : change(confirmAll(segments));
    case 'mark':
      return { ...editor, mark: act.interval };
    case 'markFrom':
      return { ...editor, mark: interval(act.at, Math.max(act.at, editor.mark?.toSeconds ?? act.at)) };
    case 'markTo':
      return { ...editor, mark: interval(Math.min(act.at, editor.mark?.fromSeconds ?? act.at), act.at) };
    case 'copy':
      return { ...editor, clipboard: copyFrom(editor) };
    case 'paste':
      return editor.clipboard.length === 0
        ? editor
        : change(paste(segments, editor.clipboard, clock.nearest(act.at), clock));
    case 'replace':
      return { ...change(act.segments, null), open: null };
    case 'undo':
      // What was begun last is taken back first.
      return editor.open === null ? { ...editor, history: undo(editor.history) } : { ...editor, open: null };
    case 'redo':
      return { ...editor, history: redo(editor.history) };
    default:
      return act satisfies never;
  }
}

function endOpen(editor: LabelEditor, at: number, clock: FrameClock, atMilliseconds: number): LabelEditor {
  const { open, history } = editor;
  if (open === null) return editor;
  // Whoever went back meanwhile marks the stretch from the other end.
  const edges = [open.startSeconds, clock.nearest(at)].sort((one, other) => one - other);
  const { segments, id } = place(history.present.segments, {
    startSeconds: edges[0]!,
    endSeconds: edges[1]!,
    label: open.label,
    confidence: null,
  });
  if (id === null) return { ...editor, open: null };
  const present = { segments, selected: id };
  return { ...editor, open: null, history: recordEdit(history, present, null, atMilliseconds) };
}

/** To select is no edit: undo does not stop at it. */
function withSelection(editor: LabelEditor, selected: number | null): LabelEditor {
  const { history } = editor;
  const known = history.present.segments.some(({ id }) => id === selected) ? selected : null;
  return { ...editor, history: { ...history, present: { ...history.present, selected: known } } };
}

function copyFrom({ history, mark, clipboard }: LabelEditor): readonly Stretch[] {
  const { segments, selected } = history.present;
  if (mark !== null && mark.fromSeconds < mark.toSeconds) {
    return copyOf(segments, mark.fromSeconds, mark.toSeconds);
  }
  const segment = segments.find(({ id }) => id === selected);
  return segment === undefined ? clipboard : copyOf([segment], segment.startSeconds, segment.endSeconds);
}

function interval(fromSeconds: number, toSeconds: number): Interval {
  return { fromSeconds, toSeconds };
}
