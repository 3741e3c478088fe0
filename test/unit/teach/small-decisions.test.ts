// The small decisions of the page Teach.
import { describe, expect, it } from 'vitest';
import type { TeachProject } from '../../../src-inference/contract/index.ts';
import { editorKey } from '../../../src-renderer/teach/editing/editor-keys.ts';
import { readableOn } from '../../../src-renderer/teach/editor/time-line-drawing.ts';
import { gripAt } from '../../../src-renderer/teach/editor/time-line-grip.ts';
import {
  addRow,
  labelsOf,
  moveRow,
  problemOf,
  rowsOf,
} from '../../../src-renderer/teach/labels/label-rows.ts';
import { gradeOf } from '../../../src-renderer/teach/networks/grade.ts';
import { nextStep, pathOf } from '../../../src-renderer/teach/overview/next-step.ts';
import { recipeFromActions } from '../../../src-renderer/teach/recipe-text.ts';
import { readPlace, writePlace } from '../../../src-renderer/teach/teach-path.ts';
import { timeLeft } from '../../../src-renderer/teach/training/time-left.ts';
import { networks, newProject, project, recordings, runningJob } from '../../screens/teach-answers.ts';

describe('what to do next', () => {
  const taught = { ...networks[2]!, recordings: recordings.slice(0, 8).map(({ id }) => id) };
  const labelled = recordings.slice(0, 8);
  const cases: readonly (readonly [string, Partial<TeachProject>, string])[] = [
    ['nothing is there yet', {}, 'record'],
    ['a network needs more recordings', { recordings: recordings.slice(0, 2) }, 'record'],
    [
      'there is enough to label',
      { recordings: recordings.map((one) => ({ ...one, state: 'unlabelled' })) },
      'label',
    ],
    ['everything is labelled', { recordings: labelled, networks: [] }, 'train'],
    ['a network was made that is not in use', { recordings: labelled, networks: [taught] }, 'know'],
    [
      'one that was not measured',
      { recordings: labelled, networks: [{ ...taught, report: null }] },
      'deploy',
    ],
    ['it is in use, and recordings wait', { recordings, networks: [taught], inForce: '0003' }, 'label'],
    [
      'there is something new to learn',
      { recordings: labelled, networks: [{ ...taught, recordings: [] }], inForce: '0003' },
      'train',
    ],
    ['all is learnt', { recordings: labelled, networks: [taught], inForce: '0003' }, 'record'],
    ['recordings that cannot be used do not count', { recordings: [recordings[11]!] }, 'record'],
  ];
  it.each(cases)('%s', (_name, change, step) => {
    expect(nextStep({ ...newProject, ...change })).toBe(step);
  });

  it('is one step of the path, and what is left to do elsewhere is not called done', () => {
    expect(pathOf(project).map(({ state }) => state)).toEqual(['done', 'later', 'done', 'next', 'done']);
    const states = pathOf({ ...newProject, recordings: labelled }).map(({ state }) => state);
    expect(states).toEqual(['done', 'done', 'next', 'later', 'later']);
  });

  it('is shown as running while a network is taught', () => {
    const states = pathOf({ ...project, job: runningJob }).map(({ state }) => state);
    expect(states[2]).toBe('running');
  });
});

describe('the address of the page', () => {
  it.each([
    ['', { kind: 'tab', tab: 'overview', network: null }],
    ['training', { kind: 'tab', tab: 'training', network: null }],
    ['networks/0003', { kind: 'tab', tab: 'networks', network: '0003' }],
    ['label/ana 1', { kind: 'label', recording: 'ana 1', atSeconds: 0 }],
    ['label/ana 1/12.5', { kind: 'label', recording: 'ana 1', atSeconds: 12.5 }],
  ] as const)('"%s" leads to a place and back', (path, place) => {
    expect(readPlace(path)).toEqual(place);
    expect(writePlace(place)).toBe(path);
  });

  it('that means nothing leads to the overview', () => {
    expect(readPlace('label')).toEqual(readPlace(''));
    expect(readPlace('elsewhere/1')).toEqual(readPlace(''));
    expect(readPlace('label/ana/soon')).toMatchObject({ atSeconds: 0 });
  });
});

