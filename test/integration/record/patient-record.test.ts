// A record whose folder cannot be made for a while: a file is in its way.
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EngineEvent, RecordState, StationError } from '../../../src-inference/contract/index.ts';
import { dayOf, journalPath, PatientRecord } from '../../../src-inference/record/index.ts';
import { journalText } from '../../journal-text.ts';

let folder: string;
let states: RecordState[];
let replaced: string[];
let sequence: number;
let record: PatientRecord | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepwatch-patient-'));
  states = [];
  replaced = [];
  sequence = 0;
});
afterEach(() => {
  record?.close();
  record = undefined;
  rmSync(folder, { recursive: true });
});

function open(directory: string, mostEvents = 1000): PatientRecord {
  record = new PatientRecord({
    directory,
    now: () => new Date(),
    onState: (state) => states.push(state),
    onReplaced: ({ message }: StationError) => replaced.push(message),
    limits: { mostEvents, mostBytes: 1e6 },
  });
  return record;
}

function write(to: PatientRecord, event: EngineEvent): void {
  sequence += 1;
  to.write({ sequence, at: new Date().toISOString(), event });
}

function workOn(to: PatientRecord, part: number): void {
  write(to, { type: 'partStarted', part, atSeconds: 0, code: null });
  const window = { startSeconds: 0, endSeconds: 1, label: 'red', probability: 1, probabilities: [1] };
  for (let count = 0; count < 8; count++) write(to, { type: 'windowClassified', ...window });
  write(to, { type: 'partAborted', part, atSeconds: 1, reason: 'abandoned' });
}

function entries(directory: string): readonly { readonly type: string; readonly seq: number }[] {
  return journalText(directory)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const last = (): RecordState | undefined => states.at(-1);
const soon = { timeout: 60_000 };

it('keeps what happens, and writes it in order when the way is free', soon, async () => {
  const inTheWay = join(folder, 'file');
  writeFileSync(inTheWay, '');
  const directory = join(inTheWay, 'record');
  const patient = open(directory);
  for (const part of [1, 2, 3]) workOn(patient, part);
  await expect.poll(last, soon).toMatchObject({ state: 'unwritable', lost: 0, error: { where: directory } });
  rmSync(inTheWay);
  await expect.poll(last, soon).toMatchObject({ state: 'ready', kept: 30, lost: 0, error: null });
  workOn(patient, 4);
  expect(entries(directory).map(({ seq }) => seq)).toEqual(
    Array.from({ length: 40 }, (_, index) => index + 1),
  );
  expect(states).toHaveLength(2);
});

it('tells how many were lost, and loses no part', soon, async () => {
  const inTheWay = join(folder, 'file');
  writeFileSync(inTheWay, '');
  const patient = open(join(inTheWay, 'record'), 10);
  for (const part of [1, 2, 3]) workOn(patient, part);
  await expect.poll(last, soon).toMatchObject({ state: 'unwritable', lost: expect.any(Number) });
  expect(last()!.lost).toBeGreaterThan(0);
  rmSync(inTheWay);
  await expect.poll(last, soon).toMatchObject({ state: 'ready', kept: 10, lost: 20 });
  const written = entries(join(inTheWay, 'record'));
  expect(written).toHaveLength(10);
  expect(written.filter(({ type }) => type !== 'windowClassified').map(({ type }) => type)).toEqual(
    [1, 2, 3].flatMap(() => ['partStarted', 'partAborted']),
  );
});

it('gives up without an error when it is closed before', () => {
  const inTheWay = join(folder, 'file');
  writeFileSync(inTheWay, '');
  const patient = open(join(inTheWay, 'record'));
  workOn(patient, 1);
  patient.close();
  expect(readFileSync(inTheWay, 'utf8')).toBe('');
});

it.runIf(existsSync('/dev/full'))('goes on with the journal when only the log is full', soon, async () => {
  const log = join(folder, `stepwatch-${dayOf(new Date())}.log`);
  symlinkSync('/dev/full', log);
  const patient = open(folder);
  workOn(patient, 1);
  await expect.poll(last, soon).toMatchObject({ state: 'unwritable', kept: 0, error: { where: log } });
  workOn(patient, 2);
  rmSync(log);
  await expect.poll(last, soon).toMatchObject({ state: 'ready', lost: 0 });
  expect(
    readFileSync(journalPath(folder, dayOf(new Date())), 'utf8')
      .trimEnd()
      .split('\n'),
  ).toHaveLength(20);
  expect(readFileSync(log, 'utf8').match(/part \d+/g)).toHaveLength(4);
});

it('makes a folder again that was deleted in the middle of a part, with the whole day', async () => {
  const directory = join(folder, 'record');
  const patient = open(directory);
  workOn(patient, 1);
  write(patient, { type: 'partStarted', part: 2, atSeconds: 2, code: null });
  rmSync(directory, { recursive: true });
  write(patient, { type: 'partAborted', part: 2, atSeconds: 3, reason: 'abandoned' });
  // It is told when the event is written.
  await Promise.resolve();
  expect(replaced).toEqual([expect.stringContaining('folder of the record was deleted')]);
  expect(entries(directory).map(({ seq }) => seq)).toEqual(
    Array.from({ length: 12 }, (_, index) => index + 1),
  );
  expect(
    readFileSync(join(directory, `stepwatch-${dayOf(new Date())}.log`), 'utf8').match(/part \d+/g),
  ).toHaveLength(4);
});
