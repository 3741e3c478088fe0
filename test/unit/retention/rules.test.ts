// Which files go, in which order, and why.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type RetainedOutcome,
  type RetentionRule,
  type RetentionSettings,
  retainedOutcomes,
  unlimitedRetention,
  usualRetention,
} from '../../../src-inference/contract/index.ts';
import {
  countGroups,
  daysUntilFull,
  growthOf,
  previewOf,
} from '../../../src-inference/retention/counting.ts';
import { oldDays } from '../../../src-inference/retention/old-days.ts';
import { chooseByLimits, chooseForRoom, sizeOf } from '../../../src-inference/retention/rules.ts';
import { type StoredFile, worstOf } from '../../../src-inference/retention/stored-file.ts';

const day = 24 * 3600_000;
const now = new Date(2026, 10, 29, 12).getTime();
const cutoff = (days: number): number => now - days * day;

let made = 0;
function file(ageDays: number, change: Partial<StoredFile> = {}): StoredFile {
  const path = change.path ?? `/recordings/${++made}.mp4`;
  return {
    kind: 'recording',
    path,
    name: path.slice(12),
    files: [path],
    at: now - ageDays * day,
    bytes: 10,
    device: 1,
    parts: [path],
    outcome: 'pass',
    kept: false,
    seen: true,
    ...change,
  };
}

function names(chosen: readonly { readonly file: StoredFile }[]): readonly string[] {
  return chosen.map((one) => one.file.path);
}

describe('limits of the settings', () => {
  const cases: readonly (readonly [string, StoredFile, boolean])[] = [
    ['a pass that is older', file(31), true],
    ['a pass that is not', file(29), false],
    ['a recording in which no part was made', file(31, { outcome: null, parts: [] }), true],
    ['a mistake of the same age', file(31, { outcome: 'fail' }), false],
    ['an old mistake that was seen', file(366, { outcome: 'fail' }), true],
    ['an old mistake that nobody has seen', file(366, { outcome: 'fail', seen: false }), false],
    ['what somebody keeps for good', file(3000, { kept: true }), false],
    ['what was begun in the future', file(-400), false],
  ];
  it.each(cases)('%s', (_, one, goes) => {
    const { chosen, kept, unseen } = chooseByLimits([one], usualRetention, cutoff);
    expect(chosen).toEqual(goes ? [{ file: one, reason: 'age' }] : []);
    expect(kept).toEqual(one.kept ? [one] : []);
    expect(unseen).toEqual(one.seen ? [] : [one]);
  });

  it('bytes of a verdict: the oldest go until the others fit; what stays for another reason does not count', () => {
    const files = [file(5), file(4, { kept: true }), file(3), file(2), file(1, { outcome: 'fail' })];
    const settings = {
      ...unlimitedRetention,
      recordings: { ...unlimitedRetention.recordings, pass: { days: null, bytes: 20 } },
    };
    expect(names(chooseByLimits(files, settings, cutoff).chosen)).toEqual([files[0]!.path]);
  });

  it('bytes of all: passes, parts without a verdict, recordings of mistakes, then their evidence', () => {
    const evidence = file(9, { kind: 'evidence', outcome: 'fail', path: '/evidence/a' });
    const fail = file(9, { outcome: 'fail' });
    const aborted = file(8, { outcome: 'aborted' });
    const pass = file(1);
    const older = file(2);
    const unseen = file(20, { outcome: 'fail', seen: false });
    const chosen = (totalBytes: number, keepUnseen = true) =>
      chooseByLimits(
        [evidence, fail, aborted, pass, older, unseen],
        { ...unlimitedRetention, totalBytes, keepUnseen },
        cutoff,
      );
    expect(names(chosen(1).chosen)).toEqual([older, pass, aborted, fail, evidence].map(({ path }) => path));
    expect(chosen(1).unseen).toEqual([unseen]);
    expect(names(chosen(40).chosen)).toEqual([older, pass].map(({ path }) => path));
    expect(chosen(40).unseen).toEqual([]);
    expect(names(chosen(1, false).chosen).at(-1)).toBe(unseen.path);
  });

  it('says once why a file goes, and how much would go', () => {
    const files = [file(40), file(35), file(1), file(0.5, { kept: true })];
    const limits = chooseByLimits(files, { ...usualRetention, totalBytes: 10 }, cutoff);
    expect(previewOf(limits, 2)).toEqual({
      recordDays: 2,
      files: 3,
      bytes: 30,
      parts: 3,
      reasons: {
        age: { files: 2, bytes: 20 },
        outcomeBytes: { files: 0, bytes: 0 },
        totalBytes: { files: 1, bytes: 10 },
      },
      kept: { files: 0, bytes: 0 },
      unseen: { files: 0, bytes: 0 },
      newestAt: new Date(now - day).toISOString(),
    });
  });
});

