// The labels of one recording while somebody works on them. Kept in the browser, too: a reload or a lost connection loses
// nothing that was not saved.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RecordingLabels } from '../../../src-inference/contract/index.ts';
import type { FrameClock } from './frame-clock.ts';
import { beginEditor, edit, type LabelEdit, type LabelEditor } from './label-edits.ts';
import { type Segments, type Stretch, segmentsFrom } from './segments.ts';

export interface LabelSession {
  readonly editor: LabelEditor;
  /** What the station has stored: labels that differ from it are to be saved. */
  readonly stored: Segments;
  /** Names what is stored. */
  readonly basedOn: string;
  /** When the labels were changed that this browser had kept; null: it had kept none. */
  readonly resumedAt: string | null;
  /** Somebody else has saved other labels meanwhile: the person has to choose. */
  readonly conflict: RecordingLabels | null;
  /** Whether the browser could keep what is not saved. */
  readonly isKept: boolean;
}

type SessionStore = StoreApi<LabelSession>;

interface KeptLabels {
  readonly version: typeof keptVersion;
  readonly basedOn: string;
  readonly changedAt: string;
  readonly stretches: readonly Stretch[];
}

const keptVersion = 1;

/** Where a browser keeps what is not saved: `localStorage`, or a map in tests. */
export type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface LabelSessionHandle {
  readonly store: SessionStore;
  act(act: LabelEdit): void;
  /** The station has stored what was sent; what was changed since then stays to be saved. */
  markSaved(labels: RecordingLabels, sent: Segments): void;
  markConflict(labels: RecordingLabels): void;
  /** Takes the labels of the station in place of the own ones, which undo brings back. */
  takeStored(labels: RecordingLabels): void;
  /** Keeps the own labels: saving them replaces what is stored. */
  keepOwn(): void;
  /** From now on, edges move to the frames of this clock. */
  setClock(clock: FrameClock): void;
}

/** @param project Folder of the project: recordings of two projects may have the same id. */
export function openLabelSession(
  project: string,
  labels: RecordingLabels,
  clock: FrameClock,
  keeper: Keeper,
  now: { readonly date: () => Date; readonly milliseconds: () => number },
): LabelSessionHandle {
  const key = `stepwatch.teach-labels ${project} ${labels.recording}`;
  const stored = segmentsFrom(stretchesOf(labels), clock.durationSeconds);
  const kept = readKept(keeper, key);
  const isStale = kept !== null && kept.basedOn !== labels.version;
  const own = kept && segmentsFrom(kept.stretches, clock.durationSeconds);
  const store = createStore<LabelSession>(() => ({
    editor: beginEditor(own ?? stored),
    stored,
    basedOn: kept?.basedOn ?? labels.version,
    resumedAt: kept?.changedAt ?? null,
    conflict: isStale ? labels : null,
    isKept: true,
  }));
  let frames = clock;
  store.subscribe((session, before) => {
    if (segmentsOf(session) === segmentsOf(before) && session.stored === before.stored) return;
    const isKept = keep(keeper, key, hasChanges(session) ? session : null, now.date());
    if (isKept !== session.isKept) store.setState({ isKept });
  });
  const act = (one: LabelEdit): void =>
    store.setState(({ editor }) => ({ editor: edit(editor, one, frames, now.milliseconds()) }));
  const replaceBy = (other: RecordingLabels): Segments =>
    segmentsFrom(stretchesOf(other), frames.durationSeconds);
  return {
    store,
    act,
    markSaved: (saved, sent) =>
      store.setState({ stored: sent, basedOn: saved.version, resumedAt: null, conflict: null }),
    markConflict: (conflict) => store.setState({ conflict }),
    takeStored(other) {
      const segments = replaceBy(other);
      act({ kind: 'replace', segments });
      store.setState({ stored: segments, basedOn: other.version, resumedAt: null, conflict: null });
    },
    keepOwn: () =>
      store.setState(({ conflict }) =>
        conflict === null ? {} : { stored: replaceBy(conflict), basedOn: conflict.version, conflict: null },
      ),
    setClock(next) {
      frames = next;
    },
  };
}

/** What an editor begins with: the draft that nobody has confirmed yet, else what is confirmed. */
export function stretchesOf({ confirmed, draft }: RecordingLabels): readonly Stretch[] {
  if (confirmed !== null) return confirmed.actions.map((action) => ({ ...action, confidence: null }));
  if (draft === null) return [];
  // What a person has not finished is no guess of a network, except for what was not looked at yet.
  const isOwn = (confidence: number): boolean => draft.maker === 'person' && confidence === 1;
  return draft.actions.map((action) => ({
    ...action,
    confidence: isOwn(action.confidence) ? null : action.confidence,
  }));
}

export function segmentsOf({ editor }: Pick<LabelSession, 'editor'>): Segments {
  return editor.history.present.segments;
}

export function hasChanges(session: LabelSession): boolean {
  const own = segmentsOf(session);
  const { stored } = session;
  return (
    own !== stored &&
    (own.length !== stored.length ||
      own.some((segment, place) => {
        const other = stored[place]!;
        return (
          segment.startSeconds !== other.startSeconds ||
          segment.endSeconds !== other.endSeconds ||
          segment.label !== other.label ||
          segment.confidence !== other.confidence
        );
      }))
  );
}

/** @param session Null: nothing is to be kept. @returns Whether the browser has room for it. */
function keep(keeper: Keeper, key: string, session: LabelSession | null, at: Date): boolean {
  try {
    if (session === null) keeper.removeItem(key);
    else {
      const stretches = segmentsOf(session).map(({ id: _, ...stretch }) => stretch);
      const kept: KeptLabels = {
        version: keptVersion,
        basedOn: session.basedOn,
        changedAt: at.toISOString(),
        stretches,
      };
      keeper.setItem(key, JSON.stringify(kept));
    }
    return true;
  } catch {
    return false;
  }
}

function readKept(keeper: Keeper, key: string): KeptLabels | null {
  try {
    const kept: KeptLabels | null = JSON.parse(keeper.getItem(key) ?? 'null');
    return kept?.version === keptVersion && Array.isArray(kept.stretches) ? kept : null;
  } catch {
    return null;
  }
}
