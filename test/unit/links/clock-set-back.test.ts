// Connections hear of everything once, also where the clock of the machine went back past midnight; and nothing is too old because it
// went forward.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../src-inference/contract/index.ts';
import { initialContext } from '../../../src-inference/links/messages/station-message.ts';
import { JournalTail } from '../../../src-inference/links/outbox/journal-tail.ts';
import { Outbox } from '../../../src-inference/links/outbox/outbox.ts';
import { openRecord } from '../../../src-inference/record/index.ts';
import { createNumbering } from '../../../src-inference/station/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-clock-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hour = 3600_000;
const day = 24 * hour;

describe('a connection', () => {
  it('hears of parts in the order in which they were made, whatever day the clock says', async () => {
    const record = join(folder, 'record');
    let clock = Date.now();
    const now = (): Date => new Date(clock);
    const numbering = createNumbering(now);
    numbering.riseTo(clock);
    const recorder = openRecord({ directory: record, now });
    const write = (event: EngineEvent): void => recorder.write(numbering.number(event));
    const makePart = (part: number, by: number): void => {
      clock += by;
      write({ type: 'partStarted', part, atSeconds: part, code: null });
      clock += 1000;
      write({ type: 'partEnded', part, atSeconds: part, verdict: 'pass', cycleSeconds: 1, steps: [] });
    };
    const { outbox } = Outbox.open(join(folder, 'outbox'));
    const isFor = (_: string, { kind }: { readonly kind: string }): boolean => kind === 'part';
    const open = (): JournalTail => new JournalTail({ record, outbox, isFor, onMessages: () => undefined });
    const heard = (): readonly number[] =>
      outbox.next('a', 100).flatMap(({ message }) => (message.kind === 'part' ? message.number : []));
    const first = open();
    await first.begin([{ id: 'a', since: new Date(clock - hour).toISOString(), fromDay: null }]);
    makePart(1, 1000);
    makePart(2, day);
    await first.read();
    expect(heard()).toEqual([1, 2]);
    makePart(3, -day);
    await first.read();
    expect(heard()).toEqual([1, 2, 3]);
    makePart(4, 1000);
    // Another engine goes on where the first one was.
    const second = open();
    await second.read();
    makePart(5, day);
    await second.read();
    makePart(6, -day);
    await second.read();
    expect(heard()).toEqual([1, 2, 3, 4, 5, 6]);
    recorder.close();
    outbox.close();
  });

  it('keeps what waits for it when the clock jumps forward by a year', () => {
    const { outbox } = Outbox.open(join(folder, 'waiting'));
    const at = '2026-11-24T10:00:00.000Z';
    const message = { kind: 'shift', key: `${at}/1`, at } as never;
    outbox.begin(
      [{ id: 'a', since: at, fromDay: null }],
      { day: '2026-11-24', bytes: 0, context: initialContext },
      [message],
      () => true,
    );
    outbox.trim(new Date('2027-11-24T10:00:00.000Z'));
    expect(outbox.status('a').waiting).toBe(1);
    outbox.trim(new Date('2026-12-30T10:00:00.000Z'));
    expect(outbox.status('a').waiting).toBe(1);
    outbox.close();
  });
});
