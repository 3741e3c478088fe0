// The snapshot after each event: what every screen shows.
import { describe, expect, it } from 'vitest';
import {
  advance,
  type EngineEvent,
  type JudgedStep,
  type SourceInfo,
  type StationSettings,
  type StationSnapshot,
} from '../../../src-inference/contract/index.ts';
import { initialSettings, initialSnapshot } from '../../../src-inference/workplace/initial-state.ts';

const at = '2026-11-24T10:00:00.000Z';
const options = {
  directory: '/s',
  defaults: { model: '/m', recipes: [], folders: [] },
  source: null,
} as const;
const settings = initialSettings(options, new Date(at));
const blank = initialSnapshot(settings, 'engine', 0);
const info: SourceInfo = {
  name: 'good.mp4',
  width: 16,
  height: 16,
  durationSeconds: null,
  framesPerSecond: 30,
  codec: null,
};
const step: JudgedStep = {
  index: 1,
  expected: 'red',
  label: 'red',
  status: 'ok',
  startSeconds: 1,
  endSeconds: 2,
  probability: 0.9,
  reason: null,
  remark: '',
  severity: 'pass',
  evidence: null,
};
const error = { code: 'output_failed', message: 'broken' } as const;

function folded(...events: readonly EngineEvent[]): StationSnapshot {
  return events.reduce(
    (snapshot, event) => advance(snapshot, { sequence: snapshot.sequence + 1, at, event }),
    blank,
  );
}

const running: EngineEvent = {
  type: 'runStarted',
  source: info,
  model: 'm',
  network: { precision: 'fp32', target: null, backend: 'cpu', reason: '' },
  recipe: null,
  recipeSteps: 0,
};
const hop = { wantedSeconds: 0.5, seconds: 0.75, networkSeconds: 0.6, reason: 'slowNetwork' } as const;
const started: EngineEvent = { type: 'partStarted', part: 1, atSeconds: 1, code: null };
const judged: EngineEvent = {
  type: 'stepJudged',
  part: 1,
  step,
  amends: false,
  next: { index: 2, label: 'green' },
};
const failed: EngineEvent = {
  type: 'partEnded',
  part: 1,
  atSeconds: 9,
  verdict: 'fail',
  cycleSeconds: 8,
  steps: [step],
};
const outputs: StationSettings['outputs'] = [
  { id: 'a', enabled: true, spec: { kind: 'sharedMemory', path: '/x', annotation: 'none' } },
];
const output = (state: 'running' | 'failed' | 'ended', number = 1): EngineEvent => ({
  type: 'outputState',
  output: number,
  kind: 'sharedMemory',
  state,
  target: '/x',
  error: state === 'failed' ? error : null,
  setting: 'a',
  fromSeconds: null,
});

const estimated = {
  type: 'errorsEstimated',
  estimate: {
    errors: { temperature: 1.6, errorSeconds: 0.9, mixing: 0.2, confidence: { right: [], wrong: [] } },
    parts: 5,
    windows: 300,
  },
} as const satisfies EngineEvent;

const identity = { serial: 'SN 1', order: null, variant: null };
const identified = { type: 'nextPartIdentified', identity, by: 'scanner' } as const;
const refused = {
  type: 'identityRefused',
  text: 'SN 1',
  by: 'scanner',
  error: { code: 'serial_known', message: 'Made before.' },
  identity,
  earlier: null,
} as const;
const overridden = (replaces: 'pass' | null) =>
  ({ type: 'partOverridden', id: at, verdict: 'pass', by: 'Ana', reason: 'seen', replaces }) as const;

