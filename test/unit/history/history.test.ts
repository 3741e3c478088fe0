import { describe, expect, it } from 'vitest';
import type {
  JudgedStep,
  PartRecord,
  PartSummary,
  StepStatus,
} from '../../../src-inference/contract/index.ts';
import { evidenceOf } from '../../../src-renderer/history/evidence.ts';
import { countVerdicts, recurringMistakes } from '../../../src-renderer/history/mistakes.ts';
import { conditionsOf, wholeToday } from '../../../src-renderer/history/part-filter.ts';
import {
  firstProblemSeconds,
  mergeWindows,
  partTimeline,
} from '../../../src-renderer/history/part-timeline.ts';

function summary(
  verdict: PartSummary['verdict'],
  problems: readonly (readonly [string, StepStatus])[] = [],
): PartSummary {
  return {
    id: '2026-11-24T10:00:00.000Z',
    number: 1,
    code: null,
    verdict,
    abortReason: null,
    seconds: 10,
    interrupted: false,
    joined: null,
    acknowledgement: null,
    identity: null,
    operator: null,
    override: null,
    recipe: 'coupling',
    model: 'demo',
    source: 'test:ball',
    recipeSteps: 3,
    doneSteps: 3,
    problems: problems.map(([label, status], index) => ({ index: index + 1, label, status })),
    recording: null,
    evidence: null,
    kept: false,
    deleted: [],
  };
}

function step(
  label: string,
  status: StepStatus,
  startSeconds: number | null,
  endSeconds: number | null,
): JudgedStep {
  return {
    index: 1,
    expected: label,
    label,
    status,
    startSeconds,
    endSeconds,
    probability: 0.9,
    reason: null,
    remark: '',
    severity: 'fail',
    evidence: null,
  };
}

function record(steps: readonly JudgedStep[], windows: PartRecord['windows'] = []): PartRecord {
  return { summary: summary('fail'), startSeconds: 100, steps, windows, log: [] };
}

describe('the most frequent mistakes', () => {
  it('are sorted by parts, then by occurrences', () => {
    const parts = [
      summary('fail', [['spacer', 'missed']]),
      summary('fail', [
        ['spacer', 'missed'],
        ['disk', 'wrong'],
        ['disk', 'wrong'],
        ['disk', 'wrong'],
      ]),
      summary('pass'),
      summary(null),
    ];
    expect(recurringMistakes(parts)).toEqual([
      { label: 'spacer', status: 'missed', parts: 2, times: 2, share: 0.5 },
      { label: 'disk', status: 'wrong', parts: 1, times: 3, share: 0.25 },
    ]);
    expect(countVerdicts(parts)).toEqual({ pass: 1, warn: 0, fail: 2, aborted: 1 });
  });

  it('distinguish two kinds of mistake in one step', () => {
    expect(
      recurringMistakes([
        summary('fail', [
          ['a', 'missed'],
          ['a', 'extra'],
        ]),
      ]),
    ).toHaveLength(2);
  });

  it('are none when there are no parts', () => {
    expect(recurringMistakes([])).toEqual([]);
  });
});

describe('the timeline of a part', () => {
  const window = (startSeconds: number, label: string, probability = 0.8) => ({
    startSeconds,
    endSeconds: startSeconds + 1,
    label,
    probability,
  });

  it('joins overlapping windows of one label', () => {
    expect(
      mergeWindows([window(0, 'a', 0.6), window(0.5, 'a', 0.8), window(1, 'b'), window(3, 'b')]),
    ).toEqual([
      { label: 'a', startSeconds: 0, endSeconds: 1, probability: 0.7 },
      { label: 'b', startSeconds: 1, endSeconds: 2, probability: 0.8 },
      { label: 'b', startSeconds: 3, endSeconds: 4, probability: 0.8 },
    ]);
  });

  it('puts a missed step where it should have been', () => {
    const { steps } = partTimeline(
      record([step('a', 'ok', 101, 103), step('b', 'missed', null, null), step('c', 'ok', 104, 106)]),
    );
    expect(steps[1]).toMatchObject({ startSeconds: 103, endSeconds: 103 });
  });

  it('covers all windows', () => {
    const line = partTimeline(record([step('a', 'ok', 98, 115)], [window(97, 'a')]));
    expect(line).toMatchObject({ startSeconds: 97, endSeconds: 115 });
    expect(line.ticks[0]).toBe(97);
    expect(line.ticks.length).toBeLessThanOrEqual(13);
  });

  it('plays from shortly before the first failed step', () => {
    const line = partTimeline(
      record([
        step('a', 'uncertain', 101, 103),
        step('b', 'wrong', 106, 107),
        step('c', 'missed', null, null),
      ]),
    );
    expect(firstProblemSeconds(line)).toBe(104);
    expect(firstProblemSeconds(partTimeline(record([step('a', 'ok', 101, 103)])))).toBe(100);
  });
});

describe('what the network saw during a step', () => {
  const windows = [0, 0.5, 1, 1.5, 2, 2.5].map((startSeconds) => ({
    startSeconds,
    endSeconds: startSeconds + 1,
    label: startSeconds < 1.5 ? 'spacer' : 'disk',
    probability: startSeconds < 1.5 ? 0.8 : 0.6,
  }));

  it('sums the time of each label, the longest first', () => {
    expect(evidenceOf({ startSeconds: 0, endSeconds: 2 }, windows)).toEqual([
      { label: 'spacer', seconds: 1.5, probability: expect.closeTo(0.8) },
      { label: 'disk', seconds: 0.5, probability: expect.closeTo(0.6) },
    ]);
  });

  it('takes the time around the place of a missed step', () => {
    expect(evidenceOf({ startSeconds: 1.5, endSeconds: 1.5 }, windows).map(({ label }) => label)).toEqual([
      'spacer',
      'disk',
    ]);
    expect(evidenceOf({ startSeconds: 50, endSeconds: 50 }, windows)).toEqual([]);
  });
});

describe('the days of the filter', () => {
  const now = new Date(2026, 2, 1, 9);

  it('counts days by the local calendar', () => {
    expect(conditionsOf(wholeToday, now)).toMatchObject({ fromDay: '2026-03-01', toDay: null });
    const yesterday = { fromDay: '2026-02-28', toDay: '2026-02-28' };
    expect(conditionsOf({ ...wholeToday, span: 'yesterday' }, now)).toMatchObject(yesterday);
    expect(conditionsOf({ ...wholeToday, span: 'week' }, now)).toMatchObject({ fromDay: '2026-02-23' });
    expect(conditionsOf({ ...wholeToday, span: 'all' }, now)).toMatchObject({ fromDay: null, toDay: null });
  });

  it('uses chosen days only when the filter is set to chosen days', () => {
    const days = { fromDay: '2026-01-01', toDay: '2026-01-31' };
    expect(conditionsOf({ ...wholeToday, span: 'chosen', ...days }, now)).toMatchObject(days);
    expect(conditionsOf({ ...wholeToday, ...days }, now)).toMatchObject({ fromDay: '2026-03-01' });
  });
});
