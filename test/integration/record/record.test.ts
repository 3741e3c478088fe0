// The record on a real disk: nothing that was reported is lost, whoever is killed.
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
import { type JournalEntry, openRecord, readJournal } from '../../../src-inference/record/index.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stepwatch-record-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const started: EngineEvent = { type: 'partStarted', part: 1, atSeconds: 61.5, code: null };
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
    remark: 'separator instead of spacer',
    severity: 'fail',
    evidence: null,
  },
  amends: false,
  next: { index: 3, label: 'greased_disk' },
};

async function journal(): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const entry of readJournal(join(directory, 'journal.jsonl'))) entries.push(entry);
  return entries;
}

/** Starts a writer and resolves when it has said that `count` steps are recorded; kills it then. */
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
    const record = openRecord({ directory, now: () => new Date(2026, 2, 1, 8, 30, 0) });
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

  it('begins a new log at midnight', () => {
    const days = [new Date(2026, 2, 1, 23, 59, 59), new Date(2026, 2, 1, 23, 59, 59), new Date(2026, 2, 2)];
    const record = openRecord({ directory, now: () => days.shift()! });
    record.write(started);
    record.write(started);
    record.close();
    expect(readdirSync(directory).sort()).toEqual([
      'journal.jsonl',
      'stepwatch-2026-03-01.log',
      'stepwatch-2026-03-02.log',
    ]);
  });

  it('goes on after a line that was torn', async () => {
    appendFileSync(join(directory, 'journal.jsonl'), '{"type":"partSta');
    const record = openRecord({ directory, now: () => new Date() });
    record.write(started);
    record.close();
    expect(await journal()).toMatchObject([started]);
  });

  it('has everything that two writers reported before they were killed, line by line', async () => {
    const writers = await Promise.all([writeAndKill(60), writeAndKill(60)]);
    const entries = await journal();
    for (const { pid, said } of writers) {
      const own = entries.filter((entry) => entry.type === 'stepJudged' && entry.part === pid);
      expect(said).toBeGreaterThanOrEqual(60);
      expect(own.length).toBeGreaterThanOrEqual(said);
      expect(own.map((entry) => entry.seq)).toEqual(own.map((_, index) => index + 1));
    }
    const lines = readFileSync(join(directory, 'journal.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines.length).toBe(entries.length);
  });

  it('says that a folder cannot be written', () => {
    writeFileSync(join(directory, 'file'), '');
    const blocked = { directory: join(directory, 'file', 'log'), now: () => new Date() };
    expect(() => openRecord(blocked)).toThrowError(expect.objectContaining({ code: 'record_unwritable' }));
  });

  it('makes its folder, and says so when a file system has no room for one', () => {
    openRecord({ directory: join(directory, 'a/b/c'), now: () => new Date() }).close();
    expect(existsSync(join(directory, 'a/b/c/journal.jsonl'))).toBe(true);
    expect(() => openRecord({ directory: '/proc/stepwatch', now: () => new Date() })).toThrowError(
      expect.objectContaining({ code: 'record_unwritable', where: '/proc/stepwatch' }),
    );
  });

  it.runIf(existsSync('/dev/full'))('says that the disk is full', async () => {
    const { symlinkSync } = await import('node:fs');
    symlinkSync('/dev/full', join(directory, 'journal.jsonl'));
    const record = openRecord({ directory, now: () => new Date() });
    expect(() => record.write(started)).toThrowError(
      expect.objectContaining({ code: 'record_unwritable', hint: expect.stringContaining('disk is full') }),
    );
    record.close();
  });
});
