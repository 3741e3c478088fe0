// The record on a real disk: no reported event is lost, whichever process is killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../src-inference/contract/index.ts';
import {
  dayOf,
  type JournalEntry,
  journalDays,
  journalPath,
  openRecord,
  readJournal,
} from '../../../src-inference/record/index.ts';
import { journalText } from '../../journal-text.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stepwatch-record-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const started: EngineEvent = { type: 'partStarted', part: 1, atSeconds: 61.5, code: null };
const aborted: EngineEvent = { type: 'partAborted', part: 1, atSeconds: 70, reason: 'stopped' };
const wrong: EngineEvent = {
  type: 'stepJudged',
  part: 1,
  step: {
    index: 2,
    expected: 'spacer',
    label: 'separator',
    status: 'wrong',
    startSeconds: 62,
    endSeconds: 63.25,
    probability: 0.91,
    reason: null,
    remark: 'separator instead of spacer',
    severity: 'fail',
    evidence: null,
  },
  amends: false,
  next: { index: 3, label: 'greased_disk' },
};

async function journal(options?: { readonly windows: boolean }): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (const day of await journalDays(directory)) {
    for await (const entry of readJournal(journalPath(directory, day), options)) entries.push(entry);
  }
  return entries;
}

/** A recorder, and a function that numbers and dates events and records them. */
function open(now: () => Date, partDay: string | null = null) {
  const record = openRecord({ directory, now, partDay });
  let sequence = 0;
  const write = (event: EngineEvent, at = now()): void =>
    record.write({ sequence: ++sequence, at: at.toISOString(), event });
  return { write, close: () => record.close() };
}

async function typesOf(day: string): Promise<string[]> {
  const types: string[] = [];
  for await (const { type } of readJournal(journalPath(directory, day))) types.push(type);
  return types;
}

