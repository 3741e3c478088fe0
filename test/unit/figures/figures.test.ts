// Figures from the index against plain counting of the parts that the journals were made of.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../../src-inference/archive/database.ts';
import { IndexWriter } from '../../../src-inference/archive/index-writer.ts';
import { readFigures } from '../../../src-inference/archive/queries/figures.ts';
import { listParts } from '../../../src-inference/archive/queries/parts.ts';
import type { Figures, FiguresQuery, PartFilter, ShiftStart } from '../../../src-inference/contract/index.ts';
import { localDay } from '../../../src-inference/contract/index.ts';
import { type MadePart, madeParts, writeJournal } from '../../journal-parts.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-figures-'));
const [record, index] = [join(folder, 'record'), join(folder, 'index.sqlite')];
const everyDay = [0, 1, 2, 3, 4, 5, 6];
const starts: readonly ShiftStart[] = [
  { name: 'Early', weekdays: everyDay, start: '06:00' },
  { name: 'Late', weekdays: everyDay, start: '14:00' },
  { name: 'Night', weekdays: everyDay, start: '22:00' },
];
const days = Array.from({ length: 9 }, (_, day) => new Date(2026, 2, 25 + day));
const parts = days.flatMap((day) => madeParts(day, { parts: 60, steps: 22, hours: 17.5 }));
const everything: FiguresQuery = {
  fromDay: null,
  toDay: null,
  shift: null,
  recipe: null,
  operator: null,
  model: null,
  per: 'day',
};
const writer = new IndexWriter({ index, record, onBegun: () => {}, onProgress: () => {} });
let database: Database;

beforeAll(async () => {
  for (const day of days) {
    writeJournal(
      record,
      day,
      parts.filter(({ id }) => localDay(new Date(id)) === localDay(day)),
    );
  }
  await writer.catchUp('all');
  database = new Database(index, 'count');
});

afterAll(() => {
  database.close();
  writer.close();
  rmSync(folder, { recursive: true });
});

function figures(change: Partial<FiguresQuery> = {}, calendar: readonly ShiftStart[] = []): Figures {
  for (;;) {
    const answer = readFigures(database, { query: { ...everything, ...change }, starts: calendar });
    if (answer.state === 'ready') return answer.figures;
  }
}

const ofVerdict = (some: readonly MadePart[], verdict: MadePart['verdict']): number =>
  some.filter((part) => part.verdict === verdict).length;
const isFaulty = ({ steps }: MadePart): boolean => steps.some(({ status }) => status !== 'ok');

function expectCounts(found: Figures, right: readonly MadePart[]): void {
  expect(found.parts).toEqual({
    pass: ofVerdict(right, 'pass'),
    warn: ofVerdict(right, 'warn'),
    fail: ofVerdict(right, 'fail'),
    aborted: ofVerdict(right, null),
  });
}

