// The history: parts with their recordings, the log page by page, and a month of journals.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Archive } from '../../../src-inference/archive/index.ts';
import {
  type LogEntry,
  logKey,
  type PartFilter,
  type PartSummary,
  recordingDefaults,
} from '../../../src-inference/contract/index.ts';
import { dayOf, journalPath } from '../../../src-inference/record/index.ts';
import { History } from '../../../src-inference/workplace/history.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();
const archives: Archive[] = [];

afterEach(() => Promise.all(archives.splice(0).map((archive) => archive.close())));

beforeAll(() => {
  makeParts(at('two.mp4'), ['red', 'green', 'blue', 'red', 'blue']);
});

const anyDay = { fromDay: null, toDay: null };
const all: PartFilter = {
  ...anyDay,
  verdict: null,
  recipe: null,
  step: null,
  serial: null,
  before: null,
  limit: 100,
};

describe('the history of a station', () => {
  it('lists parts with their mistakes and recordings, and opens one', async () => {
    const engine = await open('history');
    await engine.request('openSource', { source: 'test:black#width=160&height=120' });
    const { settings } = await engine.request('snapshot', null);
    const spec = {
      ...recordingDefaults,
      kind: 'recording',
      directory: settings.recordings,
      annotation: 'none',
    } as const;
    await engine.request('changeSettings', { outputs: [{ id: 'r', enabled: true, spec }] });
    await engine.request('openSource', { source: `file:${at('two.mp4')}#pace=realTime` });
    await engine.until('partEnded', ({ part }) => part === 2);
    await engine.until('runEnded', ({ verdict }) => verdict !== null);
    // Finishes the files.
    await engine.request('changeSettings', { outputs: [] });

    const { parts, more } = await engine.request('listParts', all);
    expect(more).toBe(false);
    const [second, first] = parts as [PartSummary, PartSummary];
    expect(first).toMatchObject({
      number: 1,
      verdict: 'pass',
      recipe: 'rgb',
      recipeSteps: 3,
      model: 'colours',
      problems: [],
      recording: { name: expect.stringMatching(/\.mp4$/), fromSeconds: 0 },
    });
    expect(second).toMatchObject({
      number: 2,
      verdict: 'fail',
      problems: [{ index: 2, label: 'green', status: 'missed' }],
      recording: { name: expect.stringMatching(/\.mp4$/) },
    });
    expect(second.recording!.name).not.toBe(first.recording!.name);
    expect(second.recording!.fromSeconds).toBeGreaterThan(7);
    const log = await engine.request('readLog', { before: null, limit: 1000 });
    const heard = engine.events.find(({ event }) => event.type === 'partEnded' && event.part === 1)!;
    expect(log.entries).toContainEqual({ key: logKey(heard), at: heard.at, event: heard.event });

    const question = {
      ...anyDay,
      shift: null,
      recipe: null,
      operator: null,
      model: null,
      per: 'day',
    } as const;
    let counted = await engine.request('readFigures', question);
    while (counted.state === 'counting') counted = await engine.request('readFigures', question);
    expect(counted).toMatchObject({
      state: 'ready',
      figures: {
        parts: { pass: 1, warn: 0, fail: 1, aborted: 0 },
        yield: { share: 0.5, of: 2 },
        pareto: { mistake: [{ step: 'green', status: 'missed', times: 1, parts: 1, of: 2 }] },
        unacknowledged: 1,
      },
    });
    const opened = await engine.request('readPart', { id: second.id });
    // Its evidence may be complete only now.
    const { id, number, verdict, problems, recording } = second;
    expect(opened).toMatchObject({
      summary: { id, number, verdict, problems, recording },
      steps: { length: 3 },
    });
    expect(opened.windows.length).toBeGreaterThan(8);
    expect(opened.windows.map(({ label }) => label)).toContain('red');
    // The file may end, and the evidence be kept, before or after this question.
    const ofPart = opened.log.filter(({ event }) => !['sourceState', 'evidenceKept'].includes(event.type));
    expect(ofPart.map(({ event }) => event.type)).toEqual([
      ...['partStarted', 'stepJudged', 'stepJudged', 'stepJudged', 'partEnded'],
    ]);
    rmSync(join(settings.recordings, first.recording!.name));
    const [, gone] = (await engine.request('listParts', all)).parts;
    expect(gone!.recording).toBeNull();
  });

  it('is filtered and paged, from the newest part to the oldest', async () => {
    const history = await month('month', 30, 40, 0);
    const page = await history.listParts({ ...all, limit: 50 });
    expect(page).toMatchObject({ more: true, parts: { length: 50 } });
    const seen: string[] = [];
    let before: string | null = null;
    for (let more = true; more; ) {
      const next = await history.listParts({ ...all, before, limit: 500 });
      seen.push(...next.parts.map(({ id }) => id));
      before = seen.at(-1)!;
      more = next.more;
    }
    expect(seen).toHaveLength(1200);
    expect(seen).toEqual([...seen].sort().reverse());
    const failed = await history.listParts({ ...all, verdict: 'fail', limit: 500 });
    expect(failed.parts).toHaveLength(300);
    expect((await history.listParts({ ...all, step: 'blue' })).parts).toHaveLength(100);
    expect((await history.listParts({ ...all, step: 'green' })).parts).toHaveLength(0);
    expect((await history.listParts({ ...all, recipe: 'other' })).parts).toHaveLength(0);
    const day = dayOf(new Date(2026, 0, 10));
    const ofDay = await history.listParts({ ...all, fromDay: day, toDay: day });
    expect(ofDay.parts).toHaveLength(40);
    // An acknowledgement on a later day belongs to the part of the day before.
    expect(ofDay.parts[0]!.acknowledgement).toMatchObject({ by: 'Ana' });
  });

  it('gives the log in pages, the newest page first, and within a page the oldest entry first', async () => {
    const history = await month('log', 3, 5, 2);
    const entries: LogEntry[] = [];
    for (let before: string | null = null, more = true; more; ) {
      const page = await history.readLog({ before, limit: 7 });
      entries.unshift(...page.entries);
      before = entries[0]!.key;
      more = page.more;
    }
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
    expect(entries.filter(({ event }) => event.type === 'partStarted')).toHaveLength(15);
    expect(entries.map((entry) => entry.at)).toEqual(entries.map((entry) => entry.at).sort());
  });
});

