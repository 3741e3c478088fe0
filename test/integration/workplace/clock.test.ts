// A real engine on a machine whose clock is set.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allParts, localDay } from '../../../src-inference/contract/index.ts';
import { journalPath } from '../../../src-inference/record/index.ts';
import { workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();
const page = { ...allParts, before: null, limit: 100 };
const hour = 3600_000;
/** https://github.com/wolfcw/libfaketime */
const faketime = findFaketime();

/** A part of an engine whose clock was ahead. @returns The number of its last event. */
function makePartAt(folder: string, moment: number): number {
  const record = join(folder, 'record');
  mkdirSync(record, { recursive: true });
  const time = (seconds: number): string => new Date(moment + seconds * 1000).toISOString();
  const lines = [
    { type: 'partStarted', at: time(0), seq: moment, part: 1, atSeconds: 0, code: null },
    { type: 'partEnded', at: time(9), seq: moment + 1, part: 1, atSeconds: 9, verdict: 'fail', steps: [] },
  ];
  const journal = journalPath(record, localDay(new Date(moment)));
  writeFileSync(journal, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return moment + 1;
}

describe('a station whose clock is set', () => {
  it.each([
    ['an hour', hour],
    ['a year', 365 * 24 * hour],
  ])('back by %s while it was off says so, and goes on after what came before', async (name, ahead) => {
    const folder = `off-${name}`.replaceAll(' ', '-');
    const last = makePartAt(at(folder), Date.now() + ahead);
    const engine = await open(folder, { watch: false });
    const told = await engine.until('clockChanged');
    expect(told).toMatchObject({ whileStopped: true });
    expect(Math.abs(told.bySeconds + ahead / 1000)).toBeLessThan(300);
    for (const { sequence } of engine.events) expect(sequence).toBeGreaterThan(last);
    await expect
      .poll(async () => (await engine.request('listParts', page)).parts.length, { timeout: 60_000 })
      .toBe(1);
    const { unacknowledged, lastPart } = await engine.request('snapshot', null);
    expect(unacknowledged).toEqual([lastPart?.id]);
    const { entries } = await engine.request('readLog', { before: null, limit: 100 });
    const types = entries.map(({ event }) => event.type);
    expect(types.indexOf('clockChanged')).toBeGreaterThan(types.indexOf('partEnded'));
    expect(types.indexOf('partEnded')).toBeGreaterThan(-1);
  });

  it.skipIf(faketime === undefined)('while it runs says so (needs libfaketime)', async () => {
    const file = at('faketime');
    writeFileSync(file, '+0');
    const faked = {
      LD_PRELOAD: faketime!,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
    Object.assign(process.env, faked);
    const opening = open('running', { watch: false });
    for (const name of Object.keys(faked)) delete process.env[name];
    const engine = await opening;
    await engine.until('health');
    writeFileSync(file, '-1h');
    const told = await engine.until('clockChanged');
    expect(told).toMatchObject({ whileStopped: false });
    expect(Math.abs(told.bySeconds + 3600)).toBeLessThan(2);
  });
});

function findFaketime(): string | undefined {
  return readdirSync('/usr/lib')
    .map((name) => join('/usr/lib', name, 'faketime/libfaketimeMT.so.1'))
    .find((path) => existsSync(path));
}