describe('figures of journals', () => {
  // The journal of an aborted part names none of its steps.
  const judged = parts.filter(({ verdict }) => verdict !== null);

  it('count parts and mistakes as a plain count does', () => {
    const found = figures();
    expectCounts(found, parts);
    expect(found.faultyParts).toBe(judged.filter(isFaulty).length);
    const plain = new Map<string, number>();
    for (const { label, status } of judged.flatMap(({ steps }) => steps)) {
      if (status !== 'ok') plain.set(`${label} ${status}`, (plain.get(`${label} ${status}`) ?? 0) + 1);
    }
    const bars = found.pareto.mistake.map(({ step, status, times }) => [`${step} ${status}`, times] as const);
    expect(new Map(bars)).toEqual(plain);
    expect(found.pareto.mistake.at(-1)!.cumulative).toBeCloseTo(1);
    const spacers = judged.filter(({ steps }) =>
      steps.some(({ label, status }) => label === 'spacer' && status !== 'ok'),
    );
    expect(found.pareto.step.find(({ step }) => step === 'spacer')!.parts).toBe(spacers.length);
    expect(found.pareto.recipe.map(({ of }) => of).reduce((sum, of) => sum + of)).toBe(parts.length);
  });

  it('give cycle times, times of steps and times to acknowledgement to within a percent', () => {
    const found = figures();
    const near = (value: number, right: readonly number[]): void => {
      const exact = right.toSorted((one, other) => one - other)[Math.floor((right.length - 1) / 2)]!;
      // A journal has milliseconds.
      expect(Math.abs(value - exact) / exact).toBeLessThan(0.0105);
    };
    near(
      found.cycle!.median,
      judged.map(({ cycleSeconds }) => cycleSeconds),
    );
    near(
      found.steps.find(({ label }) => label === 'install_lid')!.seconds.median,
      judged.flatMap(({ steps }) =>
        steps.flatMap(({ label, status, seconds }) =>
          label === 'install_lid' && status !== 'wrong' && seconds !== null ? [seconds] : [],
        ),
      ),
    );
    near(
      found.acknowledgement!.median,
      parts.flatMap(({ endedAt, acknowledgedAt }) =>
        acknowledgedAt === null ? [] : [(Date.parse(acknowledgedAt) - Date.parse(endedAt)) / 1000],
      ),
    );
    expect(found.takt).toEqual({
      seconds: 64,
      parts: judged.length,
      over: judged.filter(({ cycleSeconds }) => cycleSeconds > 64).length,
    });
    expect(found.unacknowledged).toBe(
      parts.filter(({ verdict, acknowledgedAt }) => verdict === 'fail' && acknowledgedAt === null).length,
    );
  });

  it('of a shift are those of its parts, also past midnight', () => {
    const isNight = ({ id }: MadePart): boolean => new Date(id).getHours() >= 22;
    expectCounts(figures({ shift: 'Night' }, starts), parts.filter(isNight));
    const day = localDay(days[3]!);
    const early = parts.filter(
      ({ id }) =>
        localDay(new Date(id)) === day && new Date(id).getHours() < 14 && new Date(id).getHours() >= 6,
    );
    expectCounts(figures({ shift: 'Early', fromDay: day, toDay: day }, starts), early);
    expect(figures({ per: 'shift' }, starts).trend.yield.points).toHaveLength(days.length * 3);
  });

  it('of an hour and of a mistake lead to just as many parts', () => {
    const filter: PartFilter = {
      fromDay: null,
      toDay: null,
      verdict: null,
      recipe: null,
      step: null,
      serial: null,
      before: null,
      limit: 500,
    };
    const count = (conditions: Partial<PartFilter>): number =>
      listParts(database, { filter: { ...filter, ...conditions }, starts }).parts.length;
    const found = figures({}, starts);
    for (const { step, status, parts: behind } of found.pareto.mistake)
      expect(count({ step, status })).toBe(behind);
    for (const { status, parts: behind } of found.pareto.kind) expect(count({ status })).toBe(behind);
    for (const { recipe, parts: behind } of found.pareto.recipe)
      expect(count({ recipe, faulty: true })).toBe(behind);
    for (const { hour, faulty, parts: all } of found.hours) {
      expect([count({ hour, faulty: true }), count({ hour })]).toEqual([faulty, all]);
    }
    expect(count({ slowerThan: 64 })).toBe(found.takt!.over);
    expect(count({ unacknowledged: true })).toBe(found.unacknowledged);
    const night = figures({ shift: 'Night' }, starts).parts;
    expect(count({ shift: 'Night' })).toBe(night.pass + night.warn + night.fail + night.aborted);
  });

  it('are counted again when a part of the day is added', async () => {
    const before = figures().parts.pass;
    const day = days.at(-1)!;
    const more = madeParts(day, { parts: 61, steps: 22, hours: 17.5 });
    writeJournal(record, day, more);
    await writer.catchUp('all');
    const others = parts.filter(({ id }) => localDay(new Date(id)) !== localDay(day));
    expectCounts(figures(), [...others, ...more]);
    expect(figures().parts.pass).not.toBe(before);
  });
});
