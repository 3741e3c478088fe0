import { describe, expect, it } from 'vitest';
import {
  type PlainStationError,
  recordReady,
  type StationSnapshot,
} from '../../../src-inference/contract/index.ts';
import type { BandKind } from '../../../src-renderer/live/band/band.ts';
import { bandPriority, isUnchecked } from '../../../src-renderer/live/band/band-priority.ts';
import { bandState, headline } from '../../../src-renderer/live/band/band-state.ts';
import type { Connection } from '../../../src-renderer/station/index.ts';
import { atWork, camera, extra, finished, judged, steps } from '../../screens/parts.ts';

const connected: Connection = {
  state: 'connected',
  shell: { version: '1', role: 'operator', kind: 'host', kiosk: 'browser' },
  engine: { state: 'running' },
};
const error: PlainStationError = { code: 'source_unreadable', message: 'broken' };
const unwritten = { ...recordReady, state: 'unwritable', since: '2026-11-24T09:12:00.000Z', error } as const;
const failed = finished('fail');
const idle = { part: null } as const;
const joined = { index: 9, label: 'spacer' } as const;
const ending = { at: '', undoSeconds: 5 } as const;
const open = { ...idle, lastPart: failed, unacknowledged: [failed.id] } as const;
const part = (...judgements: Parameters<typeof steps>[1][]) => ({
  part: { ...atWork.part!, steps: steps(12, ...judgements) },
});

const moved = { state: 'moved', since: '', sinceSeconds: 1, shift: null, judged: false } as const;

const cases: readonly (readonly [string, Partial<StationSnapshot>, BandKind])[] = [
  ['a part without a fault', {}, 'inProgress'],
  ['a doubtful step', part(judged(11, 'uncertain')), 'look'],
  ['a wrong step', part(judged(11, 'wrong')), 'mistake'],
  ['a doubtful step after a wrong one', part(judged(5, 'wrong'), judged(11, 'uncertain')), 'mistake'],
  ['an extra action', part(extra('spacer', 4)), 'mistake'],
  ['doubt at a critical step', part(judged(11, 'uncertain', { severity: 'fail' })), 'mistake'],
  [
    'a correction that the recipe forgives',
    part(judged(11, 'corrected', { severity: 'pass' })),
    'inProgress',
  ],
  ['a stalled source in the middle of a part', { source: { ...camera, state: 'stalled' } }, 'stalled'],
  ['a camera that was moved, in the middle of a part', { picture: moved }, 'unusual'],
  ['a camera that was moved a little', { picture: { ...moved, judged: true } }, 'inProgress'],
  ['a paused file', { source: { ...camera, state: 'paused' } }, 'paused'],
  ['a part that passed', idle, 'pass'],
  ['a part with a warn', { ...idle, lastPart: finished('warn') }, 'warn'],
  ['a part that failed', open, 'fail'],
  [
    'a failure that somebody acknowledged',
    { ...idle, lastPart: finished('fail', { acknowledgement: { by: 'Ana', reason: 'x', at: '' } }) },
    'acknowledged',
  ],
  [
    'a verdict that a person replaced',
    {
      ...idle,
      lastPart: finished('fail', { override: { verdict: 'pass', by: 'Ana', reason: 'x', at: '' } }),
    },
    'overridden',
  ],
  [
    'a part that was not seen from its start',
    { ...idle, lastPart: finished(null, { abortReason: 'notSeenFromStart' }) },
    'notSeen',
  ],
  ['a part whose beginning was not seen', { part: { ...atWork.part!, joined } }, 'joined'],
  ['a part that a person has ended', { part: { ...atWork.part!, ending } }, 'ending'],
  ['a part without a verdict', { ...idle, lastPart: finished(null) }, 'aborted'],
  ['nothing yet', { ...idle, lastPart: null }, 'ready'],
  ['no source', { ...idle, source: null }, 'noSource'],
  ['no source, whatever failed before', { ...open, source: null }, 'noSource'],
  [
    'a stalled source, whatever failed before',
    { ...open, source: { ...camera, state: 'stalled' } },
    'stalled',
  ],
  ['no recipe, whatever failed before', { ...open, recipe: { state: 'none' } }, 'noRecipe'],
  [
    'the next part after a failure that nobody acknowledged',
    { lastPart: failed, unacknowledged: [failed.id] },
    'inProgress',
  ],
  ['a source that has shown nothing', { ...idle, source: { ...camera, state: 'waiting' } }, 'waiting'],
  ['a video that is over, with a verdict', { ...idle, source: { ...camera, state: 'ended' } }, 'pass'],
  [
    'a video that is over, without one',
    { ...idle, lastPart: null, source: { ...camera, state: 'ended' } },
    'ended',
  ],
  ['a video that broke off', { ...idle, source: { ...camera, state: 'ended', error } }, 'sourceFailed'],
  ['a record that cannot be written', { record: unwritten }, 'recordUnwritable'],
  [
    'a pass that is not on record',
    { ...idle, record: unwritten, lastPart: finished('pass') },
    'recordUnwritable',
  ],
  ['a failure, on record or not', { ...idle, record: unwritten, lastPart: failed }, 'fail'],
  [
    'a mistake, on record or not',
    { record: unwritten, part: { ...atWork.part!, steps: steps(12, judged(9, 'wrong')) } },
    'mistake',
  ],
  ['no recipe', { ...idle, recipe: { state: 'none' } }, 'noRecipe'],
  [
    'a recipe that cannot be used',
    { ...idle, recipe: { state: 'failed', name: 'x', error } },
    'recipeFailed',
  ],
  ['no model, whatever else', { ...open, model: { state: 'failed', directory: 'm', error } }, 'modelFailed'],
  ['a model that is loaded', { model: { state: 'loading', directory: 'm' } }, 'modelLoading'],
];