/** Starts a writer, kills it when it has reported `count` recorded steps, and resolves. */
async function writeAndKill(count: number): Promise<{ pid: number; said: number }> {
  const file = join(import.meta.dirname, 'writer.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', file, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = 0;
  const lines = createInterface({ input: child.stdout });
  const drained = once(lines, 'close');
  lines.on('line', (line) => {
    said = Number(line);
    if (said === count) child.kill('SIGKILL');
  });
  await drained;
  return { pid: child.pid!, said };
}

describe('the record', () => {
  it('keeps a log for people and a journal for programs', async () => {
    const record = open(() => new Date(2026, 2, 1, 8, 30, 0));
    record.write(started);
    record.write(wrong);
    record.write({ type: 'progress', seconds: 1, frames: 30, delaySeconds: null });
    record.close();
    expect(readFileSync(join(directory, 'stepwatch-2026-03-01.log'), 'utf8')).toBe(
      '08:30:00.000   1:01.50  part 1 started\n' +
        '08:30:00.000   1:03.25  part 1  step 2 of 0  wrong       separator 0.91, expected spacer\n',
    );
    const at = new Date(2026, 2, 1, 8, 30, 0).toISOString();
    expect(await journal()).toEqual([
      { at, seq: 1, ...started },
      { at, seq: 2, ...wrong },
    ]);
  });

  it('begins a new log and a new journal at midnight, but never in the middle of a part', async () => {
    const evening = new Date(2026, 2, 1, 23, 59, 59);
    const morning = new Date(2026, 2, 2);
    const record = open(() => evening);
    record.write(started);
    record.write(wrong, morning);
    record.write(aborted, morning);
    record.write(started, morning);
    record.close();
    expect(readdirSync(directory).sort()).toEqual([
      'journal-2026-03-01.jsonl',
      'journal-2026-03-02.jsonl',
      'stepwatch-2026-03-01.log',
      'stepwatch-2026-03-02.log',
    ]);
    expect(await typesOf('2026-03-01')).toEqual(['partStarted', 'stepJudged', 'partAborted']);
    expect(await typesOf('2026-03-02')).toEqual(['partStarted']);
  });

  it('repeats what parts are judged by in the journal of the next day, and no estimate of another model', async () => {
    const record = open(() => new Date(2026, 2, 1));
    const model: EngineEvent = { type: 'modelState', model: { state: 'loading', directory: '/m' } };
    const errors = { temperature: 1.6, errorSeconds: 0.9, mixing: 0.2, confidence: { right: [], wrong: [] } };
    record.write(model);
    record.write({ type: 'errorsEstimated', estimate: { errors, parts: 5, windows: 300 } });
    record.write(started, new Date(2026, 2, 2));
    record.write(aborted, new Date(2026, 2, 2));
    record.write(model, new Date(2026, 2, 2));
    record.write(started, new Date(2026, 2, 3));
    record.close();
    const copies = ['modelState', 'errorsEstimated'];
    expect(await typesOf('2026-03-02')).toEqual([...copies, 'partStarted', 'partAborted', 'modelState']);
    expect(await typesOf('2026-03-03')).toEqual(['modelState', 'partStarted']);
    expect(readFileSync(join(directory, 'stepwatch-2026-03-01.log'), 'utf8')).toContain(
      'errors of the network, estimated from 5 parts that passed: temperature 1.60, they last 0.9 s',
    );
  });

  it('repeats who works and which part is next, as long as it holds', async () => {
    const record = open(() => new Date(2026, 2, 1));
    const identity = { serial: 'SN-1', order: null, variant: null };
    record.write({ type: 'operatorChanged', operator: 'Ana', reason: 'badge' });
    record.write({ type: 'nextPartIdentified', identity, by: 'scanner' });
    record.write(started, new Date(2026, 2, 2));
    record.write(aborted, new Date(2026, 2, 2));
    record.write(started, new Date(2026, 2, 3));
    record.close();
    const copies = ['operatorChanged', 'nextPartIdentified'];
    expect(await typesOf('2026-03-02')).toEqual([...copies, 'partStarted', 'partAborted']);
    expect(await typesOf('2026-03-03')).toEqual(['operatorChanged', 'partStarted']);
  });

  it('continues the journal file of a part that a lost engine began', async () => {
    const record = open(() => new Date(2026, 2, 2), '2026-03-01');
    record.write(wrong);
    record.write(aborted);
    record.write(started);
    record.close();
    expect(await typesOf('2026-03-01')).toEqual(['stepJudged', 'partAborted']);
    expect(await typesOf('2026-03-02')).toEqual(['partStarted']);
  });

  it('is read without its windows, wherever the chunks of the file end', async () => {
    const record = open(() => new Date());
    const probabilities = Array.from({ length: 500 }, () => 0.0123);
    for (let index = 0; index < 1000; index++) {
      record.write({
        type: 'windowClassified',
        startSeconds: index,
        endSeconds: index + 1,
        label: 'größer',
        probability: 0.9,
        probabilities,
      });
      if (index % 100 === 0) record.write(started);
    }
    record.close();
    expect(await journal({ windows: false })).toHaveLength(10);
    const all = await journal();
    expect(all).toHaveLength(1010);
    expect(all.at(-1)).toMatchObject({ startSeconds: 999, label: 'größer', probabilities });
  });

  it('can be written and read after an incomplete line', async () => {
    appendFileSync(journalPath(directory, dayOf(new Date())), '{"type":"partSta');
    const record = open(() => new Date());
    record.write(started);
    record.close();
    expect(await journal()).toMatchObject([started]);
  });

  it.each([
    '{"type":"partSta',
    '{"type":"windowClassified","at":"2026-11-24T06:00:00.000Z","seq":1,"label":"a',
    '{"ty',
  ])('loses nothing of one writer when another was killed in the middle of %s', async (torn) => {
    const record = open(() => new Date());
    record.write(started);
    appendFileSync(journalPath(directory, dayOf(new Date())), torn);
    record.write(wrong);
    record.write(aborted);
    record.close();
    for (const windows of [true, false]) {
      expect(await journal({ windows })).toMatchObject([started, wrong, aborted]);
    }
  });

  it('reads older journals, without codes of parts and reasons of judgements', async () => {
    const dated = '"at":"2026-11-24T06:00:00.000Z","seq":1,"part":1,"atSeconds":1';
    const lines = [
      `{"type":"partStarted",${dated}}`,
      `{"type":"stepJudged",${dated},"step":{"index":1,"status":"ok","remark":""},"amends":false,"next":null}`,
      `{"type":"partEnded",${dated},"verdict":"pass","steps":[{"index":1,"status":"ok","remark":""}]}`,
    ];
    appendFileSync(journalPath(directory, dayOf(new Date())), `${lines.join('\n')}\n`);
    expect(await journal()).toMatchObject([
      { type: 'partStarted', code: null },
      { type: 'stepJudged', step: { reason: null } },
      { type: 'partEnded', steps: [{ reason: null }] },
    ]);
  });

  it('holds every line that two writers reported before they were killed', async () => {
    const writers = await Promise.all([writeAndKill(60), writeAndKill(60)]);
    const entries = await journal();
    for (const { pid, said } of writers) {
      const own = entries.filter((entry) => entry.type === 'stepJudged' && entry.part === pid);
      expect(said).toBeGreaterThanOrEqual(60);
      expect(own.length).toBeGreaterThanOrEqual(said);
      expect(own.map((entry) => entry.seq)).toEqual(own.map((_, index) => index + 1));
    }
    const lines = journalText(directory).trimEnd().split('\n');
    // Each of them may have been killed in the middle of a line.
    expect(lines.length - entries.length).toBeLessThanOrEqual(2);
  });

  it('reports a folder that cannot be written', () => {
    writeFileSync(join(directory, 'file'), '');
    const blocked = { directory: join(directory, 'file', 'log'), now: () => new Date() };
    expect(() => openRecord(blocked)).toThrowError(expect.objectContaining({ code: 'record_unwritable' }));
  });

  it('creates its folder, and reports a file system on which that is not possible', () => {
    openRecord({ directory: join(directory, 'a/b/c'), now: () => new Date() }).close();
    expect(existsSync(journalPath(join(directory, 'a/b/c'), dayOf(new Date())))).toBe(true);
    expect(() => openRecord({ directory: '/proc/stepwatch', now: () => new Date() })).toThrowError(
      expect.objectContaining({ code: 'record_unwritable', where: '/proc/stepwatch' }),
    );
  });

  it.runIf(existsSync('/dev/full'))('reports a full disk', async () => {
    const { symlinkSync } = await import('node:fs');
    symlinkSync('/dev/full', journalPath(directory, dayOf(new Date())));
    const record = open(() => new Date());
    expect(() => record.write(started)).toThrowError(
      expect.objectContaining({ code: 'record_unwritable', hint: expect.stringContaining('disk is full') }),
    );
    record.close();
  });
});
