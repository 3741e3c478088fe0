// The recipe that is open in the editor. It is kept outside of the components: opening another page, or reloading this
// one, does not lose it.
import { createJSONStorage, persist } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import type { LearntRecipe, RecipeVersion } from '../../src-inference/contract/index.ts';
import { beginHistory, type EditHistory, recordEdit, redo, undo } from '../edits/index.ts';
import { type DraftPath, emptyRecipeText } from './draft.ts';
import type { DraftEdit } from './draft-edits.ts';

/** Elements of one list that follow each other, first and last included. They are equal when one is selected. */
export interface Selection {
  readonly first: DraftPath;
  readonly last: DraftPath;
}

export interface DraftState {
  readonly text: string;
  readonly selection: Selection | null;
}

/** What the draft began from. */
type DraftOrigin =
  | { readonly kind: 'new' }
  /** `savedAt` names the stored version. */
  | { readonly kind: 'stored'; readonly name: string; readonly savedAt: string };

interface StoredVersion {
  readonly name: string;
  readonly savedAt: string;
  readonly text: string;
}

/** A version that somebody else saved after this draft was begun. */
export interface OtherVersion extends RecipeVersion {
  readonly text: string;
}

type Conflict =
  | { readonly state: 'none' }
  /** The person has to choose. */
  | { readonly state: 'asking'; readonly other: OtherVersion }
  /** The person goes on editing, with the other version beside the draft. */
  | { readonly state: 'beside'; readonly other: OtherVersion };

export interface EditingSession {
  readonly origin: DraftOrigin;
  /** The text of the version that the draft began from. A draft with this text has no changes to lose. */
  readonly saved: string;
  readonly history: EditHistory<DraftState>;
  readonly conflict: Conflict;
  /** What the steps stand on, when the draft was learnt from good parts. */
  readonly learnt: LearntRecipe | null;
}

interface SessionState {
  readonly session: EditingSession | null;
}

const noConflict: Conflict = { state: 'none' };
const version = 3;

export const sessionStore = createStore<SessionState>()(
  persist((): SessionState => ({ session: null }), {
    name: 'stepwatch.recipe-draft',
    version,
    storage: createJSONStorage(() => sessionStorage),
    migrate: migrateSession,
    // The edits that were undone are not worth the space; the draft is.
    partialize: ({ session }): SessionState => ({
      session: session && { ...session, history: beginHistory(session.history.present) },
    }),
  }),
);

/**
 * Pure: a draft of version 1 does not say what it began from, so saving it asks which version is to stay. One of version 2 knows
 * no authors, so a conflict is asked for again.
 */
export function migrateSession(stored: unknown, from: number): SessionState {
  const { session } = stored as { readonly session: StoredSession | null };
  if (session === null) return { session };
  const { name, ...rest } = session;
  const origin: DraftOrigin =
    from > 1
      ? rest.origin
      : name === null
        ? { kind: 'new' }
        : { kind: 'stored', name, savedAt: new Date(0).toISOString() };
  return { session: { ...rest, origin, conflict: noConflict, learnt: null } };
}

/** Of an earlier version: `name` up to version 1, `origin` since version 2. */
type StoredSession = Omit<EditingSession, 'learnt'> & { readonly name: string | null };

export function hasChanges({ saved, history }: EditingSession): boolean {
  return history.present.text !== saved;
}

export function openStored(name: string, savedAt: string, text: string): void {
  open({ kind: 'stored', name, savedAt }, text, text);
}

/** @param text Of a file: it becomes the version after this one when it is saved. */
export function openAsNextVersion(stored: StoredVersion, text: string): void {
  const { name, savedAt } = stored;
  open({ kind: 'stored', name, savedAt }, text, stored.text);
}

/** A draft that nobody has saved: it may not be closed without a question. */
export function openLearnt(learnt: LearntRecipe): void {
  open({ kind: 'new' }, learnt.text, '', learnt);
}

/** @param text Of a file, or of the recipe that is copied; null: the recipe is empty. */
export function openNew(text: string | null, name: string, title: string): void {
  const draft = text ?? emptyRecipeText(name, title);
  // An empty recipe may be closed without a question; a copy or a file may not.
  open({ kind: 'new' }, draft, text === null ? draft : '');
}

function open(origin: DraftOrigin, text: string, saved: string, learnt: LearntRecipe | null = null): void {
  const history = beginHistory<DraftState>({ text, selection: null });
  sessionStore.setState({ session: { origin, saved, history, conflict: noConflict, learnt } });
}

export function closeSession(): void {
  sessionStore.setState({ session: null });
}

export function markSaved(name: string, savedAt: string, text: string): void {
  change((session) => ({
    ...session,
    origin: { kind: 'stored', name, savedAt },
    saved: text,
    conflict: noConflict,
  }));
}

/** Somebody else has saved the recipe: the person has to choose. */
export function askWhichVersion(other: OtherVersion): void {
  change((session) => ({ ...session, conflict: { state: 'asking', other } }));
}

export function editBeside(): void {
  change((session) =>
    session.conflict.state === 'asking'
      ? { ...session, conflict: { state: 'beside', other: session.conflict.other } }
      : session,
  );
}

/** The text of the other version becomes the draft. Undo brings the own draft back. */
export function takeOther(): void {
  change((session) => {
    if (session.conflict.state === 'none') return session;
    const { other } = session.conflict;
    return withState(basedOnOther(session, other), { text: other.text, selection: null }, null);
  });
}

/** The draft stays, and counts as begun from the other version: saving it replaces that version. */
export function keepOwn(): void {
  change((session) =>
    session.conflict.state === 'none' ? session : basedOnOther(session, session.conflict.other),
  );
}

/** Somebody has deleted the stored recipe: saving the draft makes it again. */
export function markDeleted(): void {
  change((session) => ({ ...session, origin: { kind: 'new' }, saved: '', conflict: noConflict }));
}

function basedOnOther(session: EditingSession, { savedAt, text }: OtherVersion): EditingSession {
  const origin: DraftOrigin =
    session.origin.kind === 'stored' ? { ...session.origin, savedAt } : session.origin;
  return { ...session, origin, saved: text, conflict: noConflict };
}

/** @param kind Edits of one kind that follow each other quickly are undone together; null: this one alone. */
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

/** To select is no edit: undo does not stop at it. */
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

function withState(session: EditingSession, state: DraftState, kind: string | null): EditingSession {
  return { ...session, history: recordEdit(session.history, state, kind, performance.now()) };
}

function change(how: (session: EditingSession) => EditingSession): void {
  const { session } = sessionStore.getState();
  if (session !== null) sessionStore.setState({ session: how(session) });
}