describe('room on a full disk', () => {
  it('is made by the oldest passes, only as many as necessary', () => {
    const files = [file(1), file(3), file(9, { outcome: 'fail' }), file(2)];
    expect(names(chooseForRoom(files, 15).chosen)).toEqual([files[1]!.path, files[3]!.path]);
  });

  it('leaves what is kept, and counts the parts whose evidence nobody has seen', () => {
    const files = [
      file(9, { kept: true }),
      file(8, { outcome: 'fail', seen: false, parts: ['a'] }),
      file(8, { kind: 'evidence', outcome: 'fail', seen: false, parts: ['a'] }),
      file(7, { outcome: 'warn', seen: false, parts: ['b'] }),
    ];
    expect(chooseForRoom(files, 15)).toEqual({ chosen: [], unseenParts: ['a', 'b'] });
  });
});

describe('whatever the files and the settings are', () => {
  const rule: fc.Arbitrary<RetentionRule> = fc.record({
    days: fc.option(fc.integer({ min: 1, max: 400 })),
    bytes: fc.option(fc.integer({ min: 1, max: 200 })),
  });
  const rules = fc.record({ pass: rule, warn: rule, fail: rule, aborted: rule });
  const settings: fc.Arbitrary<RetentionSettings> = fc.record({
    recordings: rules,
    evidence: rules,
    totalBytes: fc.option(fc.integer({ min: 1, max: 500 })),
    keepUnseen: fc.boolean(),
    journalDays: fc.constant(null),
  });
  const files = fc
    .array(
      fc.record({
        kind: fc.constantFrom('recording', 'evidence'),
        age: fc.integer({ min: -5, max: 800 }),
        bytes: fc.integer({ min: 0, max: 40 }),
        outcome: fc.option(fc.constantFrom<RetainedOutcome>(...retainedOutcomes)),
        kept: fc.boolean(),
        seen: fc.boolean(),
      }),
      { maxLength: 40 },
    )
    .map((list) => list.map(({ age, ...one }, index) => file(age, { ...one, path: `/recordings/${index}` })));

  it('limits delete nothing that is kept, nothing unseen against the settings, and nothing without a reason', () => {
    fc.assert(
      fc.property(files, settings, (all, limits) => {
        const { chosen } = chooseByLimits(all, limits, cutoff);
        expect(new Set(names(chosen)).size).toBe(chosen.length);
        for (const { file: one, reason } of chosen) {
          expect(one.kept).toBe(false);
          if (limits.keepUnseen) expect(one.seen).toBe(true);
          const { days, bytes } =
            limits[one.kind === 'recording' ? 'recordings' : 'evidence'][one.outcome ?? 'pass'];
          if (reason === 'age') expect(now - one.at).toBeGreaterThan(days! * day);
          if (reason === 'outcomeBytes') expect(bytes).not.toBeNull();
          if (reason === 'totalBytes') expect(limits.totalBytes).not.toBeNull();
        }
        const rest = all.filter((one) => !names(chosen).includes(one.path));
        const mayGo = rest.filter((one) => !one.kept && (one.seen || !limits.keepUnseen));
        if (limits.totalBytes !== null && sizeOf(rest) > limits.totalBytes) expect(mayGo).toEqual([]);
      }),
    );
  });

  it('the same limits applied again delete nothing more', () => {
    fc.assert(
      fc.property(files, settings, (all, limits) => {
        const gone = new Set(names(chooseByLimits(all, limits, cutoff).chosen));
        const rest = all.filter(({ path }) => !gone.has(path));
        expect(chooseByLimits(rest, limits, cutoff).chosen).toEqual([]);
      }),
    );
  });

  it('room: never what is kept or unseen; passes before mistakes, older before newer; it stops when it is enough', () => {
    fc.assert(
      fc.property(files, fc.integer({ min: 1, max: 600 }), (all, bytes) => {
        const { chosen } = chooseForRoom(all, bytes);
        const gone = chosen.map((one) => one.file);
        expect(gone.every(({ kept, seen }) => seen && !kept)).toBe(true);
        const left = all.filter((one) => one.seen && !one.kept && !gone.includes(one));
        if (left.length > 0) expect(sizeOf(gone)).toBeGreaterThanOrEqual(bytes);
        if (gone.length > 0) expect(sizeOf(gone.slice(0, -1))).toBeLessThan(bytes);
        const isPass = ({ outcome }: StoredFile): boolean => outcome === null || outcome === 'pass';
        const lastPass = gone.findLastIndex(isPass);
        const firstOther = gone.findIndex((one) => !isPass(one));
        if (firstOther !== -1) {
          expect(lastPass).toBeLessThan(firstOther);
          expect(left.filter(isPass)).toEqual([]);
        }
        const passes = gone.filter(isPass).map(({ at }) => at);
        expect(passes).toEqual([...passes].sort((a, b) => a - b));
        const newest = passes.at(-1);
        if (newest !== undefined) expect(left.filter(isPass).every(({ at }) => at >= newest)).toBe(true);
      }),
    );
  });
});

