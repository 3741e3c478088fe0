// What a connection hears of: everything from the moment on at which it was set up, however late the thread comes to it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { PartId } from '../../../src-inference/contract/index.ts';
import { JournalTail } from '../../../src-inference/links/outbox/journal-tail.ts';
import { Outbox } from '../../../src-inference/links/outbox/outbox.ts';
import { makeJournals } from '../../journal-maker.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-tail-'));
const record = join(folder, 'record');
const { parts } = makeJournals({
  directory: record,
  seed: 3,
  days: 3,
  partsPerDay: 12,
  windows: 4,
  steps: 3,
});
afterAll(() => rmSync(folder, { recursive: true }));

function tailOf(name: string): { readonly tail: JournalTail; readonly outbox: Outbox } {
  const { outbox } = Outbox.open(join(folder, name));
  const isFor = (_: string, { kind }: { readonly kind: string }): boolean => kind === 'part';
  return { outbox, tail: new JournalTail({ record, outbox, isFor, onMessages: () => undefined }) };
}

function partsFor(outbox: Outbox, link: string): readonly (PartId | undefined)[] {
  return outbox.next(link, 1000).map(({ message }) => (message.kind === 'part' ? message.part : undefined));
}

const ids = parts.map(({ id }) => id);
const endOf = (index: number): string => parts[index]!.endedAt;

describe('a new connection', () => {
  it('hears of parts that ended between its saving and its beginning', async () => {
    const { tail, outbox } = tailOf('first');
    await tail.begin([{ id: 'a', since: endOf(20), fromDay: null }]);
    await tail.read();
    expect(partsFor(outbox, 'a')).toEqual(ids.slice(20));
    outbox.close();
  });

  it('hears of what was read for others already, once', async () => {
    const { tail, outbox } = tailOf('second');
    await tail.begin([{ id: 'a', since: endOf(30), fromDay: null }]);
    await tail.read();
    const reading = tail.read();
    await Promise.all([reading, tail.begin([{ id: 'b', since: endOf(33), fromDay: null }]), tail.read()]);
    expect(partsFor(outbox, 'a')).toEqual(ids.slice(30));
    expect(partsFor(outbox, 'b')).toEqual(ids.slice(33));
    outbox.close();
  });

  it('hears of nothing from before it, also when no other was there for days', async () => {
    const { tail, outbox } = tailOf('third');
    await tail.begin([{ id: 'a', since: endOf(2), fromDay: null }]);
    expect(outbox.keepOnly([])).toEqual([]);
    const later = { id: 'b', since: endOf(34), fromDay: null };
    expect(outbox.keepOnly([later])).toEqual([later]);
    await tail.begin([later]);
    await tail.read();
    expect(partsFor(outbox, 'b')).toEqual(ids.slice(34));
    outbox.close();
  });
});