describe('the keys of the label editor', () => {
  const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
    editorKey({ key, code: '', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

  it('take digits by their place, whatever sign the keyboard gives with Shift', () => {
    expect(press('3', { code: 'Digit3' })).toEqual({ kind: 'begin', place: 2 });
    expect(press('·', { code: 'Digit3', shiftKey: true })).toEqual({ kind: 'relabel', place: 2 });
    expect(press('7', { code: 'Numpad7' })).toEqual({ kind: 'begin', place: 6 });
  });

  it('tell a letter from the same one with Control', () => {
    expect(press('c')).toEqual({ kind: 'command', command: 'endEarlier' });
    expect(press('c', { ctrlKey: true })).toEqual({ kind: 'command', command: 'copy' });
    expect(press('Z', { ctrlKey: true, shiftKey: true })).toEqual({ kind: 'command', command: 'redo' });
    expect(press('ArrowLeft', { shiftKey: true })).toEqual({ kind: 'command', command: 'secondBack' });
  });

  it('leave the others to the page and the browser', () => {
    expect([
      press('m'),
      press('t'),
      press('r', { ctrlKey: true }),
      press('ArrowLeft', { altKey: true }),
    ]).toEqual([null, null, null, null]);
  });
});

describe('what lies under the pointer', () => {
  const segments = [
    { id: 1, startSeconds: 1, endSeconds: 3, label: 'a', confidence: null },
    { id: 2, startSeconds: 3, endSeconds: 5, label: 'b', confidence: null },
    { id: 3, startSeconds: 7, endSeconds: 7.1, label: 'c', confidence: null },
  ];
  /** 100 pixels a second. */
  const at = (x: number, more: { y?: number; isTouch?: boolean; selected?: number } = {}) =>
    gripAt(
      { x, y: more.y ?? 60, isTouch: more.isTouch ?? false },
      { segments, selected: more.selected ?? null },
      { fromSeconds: 0, toSeconds: 10 },
      { width: 1000, barTop: 30 },
    );

  it('is a label, an edge, or only the time', () => {
    expect(at(200)).toEqual({ kind: 'segment', id: 1 });
    expect(at(104)).toEqual({ kind: 'edge', id: 1, edge: 'start' });
    expect(at(600)).toEqual({ kind: 'time' });
    expect(at(104, { y: 10 })).toEqual({ kind: 'time' });
  });

  it('is the edge of the label under it where two touch, or of the selected one', () => {
    expect(at(298)).toEqual({ kind: 'edge', id: 1, edge: 'end' });
    expect(at(302)).toEqual({ kind: 'edge', id: 2, edge: 'start' });
    expect(at(302, { selected: 1 })).toEqual({ kind: 'edge', id: 1, edge: 'end' });
  });

  it('is no edge of a label that is too narrow, until it is selected', () => {
    expect(at(703)).toEqual({ kind: 'segment', id: 3 });
    expect(at(703, { selected: 3 })).toMatchObject({ kind: 'edge', id: 3 });
  });

  it('reaches further for a finger', () => {
    expect(at(115)).toEqual({ kind: 'segment', id: 1 });
    expect(at(115, { isTouch: true })).toEqual({ kind: 'edge', id: 1, edge: 'start' });
  });
});

describe('the actions of a project', () => {
  it('get names from their titles, and keep those that recordings use', () => {
    const rows = addRow(
      addRow(addRow(rowsOf([{ name: 'lid', title: 'Lid', color: '#2563eb' }]), 'Pulsar botón'), 'Lid!'),
      '装配',
    );
    expect(labelsOf(rows, 'no_action').map(({ name }) => name)).toEqual([
      'lid',
      'pulsar_boton',
      'lid_2',
      '装配',
    ]);
  });

  it('never take the name of the background, and have colours that differ', () => {
    const rows = addRow(addRow([], 'no action'), 'Grease');
    expect(labelsOf(rows, 'no_action').map(({ name }) => name)).toEqual(['no_action_2', 'grease']);
    expect(new Set(rows.map(({ color }) => color)).size).toBe(2);
  });

  it('are told apart by their titles', () => {
    const rows = addRow(addRow(addRow([], 'Grease'), ' grease '), '');
    expect(rows.map((row) => problemOf(row, rows))).toEqual(['twice', 'twice', 'empty']);
  });

  it('are moved up and down, not over the ends', () => {
    const rows = addRow(addRow([], 'a'), 'b');
    expect(moveRow(rows, 2, -1).map(({ title }) => title)).toEqual(['b', 'a']);
    expect(moveRow(rows, 1, -1)).toBe(rows);
  });
});

it('a recipe is made of what was done in a recording, in its order', () => {
  const actions = [
    { startSeconds: 3, endSeconds: 4, label: 'press: lid' },
    { startSeconds: 1, endSeconds: 2, label: 'seal' },
  ];
  expect(recipeFromActions(actions, 'Línea 3')).toBe(
    'name: linea-3\ntitle: Línea 3\nsteps:\n  - seal\n  - "press: lid"\n',
  );
});

it('the time that is left is told in the unit that one plans with', () => {
  expect([null, 2, 41, 200, 5000, 6000].map(timeLeft)).toEqual([
    null,
    { unit: 'seconds', count: 5 },
    { unit: 'seconds', count: 45 },
    { unit: 'minutes', count: 4 },
    { unit: 'minutes', count: 84 },
    { unit: 'hours', count: 2 },
  ]);
});

it('a network that is right often, but in few recordings, is not called good', () => {
  expect(gradeOf({ value: 0.93, low: 0.88, high: 0.96 })).toBe('pass');
  expect(gradeOf({ value: 0.93, low: 0.6, high: 0.99 })).toBe('warn');
  expect(gradeOf({ value: 0.7, low: 0.6, high: 0.8 })).toBe('fail');
});

it('words on a colour can be read', () => {
  expect([readableOn('#ffffff'), readableOn('#111827'), readableOn('#d97706')]).toEqual([
    '#10161d',
    '#ffffff',
    '#10161d',
  ]);
});