/** Journals of days in January 2026. Some of their parts fail at blue. */
async function month(name: string, days: number, parts: number, windows: number): Promise<History> {
  const record = at(name);
  mkdirSync(record, { recursive: true });
  let seq = 0;
  let lastBefore = '';
  for (let day = 1; day <= days; day++) {
    const lines: string[] = [];
    const date = new Date(2026, 0, day, 8);
    const write = (type: string, rest: object): string => {
      date.setSeconds(date.getSeconds() + 5);
      const moment = date.toISOString();
      lines.push(JSON.stringify({ type, at: moment, seq: ++seq, ...rest }));
      return moment;
    };
    let last = '';
    if (lastBefore !== '') write('partAcknowledged', { id: lastBefore, by: 'Ana', reason: 'seen' });
    write('runStarted', { source: { name: 'udp://:5000' }, model: 'colours', recipe: 'rgb', recipeSteps: 3 });
    for (let number = 1; number <= parts; number++) {
      last = write('partStarted', { part: number, atSeconds: number * 100 });
      for (let window = 0; window < windows; window++) {
        const startSeconds = number * 100 + window / 4;
        const scores = { label: 'red', probability: 1, probabilities: [0, 1, 0, 0] };
        write('windowClassified', { startSeconds, endSeconds: startSeconds + 1, ...scores });
      }
      const isBad = number % 4 === 0;
      const step = { index: 3, expected: 'blue', label: null, status: isBad ? 'missed' : 'ok' };
      write('partEnded', {
        part: number,
        atSeconds: number * 100 + 60,
        verdict: isBad ? 'fail' : 'pass',
        steps: [step],
      });
    }
    if (last !== '') lastBefore = last;
    writeFileSync(journalPath(record, dayOf(date)), `${lines.join('\n')}\n`);
  }
  const index = at(`${name}.sqlite`);
  const archive = new Archive({ record, index });
  archives.push(archive);
  await archive.catchUp('all');
  return new History({
    record,
    archive,
    index,
    exports: at('exports'),
    evidence: at('evidence'),
    now: () => new Date(),
    recordings: () => record,
    shifts: () => [],
  });
}
