// The outbox keeps order, tells losses, and survives what may happen to its file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import {
  initialContext,
  type StationMessage,
} from '../../../src-inference/links/messages/station-message.ts';
import { type FollowedLink, Outbox } from '../../../src-inference/links/outbox/outbox.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-outbox-'));
afterAll(() => rmSync(folder, { recursive: true }));

const began = new Date('2026-11-29T08:00:00.000Z');
const cursor = { day: '2026-11-29', bytes: 10, context: initialContext };

function message(minute: number): StationMessage {
  const at = new Date(began.getTime() + minute * 60_000).toISOString();
  return { kind: 'acknowledgement', key: `${at}/1`, at, part: at, by: 'Ana', reason: 'x'.repeat(100) };
}

const links = (...ids: readonly string[]): readonly FollowedLink[] =>
  ids.map((id) => ({ id, fromDay: null }));

function filled(name: string, count: number, limits = { days: 30, bytes: 1 << 20 }): Outbox {
  const { outbox } = Outbox.open(join(folder, name), limits);
  outbox.follow(links('a', 'b'), began);
  outbox.take(
    cursor,
    Array.from({ length: count }, (_, minute) => message(minute)),
    () => true,
  );
  return outbox;
}

describe('the outbox', () => {
  it('keeps what waits and the place in the journal when it is closed', () => {
    filled('kept', 3).close();
    const { outbox, wasDamaged } = Outbox.open(join(folder, 'kept'));
    expect(wasDamaged).toBe(false);
    expect(outbox.cursor).toEqual(cursor);
    expect(outbox.knows(['a'])).toBe(true);
    outbox.follow(links('a'), began);
    const [first, second] = outbox.next('a', 2);
    expect([first!.message.at, second!.message.at]).toEqual([message(0).at, message(1).at]);
    outbox.acknowledge('a', second!.id);
    expect(outbox.status('a')).toEqual({ waiting: 1, lost: 0 });
    expect(outbox.status('b')).toEqual({ waiting: 0, lost: 0 });
    outbox.close();
  });

  it('gives up the oldest over the limit of bytes or days, and tells how many', () => {
    const outbox = filled('limited', 10, { days: 1, bytes: 700 });
    outbox.trim(began);
    const { waiting, lost } = outbox.status('a');
    expect(lost).toBeGreaterThan(0);
    expect(waiting).toBe(10 - lost + 1);
    expect(outbox.next('a', 100).at(-1)!.message).toMatchObject({ kind: 'lost', count: lost });
    outbox.trim(new Date(began.getTime() + 3 * 86_400_000));
    expect(outbox.status('a').lost).toBe(10 + 1);
    outbox.close();
  });

  it('begins anew with a file that is damaged, and says so', () => {
    writeFileSync(
      join(folder, 'damaged'),
      'no database at all, but long enough to be taken for one by its size',
    );
    const { outbox, wasDamaged } = Outbox.open(join(folder, 'damaged'));
    expect(wasDamaged).toBe(true);
    expect(outbox.cursor).toBeNull();
    outbox.close();
  });

  it('keeps nothing from before a connection was set up', () => {
    const { outbox } = Outbox.open(join(folder, 'since'));
    outbox.follow(links('a'), new Date(began.getTime() + 90_000));
    outbox.take(cursor, [message(1), message(2)], () => true);
    expect(outbox.next('a', 9).map(({ message: { at } }) => at)).toEqual([message(2).at]);
    outbox.close();
  });

  it('tells once that a receiver refuses messages, also to one that refuses to hear it', () => {
    const outbox = filled('refused', 1);
    const [refused] = outbox.next('a', 1);
    outbox.giveUp('a', refused!, began);
    const [told, ...rest] = outbox.next('a', 9);
    expect(told!.message).toMatchObject({ kind: 'lost', count: 1 });
    expect(rest).toEqual([]);
    outbox.giveUp('a', told!, began);
    expect(outbox.status('a')).toEqual({ waiting: 0, lost: 1 });
    outbox.close();
  });

  it('takes over a file of the version before', () => {
    const path = join(folder, 'before');
    filled('before', 2).close();
    const database = new Database(path);
    database.exec('DROP TABLE backfills; PRAGMA user_version = 1');
    database.close();
    const { outbox, wasDamaged } = Outbox.open(path);
    expect(wasDamaged).toBe(false);
    expect(outbox.status('a')).toEqual({ waiting: 2, lost: 0 });
    expect(outbox.backfill('a')).toBeNull();
    outbox.close();
  });
});
