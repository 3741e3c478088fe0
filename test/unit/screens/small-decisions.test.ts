// Routes, notices, sounds, cycle time, figures, preferences.
import { describe, expect, it } from 'vitest';
import { readRoute, writeRoute } from '../../../src-renderer/app/route.ts';
import { byShift } from '../../../src-renderer/live/failures/waiting.ts';
import {
  diskTone,
  hopTone,
  inferenceTone,
  rateTone,
} from '../../../src-renderer/live/health/health-items.ts';
import { noticesOf } from '../../../src-renderer/live/notices.ts';
import { cycleOf } from '../../../src-renderer/live/shift/cycle.ts';
import { taktOf } from '../../../src-renderer/live/shift/takt.ts';
import { soundOf } from '../../../src-renderer/live/sound/sounds.ts';
import { createPreviewMeter } from '../../../src-renderer/preview/preview-statistics.ts';
import { previewWidthFor } from '../../../src-renderer/preview/use-preview-width.ts';
import { readPreferences } from '../../../src-renderer/station/preferences.ts';
import { createFormats } from '../../../src-renderer/text/index.tsx';
import { atWork, camera, coupling, finished, judged } from '../../screens/parts.ts';

describe('the route', () => {
  it.each([
    ['', { page: 'live', path: '' }],
    ['#/recipes', { page: 'recipes', path: '' }],
    ['#/history/2026-11-24T06%3A00%3A00.000Z', { page: 'history', path: '2026-11-24T06:00:00.000Z' }],
    ['#/nowhere/at/all', { page: 'live', path: '' }],
    ['#/setup/%E0%A4%A', { page: 'setup', path: '' }],
  ])('%s', (fragment, route) => {
    expect(readRoute(fragment)).toEqual(route);
  });
  it('comes back as it was written', () => {
    const route = { page: 'history', path: 'a/b c#d%' } as const;
    expect(readRoute(writeRoute(route))).toEqual(route);
  });
});

describe('notices', () => {
  const kinds = (change: Partial<typeof atWork>) =>
    noticesOf({ ...atWork, ...change }).map(({ kind }) => kind);
  it('are none while all is well', () => {
    expect(kinds({})).toEqual([]);
  });
  it.each([
    [{ health: { ...atWork.health!, freeDiskBytes: 3e9 } }, 'disk'],
    [{ health: { ...atWork.health!, freeDiskBytes: 0.5e9 } }, 'diskFull'],
    [{ nextRecipe: 'b' }, 'nextRecipe'],
    [{ part: { ...atWork.part!, interrupted: true } }, 'interrupted'],
    [{ settingsError: { code: 'settings_invalid', message: '' } }, 'settings'],
  ] as const)('%#', (change, kind) => {
    expect(kinds(change)).toEqual([kind]);
  });
});

describe('sounds', () => {
  const step = (status: Parameters<typeof judged>[1]) =>
    soundOf({ type: 'stepJudged', part: 1, step: judged(3, status), next: null, amends: false });
  it('come with what is not right, and not with what is', () => {
    expect([step('ok'), step('uncertain'), step('wrong')]).toEqual([null, 'warn', 'fail']);
    const ended = { type: 'partEnded', part: 1, atSeconds: 1, steps: [], cycleSeconds: 1 } as const;
    expect(soundOf({ ...ended, verdict: 'pass' })).toBeNull();
    expect(soundOf({ ...ended, verdict: 'fail' })).toBe('fail');
  });
});

describe('cycle time', () => {
  it('is that of the part in progress, else of the last one', () => {
    expect(cycleOf(atWork)).toEqual({ seconds: camera.seconds - 8061.3, targetSeconds: 75, over: false });
    const last = finished('pass', { seconds: 80 });
    expect(cycleOf({ ...atWork, part: null, lastPart: last })).toMatchObject({ seconds: 80, over: true });
    expect(cycleOf({ ...atWork, part: null, lastPart: null })).toBeNull();
  });
  it('has no target when the recipe gives none', () => {
    const recipe = { state: 'ready', name: 'c', info: { ...coupling, targetCycleSeconds: null } } as const;
    expect(cycleOf({ ...atWork, recipe })).toMatchObject({ targetSeconds: null, over: false });
  });
});

