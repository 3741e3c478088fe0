// What the largest text of the live page tells the hands to do.
import { describe, expect, it } from 'vitest';
import type {
  JudgedStep,
  NamedStep,
  RecipeInfo,
  StationSnapshot,
} from '../../../src-inference/contract/index.ts';
import { bandState } from '../../../src-renderer/live/band/band-state.ts';
import { doingNow } from '../../../src-renderer/live/work/doing.ts';
import { type Instruction, instructionOf } from '../../../src-renderer/live/work/instruction.ts';
import { type Act, usualActs } from '../../../src-renderer/live/work/repair.ts';
import {
  atWork,
  camera,
  coupling,
  extra,
  finished,
  freeCoupling,
  judged,
  steps,
} from '../../screens/parts.ts';

const connected = {
  state: 'connected',
  shell: { version: '1', role: 'operator', kind: 'host', kiosk: 'browser' },
  engine: { state: 'running' },
} as const;

const named = (...indexes: readonly number[]): readonly NamedStep[] =>
  indexes.map((index) => ({ index, label: coupling.steps[index - 1]!.label }));

function told(change: Partial<StationSnapshot>): Instruction {
  const snapshot = { ...atWork, ...change };
  return instructionOf(bandState(connected, true, snapshot), snapshot);
}

function part(judgements: readonly JudgedStep[], next: readonly NamedStep[]): Partial<StationSnapshot> {
  return { part: { ...atWork.part!, steps: judgements, next, expected: next[0] ?? null, doing: null } };
}

/** `takeBack 11 spacer, do 10 greased_disk`. */
function inWords(acts: readonly Act[]): string {
  const one = ({ index, label }: Act['actions'][number]): string =>
    index === null ? label : `${index} ${label}`;
  return acts.map(({ verb, actions }) => `${verb} ${actions.map(one).join(' + ')}`).join(', ');
}

describe('what the hands do', () => {
  it('is the next step, with the two after it', () => {
    expect(told(part(steps(12), named(13)))).toMatchObject({
      kind: 'do',
      steps: [{ index: 13 }],
      later: [{ index: 14 }, { index: 15 }],
    });
  });

  it('is any of several steps, where each of them is right', () => {
    expect(told(part(steps(17), named(18, 19, 20)))).toMatchObject({
      kind: 'do',
      steps: [{ index: 18 }, { index: 19 }, { index: 20 }],
      later: [],
    });
  });

  it('is to put a mistake right before anything else, and then to go on where it broke off', () => {
    expect(told(part(steps(11, judged(10, 'missed')), named(12)))).toMatchObject({
      kind: 'repair',
      mistake: { index: 10 },
      said: null,
      goOn: { index: 11 },
    });
    expect(told(part(steps(13, judged(13, 'wrong', { label: 'spacer' })), named(14)))).toMatchObject({
      kind: 'repair',
      goOn: { index: 14 },
    });
  });

  it('is what the recipe says about the mistake, where it says something', () => {
    const info: RecipeInfo = { ...coupling, remedies: { missed: 'Call Ana.' } };
    const recipe = { state: 'ready', name: 'coupling', info } as const;
    const change = part(steps(11, judged(10, 'missed')), named(12));
    expect(told({ ...change, recipe })).toMatchObject({ kind: 'repair', said: 'Call Ana.', acts: [] });
  });

  it('is the next step again once too much was done on top of a mistake', () => {
    expect(told(part(steps(12, judged(5, 'missed')), named(13)))).toMatchObject({ kind: 'do' });
  });

  it('is the next step when a mistake only asks for a look', () => {
    expect(told(part(steps(12, judged(11, 'uncertain')), named(13)))).toMatchObject({ kind: 'do' });
  });

  it('is never that all steps are done while one was left out', () => {
    expect(told(part(steps(22), []))).toEqual({ kind: 'allDone' });
    expect(told(part(steps(22, judged(5, 'missed')), []))).toMatchObject({
      kind: 'lacking',
      open: [{ index: 5 }],
    });
  });

  const idle = { part: null } as const;
  it.each<[string, Partial<StationSnapshot>, Instruction['kind']]>([
    ['to set a failed part aside', { ...idle, lastPart: finished('fail') }, 'setAside'],
    ['to look at a part in doubt', { ...idle, lastPart: finished('warn') }, 'look'],
    [
      'to check by hand what was not seen',
      { ...idle, lastPart: finished(null, { abortReason: 'notSeenFromStart' }) },
      'byHand',
    ],
    ['to begin the next part after a pass', { ...idle, lastPart: finished('pass') }, 'begin'],
    [
      'to begin the next part after a failure that was acknowledged',
      { ...idle, lastPart: finished('fail', { acknowledgement: { by: 'Ana', reason: 'x', at: '' } }) },
      'begin',
    ],
    ['nothing while the source is stalled', { source: { ...camera, state: 'stalled' } }, 'unchecked'],
    ['nothing without a recipe', { recipe: { state: 'none' } }, 'unchecked'],
    [
      'to wait while a part can still be taken back',
      { part: { ...atWork.part!, ending: { at: '', undoSeconds: 5 } } },
      'ending',
    ],
  ])('is %s', (_, change, kind) => {
    expect(told(change).kind).toBe(kind);
  });
});

