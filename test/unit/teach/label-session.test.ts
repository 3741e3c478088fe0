// Work on labels that was not saved, over reloads and beside other people.
import { beforeEach, describe, expect, it } from 'vitest';
import type { RecordingLabels } from '../../../src-inference/contract/index.ts';
import { createFrameClock } from '../../../src-renderer/teach/editing/frame-clock.ts';
import {
  hasChanges,
  type Keeper,
  openLabelSession,
  segmentsOf,
} from '../../../src-renderer/teach/editing/label-session.ts';

const clock = createFrameClock(
  Array.from({ length: 100 }, (_, frame) => frame / 10),
  10,
);
const stored: RecordingLabels = {
  recording: 'ana-1',
  durationSeconds: 10,
  confirmed: { actions: [{ startSeconds: 1, endSeconds: 3, label: 'seal' }] },
  draft: null,
  version: 'v1',
};

let kept: Map<string, string>;
let keeper: Keeper;
beforeEach(() => {
  kept = new Map();
  keeper = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
});

const open = (labels = stored, project = '/line') =>
  openLabelSession(project, labels, clock, keeper, {
    date: () => new Date('2026-11-24T10:00:00Z'),
    milliseconds: () => 0,
  });
const shown = ({ store }: ReturnType<typeof open>): string =>
  segmentsOf(store.getState())
    .map(({ startSeconds, endSeconds, label, confidence }) =>
      [label, `${startSeconds}-${endSeconds}`, ...(confidence === null ? [] : [confidence])].join(' '),
    )
    .join(', ');
const addGrease = (session: ReturnType<typeof open>): void => {
  session.act({ kind: 'begin', label: 'grease', at: 4 });
  session.act({ kind: 'end', at: 6 });
};

describe('labels that were not saved', () => {
  it('are there after a reload', () => {
    addGrease(open());
    const again = open();
    expect(shown(again)).toBe('seal 1-3, grease 4-6');
    expect(again.store.getState().resumedAt).toBe('2026-11-24T10:00:00.000Z');
    expect(hasChanges(again.store.getState())).toBe(true);
  });

  it('are forgotten once they are saved, or undone', () => {
    const session = open();
    addGrease(session);
    session.act({ kind: 'undo' });
    expect(hasChanges(session.store.getState())).toBe(false);
    expect(kept.size).toBe(0);
    session.act({ kind: 'redo' });
    session.markSaved({ ...stored, version: 'v2' }, segmentsOf(session.store.getState()));
    expect(kept.size).toBe(0);
    expect(session.store.getState().basedOn).toBe('v2');
  });

  it('stay to be saved when they were changed while others were sent', () => {
    const session = open();
    addGrease(session);
    const sent = segmentsOf(session.store.getState());
    session.act({ kind: 'remove' });
    session.markSaved({ ...stored, version: 'v2' }, sent);
    expect(hasChanges(session.store.getState())).toBe(true);
    expect(JSON.parse([...kept.values()][0]!).basedOn).toBe('v2');
  });

  it('are those of one project: another may have a recording of the same name', () => {
    addGrease(open());
    expect(shown(open(stored, '/other line'))).toBe('seal 1-3');
  });

  it('give way to what is saved when the person wants that, and undo brings them back', () => {
    addGrease(open());
    const again = open();
    again.takeStored(stored);
    expect(shown(again)).toBe('seal 1-3');
    expect(hasChanges(again.store.getState())).toBe(false);
    again.act({ kind: 'undo' });
    expect(shown(again)).toBe('seal 1-3, grease 4-6');
  });

  it('are asked about when somebody else has saved meanwhile', () => {
    addGrease(open());
    const theirs: RecordingLabels = {
      ...stored,
      confirmed: { actions: [{ startSeconds: 2, endSeconds: 3, label: 'seal' }] },
      version: 'v2',
    };
    const again = open(theirs);
    expect(again.store.getState()).toMatchObject({ conflict: theirs, basedOn: 'v1' });
    again.keepOwn();
    expect(again.store.getState()).toMatchObject({ conflict: null, basedOn: 'v2' });
    expect(shown(again)).toBe('seal 1-3, grease 4-6');
    expect(hasChanges(again.store.getState())).toBe(true);
  });

  it('are said not to be kept where the browser has no room', () => {
    keeper = {
      ...keeper,
      setItem() {
        throw new Error('full');
      },
    };
    const session = open();
    addGrease(session);
    expect(session.store.getState().isKept).toBe(false);
  });

  it('of another version of the screens, or broken, are ignored', () => {
    addGrease(open());
    const [key] = kept.keys();
    for (const text of ['{"version":99,"stretches":[]}', '{"version":1', '"labels"']) {
      kept.set(key!, text);
      expect(shown(open())).toBe('seal 1-3');
    }
  });
});

describe('drafts', () => {
  const draft = (maker: 'model' | 'person'): RecordingLabels => ({
    ...stored,
    confirmed: null,
    draft: {
      maker,
      madeAt: '2026-11-24T09:00:00Z',
      actions: [
        { startSeconds: 1, endSeconds: 2, label: 'seal', confidence: 0.9 },
        { startSeconds: 3, endSeconds: 4, label: 'grease', confidence: 0.4 },
        { startSeconds: 5, endSeconds: 6, label: 'scan', confidence: 0.6 },
      ],
    },
  });

  it('of a network are to be confirmed, and so is what a person has not looked at yet', () => {
    expect(shown(open(draft('model')))).toBe('seal 1-2 0.9, grease 3-4 0.4, scan 5-6 0.6');
    const own = draft('person').draft!;
    const begun = own.actions.map((action, place) => (place === 1 ? action : { ...action, confidence: 1 }));
    const half: RecordingLabels = { ...draft('person'), draft: { ...own, actions: begun } };
    expect(shown(open(half))).toBe('seal 1-2, grease 3-4 0.4, scan 5-6');
  });

  it('are confirmed from the least sure on', () => {
    const session = open(draft('model'));
    session.act({ kind: 'select', id: 2 });
    const selected = () => {
      const { segments, selected: id } = session.store.getState().editor.history.present;
      return segments.find((one) => one.id === id)!.label;
    };
    session.act({ kind: 'confirm' });
    expect(selected()).toBe('scan');
    session.act({ kind: 'confirm' });
    expect(selected()).toBe('seal');
    session.act({ kind: 'confirm' });
    expect(shown(session)).toBe('seal 1-2, grease 3-4, scan 5-6');
  });

  it('are no drafts any more once a person has named them', () => {
    const session = open(draft('model'));
    session.act({ kind: 'select', id: 1 });
    session.act({ kind: 'relabel', label: 'scan' });
    expect(shown(session)).toBe('scan 1-2, grease 3-4 0.4, scan 5-6 0.6');
  });
});
