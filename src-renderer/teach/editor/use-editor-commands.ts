// What each command of the label editor does to labels, video and view.
import { type RefObject, useCallback, useRef } from 'react';
import type { EditorCommand } from '../editing/editor-keys.ts';
import type { FrameClock } from '../editing/frame-clock.ts';
import type { LabelSessionHandle } from '../editing/label-session.ts';
import { draftsOf, neighbourOf, type Segment, type SegmentEdge } from '../editing/segments.ts';
import { spanOf, wholeView, zoom } from '../editing/time-view.ts';
import { type PlayheadStore, rates } from './playhead.ts';
import type { ViewStore } from './time-line.tsx';
import type { VideoPlayer } from './video-player.ts';

export interface EditorParts {
  readonly session: LabelSessionHandle;
  readonly playhead: PlayheadStore;
  readonly view: ViewStore;
  readonly player: RefObject<VideoPlayer | null>;
  readonly clock: FrameClock;
  readonly onSave: () => void;
  readonly onHelp: () => void;
}

const zoomStep = 1.6;
const longStepSeconds = 1;
/** What the view shows around a segment that it is zoomed to, as a multiple of the segment. */
const aroundSegment = 3;

export function useEditorCommands(parts: EditorParts): (command: EditorCommand) => void {
  const latest = useRef(parts);
  latest.current = parts;
  return useCallback((command) => runCommand(command, latest.current), []);
}

function runCommand(command: EditorCommand, parts: EditorParts): void {
  const { session, playhead, view, clock } = parts;
  const player = parts.player.current;
  const at = playhead.getState().seconds;
  const editor = session.store.getState().editor;
  const { segments } = editor.history.present;
  const selected = selectedOf(session);
  const duration = clock.durationSeconds;
  const show = (segment: Segment | null): void => {
    if (segment === null) return;
    session.act({ kind: 'select', id: segment.id });
    player?.seek(segment.startSeconds);
  };
  /** The picture shows the edge that was moved. */
  const nudge = (edge: SegmentEdge, frames: number): void => {
    session.act({ kind: 'nudge', edge, frames });
    const moved = selectedOf(session);
    if (moved !== null) player?.seek(edge === 'start' ? moved.startSeconds : moved.endSeconds);
  };
  const playSelected = (): void => {
    const segment = selectedOf(session);
    if (segment !== null) player?.playStretch(segment.startSeconds, segment.endSeconds);
  };
  const changeRate = (by: 1 | -1): void => {
    const place = rates.indexOf(playhead.getState().rate) + by;
    const rate = rates[place];
    if (rate !== undefined) player?.setRate(rate);
  };
  switch (command) {
    case 'endOrPlay':
      return editor.open === null ? player?.toggle() : session.act({ kind: 'end', at });
    case 'play':
      return player?.toggle();
    case 'playSelected':
      return playSelected();
    case 'frameBack':
      return stepTo(clock.step(at, -1));
    case 'frameForward':
      return stepTo(clock.step(at, 1));
    case 'secondBack':
      return stepTo(clock.nearest(at - longStepSeconds));
    case 'secondForward':
      return stepTo(clock.nearest(at + longStepSeconds));
    case 'slower':
      return changeRate(-1);
    case 'faster':
      return changeRate(1);
    case 'segmentBefore':
      return show(neighbourOf(segments, at, 'before'));
    case 'segmentAfter':
      return show(neighbourOf(segments, at, 'after'));
    case 'startHere':
      return session.act({ kind: 'setEdge', edge: 'start', at });
    case 'endHere':
      return session.act({ kind: 'setEdge', edge: 'end', at });
    case 'startEarlier':
      return nudge('start', -1);
    case 'startLater':
      return nudge('start', 1);
    case 'endEarlier':
      return nudge('end', -1);
    case 'endLater':
      return nudge('end', 1);
    case 'confirm': {
      if (selected?.confidence == null) return;
      session.act({ kind: 'confirm' });
      if (selectedOf(session)?.id !== selected.id) playSelected();
      return;
    }
    case 'nextDraft': {
      const drafts = draftsOf(segments);
      const place = drafts.findIndex(({ id }) => id === selected?.id);
      show(drafts[(place + 1) % Math.max(1, drafts.length)] ?? null);
      if (drafts.length > 0) playSelected();
      return;
    }
    case 'split':
    case 'paste':
    case 'markFrom':
    case 'markTo':
      return session.act({ kind: command, at });
    case 'remove':
    case 'copy':
    case 'undo':
    case 'redo':
    case 'cancel':
      return session.act({ kind: command });
    case 'zoomIn':
      return view.setState(zoom(view.getState(), zoomStep, at, duration));
    case 'zoomOut':
      return view.setState(zoom(view.getState(), 1 / zoomStep, at, duration));
    case 'zoomAll':
      return view.setState(wholeView(duration));
    case 'zoomSelected': {
      if (selected === null) return;
      const middle = (selected.startSeconds + selected.endSeconds) / 2;
      const span = (selected.endSeconds - selected.startSeconds) * aroundSegment;
      const centred = { fromSeconds: middle - span / 2, toSeconds: middle + span / 2 };
      return view.setState(zoom(centred, spanOf(centred) / span, middle, duration));
    }
    case 'save':
      return parts.onSave();
    case 'help':
      return parts.onHelp();
    default:
      return command satisfies never;
  }

  function stepTo(seconds: number): void {
    player?.pause();
    player?.seek(seconds);
  }
}

function selectedOf(session: LabelSessionHandle): Segment | null {
  const { segments, selected } = session.store.getState().editor.history.present;
  return segments.find(({ id }) => id === selected) ?? null;
}
