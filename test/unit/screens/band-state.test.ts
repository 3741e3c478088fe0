import { describe, expect, it } from 'vitest';
import type { PlainStationError, StationSnapshot } from '../../../src-inference/contract/index.ts';
import { type Band, bandState, headline } from '../../../src-renderer/live/band/band-state.ts';
import type { Connection } from '../../../src-renderer/station/index.ts';
import { atWork, camera, extra, finished, judged, steps } from '../../screens/parts.ts';

const connected: Connection = {
  state: 'connected',
  shell: { version: '1', role: 'operator', kind: 'host' },
  engine: { state: 'running' },
};
const error: PlainStationError = { code: 'source_unreadable', message: 'broken' };
const failed = finished('fail');
const idle = { part: null } as const;
const open = { ...idle, lastPart: failed, unacknowledged: [failed.id] } as const;
const part = (...judgements: Parameters<typeof steps>[1][]) => ({
  part: { ...atWork.part!, steps: steps(12, ...judgements) },
});

const cases: readonly (readonly [string, Partial<StationSnapshot>, Band['kind']])[] = [
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
  ['a paused file', { source: { ...camera, state: 'paused' } }, 'paused'],
  ['a part that passed', idle, 'pass'],
  ['a part with a warn', { ...idle, lastPart: finished('warn') }, 'warn'],
  ['a part that failed', { ...idle, lastPart: failed }, 'fail'],
  ['a part without a verdict', { ...idle, lastPart: finished(null) }, 'aborted'],
  ['nothing yet', { ...idle, lastPart: null }, 'ready'],
  ['no source', { ...idle, source: null }, 'noSource'],
  ['a failure that nobody acknowledged, without a source', { ...open, source: null }, 'fail'],
  [
    'a failure that nobody acknowledged, with a stalled source',
    { ...open, source: { ...camera, state: 'stalled' } },
    'fail',
  ],
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
  ['no recipe', { ...idle, recipe: { state: 'none' } }, 'noRecipe'],
  [
    'a recipe that cannot be used',
    { ...idle, recipe: { state: 'failed', name: 'x', error } },
    'recipeFailed',
  ],
  ['no model, whatever else', { ...open, model: { state: 'failed', directory: 'm', error } }, 'modelFailed'],
  ['a model that is loaded', { model: { state: 'loading', directory: 'm' } }, 'modelLoading'],
];

describe('the verdict band', () => {
  it.each(cases)('shows %s', (_, change, kind) => {
    expect(bandState(connected, true, { ...atWork, ...change }).kind).toBe(kind);
  });

  const shells: readonly (readonly [Connection, boolean, Band['kind']])[] = [
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