describe('the snapshot', () => {
  it.each<[string, readonly EngineEvent[], Partial<StationSnapshot>]>([
    ['a live source has a hop', [running, { type: 'hopState', hop }], { hop }],
    ['a file has none', [{ type: 'hopState', hop }, running], { hop: null }],
    ['no source has one', [{ type: 'hopState', hop }, { type: 'sourceGone' }], { hop: null }],
    ['a part begins', [started], { part: { id: at, number: 1, steps: [] } as never }],
    [
      'a step is judged',
      [started, judged],
      { part: { steps: [step], expected: { index: 2, label: 'green' } } as never },
    ],
    [
      'a part fails',
      [started, judged, failed],
      { part: null, unacknowledged: [at], lastPart: { verdict: 'fail', seconds: 8 } as never },
    ],
    [
      'a part is acknowledged',
      [started, failed, { type: 'partAcknowledged', id: at, by: 'Ana', reason: 'seen' }],
      { unacknowledged: [], lastPart: { acknowledgement: { by: 'Ana', reason: 'seen', at } } as never },
    ],
    [
      'a part is aborted',
      [started, judged, { type: 'partAborted', part: 1, atSeconds: 3, reason: 'seek' }],
      { part: null, lastPart: { verdict: null, abortReason: 'seek', steps: [step] } as never },
    ],
    [
      'a part is resumed',
      [started, { type: 'partResumed', part: 1, atSeconds: 3, missedSeconds: 2 }],
      { part: { interrupted: true } as never },
    ],
    [
      'the work on a part is interrupted',
      [started, { type: 'workInterrupted', part: 1, atSeconds: 3, label: 'red' }],
      { part: { interruption: { label: 'red', sinceSeconds: 3 } } as never },
    ],
    [
      'it goes on',
      [
        started,
        { type: 'workInterrupted', part: 1, atSeconds: 3, label: null },
        { type: 'workResumed', part: 1, atSeconds: 8 },
      ],
      { part: { interruption: null } as never },
    ],
    [
      'a file without a known length plays',
      [{ type: 'sourceState', state: 'playing', source: info, error: null }],
      { source: { text: 'good.mp4', live: false, state: 'playing' } as never },
    ],
    [
      'the next part is identified',
      [identified, { type: 'operatorChanged', operator: 'Ana', reason: 'badge' }],
      { nextPart: identity, operator: 'Ana', part: null },
    ],
    [
      'that part begins',
      [identified, { type: 'operatorChanged', operator: 'Ana', reason: 'badge' }, started],
      { nextPart: null, part: { identity, operator: 'Ana' } as never },
    ],
    [
      'somebody logs in during a part that nobody works on',
      [started, { type: 'operatorChanged', operator: 'Ana', reason: 'pin' }],
      { part: { operator: 'Ana' } as never },
    ],
    [
      'a part has ended that is identified late',
      [started, failed, { type: 'partIdentified', id: at, identity, by: 'scanner' }],
      { nextPart: null, lastPart: { identity } as never },
    ],
    ['a code is refused', [refused], { identityRefusal: { text: 'SN 1', at } as never, nextPart: null }],
    ['the next code is taken', [refused, identified], { identityRefusal: null, nextPart: identity }],
    [
      'a person says otherwise than the checker, and again',
      [started, failed, overridden(null), overridden('pass')],
      {
        unacknowledged: [],
        shift: { since: at, pass: 0, warn: 0, fail: 1, aborted: 0, overridden: 1 },
        lastPart: { verdict: 'fail', override: { verdict: 'pass', by: 'Ana', reason: 'seen', at } } as never,
      },
    ],
    ['the errors of the network are estimated', [estimated], { errorEstimate: estimated.estimate }],
    [
      'another model is loaded',
      [estimated, { type: 'modelState', model: { state: 'loading', directory: '/m' } }],
      { errorEstimate: null },
    ],
    ['a source is forgotten', [{ type: 'sourceGone' }], { source: null, action: null, lastPart: null }],
    [
      'another source is opened: its last part is that of the one before no more',
      [
        {
          type: 'sourceState',
          state: 'playing',
          source: { ...info, name: 'camera:/dev/video0' },
          error: null,
        },
        started,
        failed,
        { type: 'sourceState', state: 'playing', source: info, error: null },
      ],
      { lastPart: null, shift: { fail: 1 } as never },
    ],
    [
      'an output fails',
      [output('running'), output('failed')],
      { outputs: [{ state: 'failed', setting: 'a' }] as never },
    ],
    [
      'an output that failed is attached anew',
      [output('failed'), output('running', 2)],
      { outputs: [{ output: 2, state: 'running' }] as never },
    ],
    [
      'an output that failed is kept in the settings',
      [output('failed'), { type: 'settingsChanged', settings: { ...settings, outputs } }],
      { outputs: [{ state: 'failed' }] as never },
    ],
    [
      'an output that failed is switched off',
      [output('failed'), { type: 'settingsChanged', settings }],
      { outputs: [], settingsError: null },
    ],
  ])('when %s', (_, events, expected) => {
    expect(folded(...events)).toMatchObject({ ...expected, sequence: events.length });
  });

  it('counts a shift, and begins to count again', () => {
    expect(folded(started, failed, started, failed).shift).toMatchObject({ fail: 2, pass: 0 });
    expect(folded(started, failed, { type: 'shiftStarted' }).shift).toEqual({
      since: at,
      ...{ pass: 0, warn: 0, fail: 0, aborted: 0, overridden: 0 },
    });
  });

  it('does not grow in two weeks of parts that nobody looks at', () => {
    let snapshot = blank;
    for (let number = 1; number <= 5000; number++) {
      for (const event of [started, judged, failed]) {
        snapshot = advance(snapshot, { sequence: number, at: new Date(number * 1000).toISOString(), event });
      }
    }
    expect(snapshot.unacknowledged).toHaveLength(500);
    expect(JSON.stringify(snapshot).length).toBeLessThan(20_000);
  });
});