describe('the usual way to put a mistake right', () => {
  const acts = (mistake: JudgedStep, judgements: readonly JudgedStep[], recipe = coupling): string =>
    inWords(usualActs(mistake, judgements, recipe));
  const swap = { early: named(11)[0]!, late: named(10)[0]! };
  const at10 = (status: JudgedStep['status'], change: Partial<JudgedStep> = {}) => judged(10, status, change);
  it.each<[string, JudgedStep, number, string]>([
    ['left out, and noticed at once', at10('missed'), 10, 'do 10 greased_disk'],
    [
      'left out, with two done on top: the last one first',
      at10('missed'),
      12,
      'takeBack 12 spacer + 11 separator, do 10 greased_disk',
    ],
    ['left out, with too many on top', at10('missed'), 16, ''],
    [
      'another one in its place',
      at10('wrong', { label: 'spacer' }),
      10,
      'takeBack spacer, do 10 greased_disk',
    ],
    ['one too many', extra('spacer', 10), 10, 'takeBack spacer'],
    [
      'two swapped',
      at10('swapped', { reason: { kind: 'swapped', ...swap } }),
      11,
      'takeBack 10 greased_disk + 11 separator, do 10 greased_disk + 11 separator',
    ],
    [
      'before its turn',
      at10('outOfOrder', { reason: { kind: 'doneBefore', steps: named(9), undone: false } }),
      10,
      'takeBack 10 greased_disk, do 9 spacer + 10 greased_disk',
    ],
    ['after its turn: nothing helps any more', at10('outOfOrder'), 10, ''],
    ['too fast', at10('tooFast'), 10, 'again 10 greased_disk'],
    ['hardly seen', at10('uncertain'), 10, 'look 10 greased_disk'],
  ])('%s', (_, mistake, last, words) => {
    expect(acts(mistake, steps(last, mistake))).toBe(words);
  });

  it('leaves on the part what may come in any order with it', () => {
    const missed = judged(18, 'missed');
    expect(acts(missed, steps(19, missed), freeCoupling)).toBe('do 18 spacer');
  });
});

describe('what is being done', () => {
  const doing = (change: Partial<StationSnapshot>) => doingNow({ ...atWork, ...change });
  const nothing = { part: { ...atWork.part!, doing: null } };
  it('is the action that the checker follows, with the probability of the newest window', () => {
    expect(doing({})).toEqual({ kind: 'action', label: 'greased_disk', probability: 0.94 });
    expect(doing({ action: { label: 'spacer', probability: 0.6 } })).toMatchObject({ probability: null });
  });
  it('is perhaps what the newest window names', () => {
    expect(doing({ ...nothing, action: { label: 'spacer', probability: 0.55 } })).toEqual({
      kind: 'perhaps',
      label: 'spacer',
      probability: 0.55,
    });
  });
  it('is nothing, or an interruption', () => {
    expect(doing({ ...nothing, action: { label: 'no_action', probability: 0.9 } })).toEqual({
      kind: 'nothing',
    });
    const interruption = { label: 'spacer', sinceSeconds: 8062 };
    expect(doing({ part: { ...atWork.part!, interruption } })).toEqual({
      kind: 'interrupted',
      label: 'spacer',
    });
  });
});
