// The recipe that is open in the editor. It lives outside of the screens: another room, or a reload, does not lose it.
import { createJSONStorage, persist } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import { type DraftPath, emptyRecipeText } from './draft.ts';
import type { DraftEdit } from './draft-edits.ts';
import { beginHistory, type EditHistory, recordEdit, redo, undo } from './edit-history.ts';

/** Neighbours of one list, both included; one element when they are the same. */
export interface Selection {
  readonly first: DraftPath;
  readonly last: DraftPath;
}

export interface DraftState {
  readonly text: string;
  readonly selection: Selection | null;
}

export interface RecipeSession {
  /** By which it is stored; null: it was never saved. */
  readonly name: string | null;
  /** The text as it is stored, or as a new one begins. */
  readonly saved: string;
  readonly history: EditHistory<DraftState>;
}

interface SessionState {
  readonly session: RecipeSession | null;
}

export const sessionStore = createStore<SessionState>()(
  persist((): SessionState => ({ session: null }), {
    name: 'stepwatch.recipe-draft',
    version: 1,
    storage: createJSONStorage(() => sessionStorage),
    // What was undone is not worth a place; what was typed is.
    partialize: ({ session }): SessionState => ({
      session: session && { ...session, history: beginHistory(session.history.present) },
    }),
  }),
);

export function isDirty({ saved, history }: RecipeSession): boolean {
  return history.present.text !== saved;
}

export function openStored(name: string, text: string): void {
  sessionStore.setState({
    session: { name, saved: text, history: beginHistory({ text, selection: null }) },
  });
}

/** @param text Of a file, or of the recipe that it is a copy of; null: begins from nothing. */
export function openNew(text: string | null, name: string, title: string): void {
  const draft = { text: text ?? emptyRecipeText(name, title), selection: null };
  // Nothing is lost with a recipe that was only begun; a copy and a file are worth a question.
  const saved = text === null ? draft.text : '';
  sessionStore.setState({ session: { name: null, saved, history: beginHistory(draft) } });
}

export function closeSession(): void {
  sessionStore.setState({ session: null });
}

export function markSaved(name: string, text: string): void {
  change((session) => ({ ...session, name, saved: text }));
}

/** @param kind Of edits that are undone together when they follow each other quickly; null: alone. */
export function editText(text: string, kind: string | null): void {
  change((session) => {
    const { present } = session.history;
    return text === present.text ? session : withState(session, { ...present, text }, kind);
  });
}

export function applyEdit({ text, at }: DraftEdit, kind: string | null = null): void {
  change((session) => {
    const selection = at === null ? null : { first: at, last: at };
    return withState(session, { text, selection }, kind);
  });
}

/** Selecting is no edit: undo does not stop at it. */
export function select(selection: Selection | null): void {
  change((session) => ({
    ...session,
    history: { ...session.history, present: { ...session.history.present, selection } },
  }));
}

export function undoEdit(): void {
  change((session) => ({ ...session, history: undo(session.history) }));
}

export function redoEdit(): void {
  change((session) => ({ ...session, history: redo(session.history) }));
}

function withState(session: RecipeSession, state: DraftState, kind: string | null): RecipeSession {
  return { ...session, history: recordEdit(session.history, state, kind, performance.now()) };
}

function change(how: (session: RecipeSession) => RecipeSession): void {
  const { session } = sessionStore.getState();
  if (session !== null) sessionStore.setState({ session: how(session) });
}
