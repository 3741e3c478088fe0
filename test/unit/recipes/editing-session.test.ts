// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import {
  askWhichVersion,
  closeSession,
  type EditingSession,
  editBeside,
  editText,
  hasChanges,
  keepOwn,
  markDeleted,
  markSaved,
  migrateSession,
  openNew,
  openStored,
  sessionStore,
  takeOther,
  undoEdit,
} from '../../../src-renderer/recipes/editing-session.ts';

const began = '2026-11-24T06:00:00.000Z';
const other = {
  savedAt: '2026-11-24T06:05:00.000Z',
  note: 'Lid',
  author: null,
  text: 'name: a\ntitle: Theirs\n',
};
const session = (): EditingSession => sessionStore.getState().session!;
const text = () => session().history.present.text;

beforeEach(() => {
  closeSession();
  openStored('a', began, 'name: a\ntitle: A\n');
});

describe('a draft', () => {
  it('knows the version that it began from', () => {
    expect(session().origin).toEqual({ kind: 'stored', name: 'a', savedAt: began });
    expect(hasChanges(session())).toBe(false);
    editText('name: a\ntitle: Mine\n', 'text');
    expect(hasChanges(session())).toBe(true);
  });

  it('is based on what was saved last', () => {
    editText('name: a\ntitle: Mine\n', 'text');
    markSaved('a', other.savedAt, text());
    expect(session().origin).toMatchObject({ savedAt: other.savedAt });
    expect(hasChanges(session())).toBe(false);
  });

  it('survives a reload with its conflict, and says nothing of what was undone', () => {
    editText('name: a\ntitle: Mine\n', 'text');
    askWhichVersion(other);
    const kept = JSON.parse(sessionStorage.getItem('stepwatch.recipe-draft')!);
    expect(kept).toMatchObject({
      version: 3,
      state: {
        session: { conflict: { state: 'asking', other }, history: { past: [], present: { text: text() } } },
      },
    });
  });

  it('of a copy or a file has changes to lose, an empty one has not', () => {
    openNew('name: b\n', 'b', 'B');
    expect([session().origin.kind, hasChanges(session())]).toEqual(['new', true]);
    openNew(null, '', '');
    expect(hasChanges(session())).toBe(false);
  });

  it.each([
    ['a stored recipe', 'a', { kind: 'stored', name: 'a', savedAt: '1970-01-01T00:00:00.000Z' }],
    ['a new recipe', null, { kind: 'new' }],
  ])('that an earlier version of the program kept is taken over: %s', (_, name, origin) => {
    const { saved, history } = session();
    const migrated = { origin, saved, history, conflict: { state: 'none' }, learnt: null };
    expect(migrateSession({ session: { name, saved, history } }, 1).session).toEqual(migrated);
    const ofVersion2 = { origin, saved, history, conflict: { state: 'asking', other } };
    expect(migrateSession({ session: ofVersion2 }, 2).session).toEqual(migrated);
    expect(migrateSession({ session: null }, 1)).toEqual({ session: null });
  });
});

describe('a version that somebody else saved meanwhile', () => {
  beforeEach(() => {
    editText('name: a\ntitle: Mine\n', 'text');
    askWhichVersion(other);
  });

  it('is asked about, and leaves the draft as it is', () => {
    expect(session()).toMatchObject({ conflict: { state: 'asking' }, origin: { savedAt: began } });
    expect(text()).toContain('Mine');
  });

  it('stays beside the draft while the person goes on editing', () => {
    editBeside();
    editText('name: a\ntitle: Mine too\n', 'text');
    expect(session().conflict).toEqual({ state: 'beside', other });
  });

  it.each(['asking', 'beside'] as const)('is taken (%s), and undo brings the own draft back', (state) => {
    if (state === 'beside') editBeside();
    takeOther();
    expect(text()).toBe(other.text);
    expect(session()).toMatchObject({ origin: { savedAt: other.savedAt }, conflict: { state: 'none' } });
    expect(hasChanges(session())).toBe(false);
    undoEdit();
    expect(text()).toContain('Mine');
    expect(hasChanges(session())).toBe(true);
  });

  it('is what the own draft replaces when it is kept', () => {
    keepOwn();
    expect(text()).toContain('Mine');
    expect(session()).toMatchObject({ origin: { savedAt: other.savedAt }, conflict: { state: 'none' } });
  });

  it('changes nothing when there is none', () => {
    keepOwn();
    const before = session();
    editBeside();
    takeOther();
    keepOwn();
    expect(session()).toEqual(before);
  });
});

it('a draft whose recipe was deleted can be saved as a new one', () => {
  markDeleted();
  expect(session().origin).toEqual({ kind: 'new' });
  expect(hasChanges(session())).toBe(true);
});
