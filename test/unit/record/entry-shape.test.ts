// Lines that changed bytes have made of valid ones: each of them once broke a reader.
import { describe, expect, it } from 'vitest';
import { initialContext, takeEntries } from '../../../src-inference/links/messages/station-message.ts';
import { isEntry } from '../../../src-inference/record/entry-shape.ts';
import { type JournalEntry, withCurrentFields } from '../../../src-inference/record/journal-entry.ts';

const line = (type: string, more: object) => ({ type, at: '2026-11-24T11:25:59.000Z', seq: 1, ...more });
const ready = { state: 'ready', name: 'r', info: { name: 'r', title: 'R', steps: [] } };

describe('the shape of an entry', () => {
  it.each([
    'constructor',
    'toString',
    '__proto__',
    'hasOwnProperty',
  ])('a type called as "%s" is only unknown', (type) => {
    expect(isEntry(line(type, {}))).toBe(true);
  });

  it.each<[string, object]>([
    ['recipeState', { recipe: { state: 'ready', name: 'r' }, next: null }],
    ['recipeState', { recipe: { ...ready, info: { name: 'r', steps: {} } }, next: null }],
    ['partJoined', { part: 1, atSeconds: 0 }],
    ['filesDeleted', { reason: 'age', bytes: 1, files: [{ kind: 'evidence', name: 'a' }] }],
    ['evidenceKept', { id: 'a', evidence: { clips: [], pictures: [] } }],
    ['outputState', { output: 1, kind: 'recording', state: 'running', target: 'a', fromSeconds: 'x' }],
    [
      'partEnded',
      { part: 1, atSeconds: 3, verdict: 'pass', steps: [{ status: 'ok', index: 1, startSeconds: '1' }] },
    ],
    ['nextPartIdentified', { identity: { serial: 'a', order: 7 } }],
  ])('%s without what is read of it is none: %j', (type, more) => {
    expect(isEntry(line(type, more))).toBe(false);
  });

  it.each<[string, object]>([
    ['recipeState', { recipe: ready, next: null }],
    [
      'recipeState',
      { recipe: { state: 'failed', name: 'r', error: { code: 'a', message: 'b' } }, next: 'r' },
    ],
    ['rolloutState', { rollout: { rollout: '7', link: 'plant', state: 'applied' } }],
  ])('%s as a station writes it is one: %j', (type, more) => {
    expect(isEntry(line(type, more))).toBe(true);
  });
});

describe('a part of an earlier version', () => {
  it('has no cycle time, and is sent on without one', () => {
    const entries = [
      line('partStarted', { part: 1, atSeconds: 1 }),
      line('partEnded', { part: 1, atSeconds: 4, verdict: 'pass', steps: [{ status: 'ok', index: 1 }] }),
    ];
    const placed = entries.map((entry) => {
      expect(isEntry(entry)).toBe(true);
      return { entry: withCurrentFields(entry as unknown as JournalEntry), start: 0, end: 1 };
    });
    const { messages } = takeEntries(initialContext, placed);
    expect(messages).toMatchObject([{ kind: 'part', cycleSeconds: null, steps: [{ fromSeconds: null }] }]);
  });
});