describe('what takes up the disk', () => {
  it('is counted by kind and outcome', () => {
    const files = [
      file(3),
      file(2, { kept: true }),
      file(1, { kind: 'evidence', outcome: 'fail', seen: false }),
    ];
    expect(countGroups(files)).toEqual([
      {
        kind: 'recording',
        outcome: 'pass',
        files: 2,
        bytes: 20,
        oldestAt: new Date(now - 3 * day).toISOString(),
        kept: { files: 1, bytes: 10 },
        unseen: { files: 0, bytes: 0 },
      },
      {
        kind: 'evidence',
        outcome: 'fail',
        files: 1,
        bytes: 10,
        oldestAt: new Date(now - day).toISOString(),
        kept: { files: 0, bytes: 0 },
        unseen: { files: 1, bytes: 10 },
      },
    ]);
  });

  it('grows by the mean of the last week, or of the days that are known', () => {
    const at = new Date(now);
    expect(growthOf([file(0.5)], at)).toBeNull();
    expect(growthOf([file(2), file(1)], at)).toBe(10);
    expect(growthOf([file(30), ...Array.from({ length: 7 }, (_, index) => file(index + 0.5))], at)).toBe(10);
  });

  it('lasts until the disk is full, or the limit of all is reached', () => {
    const disk = { freeBytes: 150, totalBytes: 1000, keepFreeBytes: 50 };
    expect(daysUntilFull(10, 500, disk, unlimitedRetention)).toBe(10);
    expect(daysUntilFull(10, 500, disk, { ...unlimitedRetention, totalBytes: 530 })).toBe(3);
    expect(daysUntilFull(null, 500, disk, unlimitedRetention)).toBeNull();
  });

  it('a recording of several parts counts as the worst of them', () => {
    expect(worstOf(['pass', 'warn', 'pass'])).toBe('warn');
    expect(worstOf(['aborted', 'pass'])).toBe('aborted');
    expect(worstOf([])).toBeNull();
  });
});

it('journals go when they are old and nothing of them is left', () => {
  const days = ['2026-01-01', '2026-01-02', '2026-06-01'];
  const before = new Date(2026, 2, 1).getTime();
  expect(oldDays(days, before, new Set(['2026-01-02']))).toEqual(['2026-01-01']);
});
