import { describe, expect, it } from 'vitest';
import {
  createTitles,
  filterLines,
  logLine,
  type MessageContext,
} from '../../../src-renderer/messages/index.ts';
import { createFormats, createTexts } from '../../../src-renderer/text/index.tsx';
import { extra, judged, logOf, readyModel, readyRecipe } from '../../screens/parts.ts';

const wording = (language: 'en' | 'es'): MessageContext => ({
  text: createTexts(language).t,
  titles: createTitles(readyModel, readyRecipe, createTexts(language).t),
  formats: createFormats(language),
});
const english = wording('en');
const lineOf = (step: ReturnType<typeof judged>, words = english) =>
  logLine(
    {
      key: 'k',
      at: '2026-11-24T06:00:00.000Z',
      event: { type: 'stepJudged', part: 1, step, next: null, amends: false },
    },
    words,
  );

describe('a line of the log', () => {
  it.each([
    ['ok', judged(3), 'pass', 'Greased disk', ''],
    [
      'wrong',
      judged(3, 'wrong', { label: 'spacer' }),
      'fail',
      'Greased disk',
      'Spacer instead of Greased disk',
    ],
    ['missed', judged(3, 'missed'), 'fail', 'Greased disk', 'not done'],
    ['extra', extra('separator', 3), 'fail', 'Separator', 'Separator is not asked for here'],
    [
      'with its reason',
      judged(3, 'uncertain'),
      'warn',
      'Greased disk',
      'hardly seen: look whether it was done',
    ],
    [
      'of a critical step',
      judged(3, 'uncertain', { severity: 'fail' }),
      'fail',
      'Greased disk',
      'hardly seen: look whether it was done',
    ],
  ] as const)('says of a step: %s', (_, step, tone, what, remark) => {
    expect(lineOf(step)).toMatchObject({ kind: 'steps', tone, what, remark, problem: tone !== 'pass' });
  });

  it('says when the picture arrives damaged, and what that cost when it is over', () => {
    const key = { key: 'k', at: '2026-11-24T06:00:00.000Z' };
    const disturbed = { type: 'streamDisturbed', lostShare: 0.032 } as const;
    expect(logLine({ ...key, event: disturbed }, english)).toMatchObject({
      what: 'The picture arrives damaged',
      remark: '3.2% of its packets are lost: look at the network',
      problem: true,
    });
    const counts = {
      packets: { received: 9000, lost: 300, late: 2, duplicated: 0 },
      pictures: { shown: 1000, damaged: 120, missing: 1 },
      skippedWindows: 1,
    };
    const recovered = { type: 'streamRecovered', seconds: 75, counts } as const;
    expect(logLine({ ...key, event: recovered }, english)).toMatchObject({
      what: 'The picture arrives whole again',
      remark: expect.stringContaining(
        '300 packets lost · 121 pictures damaged or missing · 1 window not checked',
      ),
      problem: false,
    });
  });

  it('says what the errors of the network were estimated from', () => {
    const errors = { temperature: 1.6, errorSeconds: 0.9, mixing: 0.2, confidence: { right: [], wrong: [] } };
    const event = { type: 'errorsEstimated', estimate: { errors, parts: 37, windows: 3000 } } as const;
    expect(logLine({ key: 'k', at: '2026-11-24T06:00:00.000Z', event }, english)).toMatchObject({
      what: 'Errors of the network estimated from 37 parts that passed',
      remark:
        'Temperature 1.60 (1: as sure as it is right; above 1: too sure of itself). Once wrong, it stays wrong for 0.9 s on average.',
      problem: false,
    });
  });

  it.each([
    ['greased_disk', 'Interrupted: Greased disk'],
    [null, 'Something else is being done'],
  ])('says that the work is interrupted: %s', (label, what) => {
    const event = { type: 'workInterrupted', part: 1, atSeconds: 3, label } as const;
    expect(logLine({ key: 'k', at: '2026-11-24T06:00:00.000Z', event }, english)).toMatchObject({
      kind: 'steps',
      what,
      problem: false,
    });
  });

  it('speaks the language of the screen', () => {
    expect(lineOf(judged(3, 'missed'), wording('es')).remark).toBe('no se hizo');
  });
});

describe('the filter of the log', () => {
  const lines = logOf(9).map((entry) => logLine(entry, english));

  it('lets everything through when nothing is asked for', () => {
    expect(filterLines(lines, { kind: 'all', words: '  ' })).toBe(lines);
  });

  it.each([
    ['problems', '', ['Press down', 'Part 5 ended', 'Greased disk', 'Part 9 ended']],
    ['steps', 'part 3', ['Part 3 began', 'Part 3 ended']],
    ['all', 'NOT done', ['Greased disk']],
    ['station', '', []],
    ['all', 'nothing like this', []],
  ] as const)('%s, "%s"', (kind, words, whats) => {
    expect(filterLines(lines, { kind, words }).map(({ what }) => what)).toEqual(whats);
  });
});