describe('the takt', () => {
  it.each([
    [44, 'inTime'],
    [66, 'soon'],
    [75, 'soon'],
    [75.1, 'late'],
  ] as const)('after %d of 75 s is %s', (seconds, state) => {
    expect(taktOf({ seconds, targetSeconds: 75 })?.state).toBe(state);
  });
  it('is none without a target', () => {
    expect(taktOf({ seconds: 5, targetSeconds: null })).toBeNull();
  });
});

describe('failed parts that wait', () => {
  it('are those of this shift, and older ones', () => {
    const ids = ['2026-11-23T21:00:00.000Z', '2026-11-24T06:00:00.000Z', '2026-11-24T07:00:00.000Z'];
    expect(byShift(ids, '2026-11-24T06:00:00.000Z', (id) => id)).toEqual({
      thisShift: ids.slice(1),
      older: ids.slice(0, 1),
    });
  });
});

describe('figures that ask for a look', () => {
  it('are few', () => {
    expect([diskTone(200e9), diskTone(4e9), diskTone(1e9)]).toEqual(['idle', 'warn', 'fail']);
    expect([inferenceTone(200, 0.25), inferenceTone(300, 0.25), inferenceTone(null, 0.25)]).toEqual([
      'idle',
      'warn',
      'idle',
    ]);
    expect(hopTone(atWork.hop!)).toBe('idle');
    expect(hopTone({ ...atWork.hop!, seconds: 0.5, reason: 'slowNetwork' })).toBe('warn');
    const slow = { ...atWork.health!, framesPerSecond: 12 };
    expect(rateTone({ source: camera, health: slow })).toBe('warn');
    expect(rateTone({ source: { ...camera, live: false }, health: slow })).toBe('idle');
  });
});

describe('statistics of the preview', () => {
  it('come once a second: rate, middle and slowest twentieth of the latency', () => {
    const meter = createPreviewMeter();
    const results = Array.from({ length: 31 }, (_, place) =>
      meter.add(place * (1000 / 30), place === 7 ? 40 : 10, 1280, 720),
    );
    expect(results.slice(0, 30).every((one) => one === null)).toBe(true);
    expect(results[30]).toMatchObject({ latencyMilliseconds: 10, slowMilliseconds: 10, width: 1280 });
    expect(results[30]?.framesPerSecond).toBeCloseTo(30, 5);
  });
});

describe('the width of the preview', () => {
  it.each([
    ['a panel of 1280 x 800', { width: 780, height: 310 }, 640],
    ['a monitor of 1920 x 1080', { width: 1180, height: 537 }, 960],
    ['a monitor of 2560 x 1440', { width: 1580, height: 720 }, 1280],
    ['more than 720p', { width: 3000, height: 1700 }, 1280],
    ['hardly more than a width', { width: 1040, height: 800 }, 960],
  ])('%s', (_, shown, width) => {
    expect(previewWidthFor(shown)).toBe(width);
  });
});

describe('preferences that were kept', () => {
  it('are taken as far as they can be used', () => {
    expect(
      readPreferences({
        language: 'es',
        theme: 'pink',
        muted: 'yes',
        volume: 3,
        liveView: 'operator',
        largeVideo: true,
        person: 'Ana',
        more: 1,
      }),
    ).toEqual({
      language: 'es',
      liveView: 'operator',
      largeVideo: true,
      person: 'Ana',
    });
    expect(readPreferences({ volume: 0.3 })).toEqual({ volume: 0.3 });
    expect(readPreferences('rubbish')).toEqual({});
  });
});

describe('formats', () => {
  const { duration, bytes, percent } = createFormats('en');
  it('leave out the tenths of what runs', () => {
    const { minutesSeconds } = createFormats('en');
    expect([0, 59.96, 67.34, -1].map(minutesSeconds)).toEqual(['0:00', '0:59', '1:07', '0:00']);
  });
  it.each([
    [0, '0:00.0'],
    [9.96, '0:10.0'],
    [59.96, '1:00.0'],
    [67.34, '1:07.3'],
    [-1, '0:00.0'],
  ])('%d s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
  it('write sizes and shares', () => {
    expect([bytes(0), bytes(999), bytes(9.04e6), bytes(212e9)]).toEqual(['0 B', '999 B', '9.0 MB', '212 GB']);
    expect(percent(0.924)).toBe('92%');
    expect(createFormats('es').duration(67.34)).toBe('1:07,3');
  });
});
