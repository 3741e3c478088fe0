// Whatever the clock of the machine does, parts and log are listed in the order in which they happened, and a restart goes on there.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Archive } from '../../../src-inference/archive/index.ts';
import {
  allParts,
  type EngineEvent,
  type LogEntry,
  localDay,
  type PartId,
} from '../../../src-inference/contract/index.ts';
import { journalDays, newestEntry, openRecord } from '../../../src-inference/record/index.ts';
import { createNumbering } from '../../../src-inference/station/index.ts';
import { History } from '../../../src-inference/workplace/history.ts';
import { initialSettings, initialSnapshot } from '../../../src-inference/workplace/initial-state.ts';
import { replayDays, replayFromIndex, replayTail } from '../../../src-inference/workplace/journal-replay.ts';

const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'stepwatch-clocks-'));
const archives: Archive[] = [];
const zone = process.env.TZ;

afterEach(async () => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  await Promise.all(archives.splice(0).map((archive) => archive.close()));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** When each part begins by the clock of the machine, in the order in which they are made. */
interface ClockCase {
  readonly name: string;
  readonly zone: string;
  readonly starts: readonly string[];
  /** The engine is started again before these parts. */
  readonly restarts: readonly number[];
  /** In the middle of the second part, the clock is set by so many seconds. */
  readonly inPartSeconds?: number;
}

const cases: readonly ClockCase[] = [
  {
    name: 'set back by an hour',
    zone: 'UTC',
    starts: ['2026-11-30T10:00:00Z', '2026-11-30T10:10:00Z', '2026-11-30T09:12:00Z', '2026-11-30T09:20:00Z'],
    restarts: [],
  },
  {
    name: 'set back by an hour while no engine ran',
    zone: 'UTC',
    starts: ['2026-11-30T10:00:00Z', '2026-11-30T10:10:00Z', '2026-11-30T09:12:00Z', '2026-11-30T09:20:00Z'],
    restarts: [2],
  },
  {
    name: 'set back in the middle of a part',
    zone: 'UTC',
    starts: ['2026-11-30T10:00:00Z', '2026-11-30T10:10:00Z', '2026-11-30T09:12:00Z'],
    restarts: [],
    inPartSeconds: -3600,
  },
  {
    name: 'set forward in the middle of a part',
    zone: 'UTC',
    starts: ['2026-11-30T10:00:00Z', '2026-11-30T10:10:00Z', '2026-11-30T11:12:00Z'],
    restarts: [2],
    inPartSeconds: 3600,
  },
  {
    name: 'set forward by a year, and back',
    zone: 'UTC',
    starts: ['2026-11-30T10:00:00Z', '2027-11-30T10:05:00Z', '2026-11-30T10:20:00Z', '2026-12-01T08:00:00Z'],
    restarts: [3],
  },
  {
    name: 'set back past midnight, and on again',
    zone: 'UTC',
    starts: ['2026-11-30T23:50:00Z', '2026-12-01T00:05:00Z', '2026-11-30T23:40:00Z', '2026-12-01T00:10:00Z'],
    restarts: [2, 3],
  },
  {
    name: 'without a battery: each start is in 2000',
    zone: 'UTC',
    starts: [
      '2026-11-30T10:00:00Z',
      '2000-01-01T00:00:10Z',
      '2026-11-30T11:00:00Z',
      '2000-01-01T00:00:10.500Z',
    ],
    restarts: [1, 2, 3],
  },
  {
    name: 'that goes back from summer time',
    zone: 'Europe/Madrid',
    starts: ['2026-10-25T00:30:00Z', '2026-10-25T00:59:00Z', '2026-10-25T01:10:00Z', '2026-10-25T02:00:00Z'],
    restarts: [2],
  },
  {
    name: 'that goes forward to summer time',
    zone: 'Europe/Madrid',
    starts: ['2026-03-29T00:40:00Z', '2026-03-29T00:59:00Z', '2026-03-29T01:01:00Z', '2026-03-29T22:30:00Z'],
    restarts: [],
  },
  {
    name: 'that goes back from summer time in New York',
    zone: 'America/New_York',
    starts: ['2026-11-01T05:30:00Z', '2026-11-01T05:59:00Z', '2026-11-01T06:05:00Z', '2026-11-02T04:59:00Z'],
    restarts: [2],
  },
  {
    name: 'that goes forward to summer time in New York',
    zone: 'America/New_York',
    starts: ['2026-03-08T06:40:00Z', '2026-03-08T06:59:00Z', '2026-03-08T07:01:00Z', '2026-03-09T04:30:00Z'],
    restarts: [3],
  },
  {
    name: "at midnight and at the year's end",
    zone: 'Europe/Madrid',
    starts: ['2026-12-30T22:59:00Z', '2026-12-30T23:01:00Z', '2026-12-31T22:59:59Z', '2026-12-31T23:00:01Z'],
    restarts: [3],
  },
  {
    name: 'on a leap day',
    zone: 'UTC',
    starts: ['2028-02-28T23:59:00Z', '2028-02-29T00:01:00Z', '2028-02-29T23:59:30Z', '2028-03-01T00:01:00Z'],
    restarts: [2],
  },
];

/** Writes the parts as engines do, each with a window and a step. @returns Their ids. */
async function makeParts(
  directory: string,
  { starts, restarts, inPartSeconds = 0 }: ClockCase,
): Promise<readonly PartId[]> {
  const ids: PartId[] = [];
  let clock = new Date(starts[0]!).getTime();
  const now = (): Date => new Date(clock);
  let engine: ReturnType<typeof openRecord> | null = null;
  let numbering = createNumbering(now);
  const write = (event: EngineEvent): string => {
    clock += 100;
    const numbered = numbering.number(event);
    engine!.write(numbered);
    return numbered.at;
  };
  const settings = settingsOf(directory, now());
  for (const [index, start] of starts.entries()) {
    clock = new Date(start).getTime() - 2000;
    if (index === 0 || restarts.includes(index)) {
      engine?.close();
      numbering = createNumbering(now);
      const newest = await newestEntry(directory, now());
      numbering.riseTo(Math.max(clock, newest?.order ?? 0));
      engine = openRecord({ directory, now });
      write({ type: 'settingsChanged', settings });
      write({ type: 'runStarted', source, model: 'm', network: null as never, recipe: 'r', recipeSteps: 1 });
    }
    write(windowAt(index * 10));
    clock = new Date(start).getTime() - 100;
    const part = index + 1;
    ids.push(write({ type: 'partStarted', part, atSeconds: index * 10, code: null, day: localDay(now()) }));
    write(windowAt(index * 10 + 1));
    if (index === 1) clock += inPartSeconds * 1000;
    write(windowAt(index * 10 + 2));
    write({
      type: 'partEnded',
      part,
      atSeconds: index * 10 + 5,
      verdict: 'fail',
      cycleSeconds: 4,
      steps: [],
    });
  }
  engine!.close();
  return ids;
}

const source = {
  name: 'udp://:5000',
  width: 0,
  height: 0,
  durationSeconds: null,
  framesPerSecond: null,
  codec: null,
};

function windowAt(startSeconds: number): EngineEvent {
  const scores = { label: 'a', probability: 1, probabilities: [1] };
  return { type: 'windowClassified', startSeconds, endSeconds: startSeconds + 1, ...scores };
}

function settingsOf(directory: string, at: Date) {
  const options = { directory, defaults: { model: '/m', recipes: [], folders: [] }, source: null };
  return initialSettings(options, at);
}

function open(record: string): { readonly archive: Archive; readonly history: History } {
  const archive = new Archive({ record, index: `${record}.sqlite` });
  archives.push(archive);
  const history = new History({
    record,
    archive,
    index: `${record}.sqlite`,
    exports: `${record}-exports`,
    evidence: `${record}-evidence`,
    now: () => new Date(),
    recordings: () => record,
    shifts: () => [],
  });
  return { archive, history };
}

describe.each(cases)('with a clock $name', (one) => {
  const directory = join(folder, String(cases.indexOf(one)));

  it('parts and log are paged in the order in which they happened, and a restart goes on there', async () => {
    process.env.TZ = one.zone;
    const ids = await makeParts(directory, one);
    const newestFirst = ids.toReversed();
    const { archive, history } = open(directory);
    await archive.catchUp('all');

    const paged: PartId[] = [];
    for (let before: PartId | null = null; paged.length <= ids.length; before = paged.at(-1)!) {
      const { parts, more } = await history.listParts({ ...allParts, before, limit: 1 });
      paged.push(...parts.map(({ id }) => id));
      if (!more) break;
    }
    expect(paged).toEqual(newestFirst);

    const lines: LogEntry[] = [];
    for (let before: string | null = null; ; before = lines[0]!.key) {
      const { entries, more } = await history.readLog({ before, limit: 2 });
      lines.unshift(...entries);
      if (!more) break;
    }
    const told = lines.flatMap(({ event }) => (event.type === 'partStarted' ? event.part : []));
    expect(told).toEqual(ids.map((_, index) => index + 1));
    expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);

    for (const id of ids) {
      const { summary, windows } = await history.readPart(id);
      // The one before its start may be in the journal of the day before.
      expect(windows.length).toBeGreaterThanOrEqual(2);
      const day = localDay(new Date(id));
      const onDay = { ...allParts, fromDay: day, toDay: day, before: null, limit: 100 };
      expect((await history.listParts(onDay)).parts.map((part) => part.id)).toEqual(
        newestFirst.filter((other) => localDay(new Date(other)) === localDay(new Date(summary.id))),
      );
    }

    // What the next engine begins with.
    const initial = initialSnapshot(settingsOf(directory, new Date('1999-01-01')), 'engine', 0);
    const [first] = await journalDays(directory);
    const whole = await replayDays(directory, initial, first!);
    const indexed = await replayFromIndex(directory, archive, initial, first!);
    expect(whole).toMatchObject({ lastPart: { id: ids.at(-1) }, interrupted: { source: 'udp://:5000' } });
    expect(indexed).toMatchObject({ lastPart: { id: ids.at(-1) }, interrupted: { source: 'udp://:5000' } });
    expect(whole.unacknowledged).toEqual(ids);
    expect(indexed.unacknowledged).toEqual(ids);
    const newest = await newestEntry(directory, new Date(one.starts.at(-1)!));
    expect(newest?.day).toBe(localDay(new Date(ids.at(-1)!)));
    expect((await replayTail(directory, initial, newest!.day)).lastPart?.id).toBe(ids.at(-1));
  });
});