/** From the bottom to the top: each makes one more row hold, with all that hold below it. */
const piledUp: readonly (readonly [BandKind, Partial<StationSnapshot>])[] = [
  ['ready', { ...idle, lastPart: null }],
  ['ended', { source: { ...camera, state: 'ended' } }],
  ['aborted', { lastPart: finished(null) }],
  ['notSeen', { lastPart: finished(null, { abortReason: 'notSeenFromStart' }) }],
  ['pass', { lastPart: finished('pass') }],
  ['warn', { lastPart: finished('warn') }],
  ['fail', { lastPart: failed }],
  ['acknowledged', { lastPart: { ...failed, acknowledgement: { by: 'Ana', reason: 'x', at: '' } } }],
  ['overridden', { lastPart: { ...failed, override: { verdict: 'pass', by: 'Ana', reason: 'x', at: '' } } }],
  ['inProgress', { part: { ...atWork.part!, steps: steps(12) } }],
  ['joined', { part: { ...atWork.part!, joined } }],
  ['recordUnwritable', { record: unwritten }],
  ['look', { part: { ...atWork.part!, joined, steps: steps(12, judged(9, 'uncertain')) } }],
  ['mistake', { part: { ...atWork.part!, joined, steps: steps(12, judged(9, 'wrong')) } }],
  ['ending', { part: { ...atWork.part!, joined, ending, steps: steps(12, judged(9, 'wrong')) } }],
  ['paused', { source: { ...camera, state: 'paused' } }],
  ['noRecipe', { recipe: { state: 'none' } }],
  ['recipeFailed', { recipe: { state: 'failed', name: 'x', error } }],
  ['unusual', { picture: moved }],
  ['stalled', { source: { ...camera, state: 'stalled' } }],
  ['waiting', { source: { ...camera, state: 'waiting' } }],
  ['sourceFailed', { source: { ...camera, state: 'ended', error } }],
  ['noSource', { source: null }],
  ['modelLoading', { model: { state: 'loading', directory: 'm' } }],
  ['modelFailed', { model: { state: 'failed', directory: 'm', error } }],
];

describe('the table of the band', () => {
  let pile = atWork;
  it.each(piledUp)('%s comes before what is below it', (kind, change) => {
    pile = { ...pile, ...change };
    expect(bandState(connected, true, pile).kind).toBe(kind);
  });

  it('has these rows, and those of the station above them, in this order', () => {
    const order = bandPriority.map(({ kind }) => kind);
    expect(order.slice(-piledUp.length)).toEqual(piledUp.map(([kind]) => kind).toReversed());
    expect(order.slice(0, -piledUp.length)).toEqual([
      'connecting',
      'lost',
      'refused',
      'engineFailed',
      'engineRestarting',
      'engineStarting',
      'opening',
    ]);
  });

  it('says while which of them nothing is checked', () => {
    expect([isUnchecked('noRecipe'), isUnchecked('lost'), isUnchecked('mistake')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('the verdict band', () => {
  it.each(cases)('shows %s', (_, change, kind) => {
    expect(bandState(connected, true, { ...atWork, ...change }).kind).toBe(kind);
  });

  const shells: readonly (readonly [Connection, boolean, BandKind])[] = [
    [{ state: 'lost', shell: null, attempt: 1, retryAt: 0 }, false, 'lost'],
    [{ state: 'refused' }, false, 'refused'],
    [{ state: 'connecting' }, false, 'connecting'],
    [{ ...connected, engine: { state: 'starting' } }, false, 'engineStarting'],
    [
      { ...connected, engine: { state: 'restarting', failures: 1, inSeconds: 1, reason: '' } },
      false,
      'engineRestarting',
    ],
    [{ ...connected, engine: { state: 'failed', failures: 5, reason: '' } }, false, 'engineFailed'],
    [connected, false, 'opening'],
  ];
  it.each(
    shells,
  )('says what is wrong with connection and engine before anything else: %j', (connection, fresh, kind) => {
    expect(bandState(connection, fresh, { ...atWork, ...open }).kind).toBe(kind);
  });

  it('names the newest grave fault while the part is made, and the first one when it is over', () => {
    const judgements = [judged(3, 'wrong'), judged(7, 'missed'), judged(11, 'uncertain')];
    const making = bandState(connected, true, { ...atWork, ...part(...judgements) });
    expect(headline(making)).toMatchObject({ step: { index: 7 }, others: 2 });
    const over = bandState(connected, true, {
      ...atWork,
      ...idle,
      lastPart: finished('fail', { steps: steps(22, ...judgements) }),
    });
    expect(headline(over)).toMatchObject({ step: { index: 3 }, others: 2 });
  });

  it('counts only steps that are there as done', () => {
    const kept = {
      ...atWork,
      part: { ...atWork.part!, steps: steps(12, judged(4, 'missed', { severity: 'pass' })) },
    };
    expect(bandState(connected, true, kept)).toEqual({ kind: 'inProgress', done: 11, of: 22 });
  });
});
