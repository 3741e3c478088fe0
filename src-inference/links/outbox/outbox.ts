// The outbox: messages that wait for their receivers, and how far the journals were read, in one small SQLite database. A message
// and the place behind its entry reach the disk together, so that none is left out and none made twice.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { logKey } from '../../contract/index.ts';
import { makeFolder } from '../../files/index.ts';
import { daysBefore } from '../../record/index.ts';
import {
  type EvidenceMessage,
  initialContext,
  type MessageContext,
  type StationMessage,
} from '../messages/station-message.ts';

/** How far the journals were read, and what must be known of what stands before. */
export interface Cursor {
  /** Day of the journal, such as `2026-11-24`. */
  readonly day: string;
  readonly bytes: number;
  readonly context: MessageContext;
}

export interface QueuedMessage {
  /** Rises in the order of sending. */
  readonly id: number;
  readonly message: StationMessage;
}

/** A connection that messages are kept for. */
export interface NewLink {
  readonly id: string;
  /** ISO 8601: what happened before is not for it. */
  readonly since: string;
}

export interface OutboxLimits {
  /** Messages that are older are given up. */
  readonly days: number;
  /** Bytes of the messages that wait for one receiver; the oldest are given up. */
  readonly bytes: number;
}

/** A month of a receiver that is away, at about 3 kB for a part. */
const usualLimits: OutboxLimits = { days: 30, bytes: 256 << 20 };

/** Days before the connection was set up, which are still to be read for it. */
export interface Backfill {
  readonly from: Cursor;
  /** Place before which it ends. */
  readonly untilDay: string;
  readonly untilBytes: number;
}

/** A connection that messages are kept for. */
export interface NewLink {
  readonly id: string;
  /** ISO 8601: what happened before is not for it. */
  readonly since: string;
  /** Local day from whose beginning on it gets messages, too; null: from `since` on. */
  readonly fromDay: string | null;
}

/** Whether it can be used by nobody. What the disk does not allow at the moment is no damage. */
function isDamaged(thrown: unknown): boolean {
  const { code } = thrown as { readonly code?: unknown };
  return typeof code !== 'string' || !/^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|PERM|BUSY|LOCKED)/.test(code);
}

const version = 2;
const backfills = `
  CREATE TABLE backfills (link TEXT PRIMARY KEY, day TEXT NOT NULL, bytes INTEGER NOT NULL, context TEXT NOT NULL,
    untilDay TEXT NOT NULL, untilBytes INTEGER NOT NULL);
  PRAGMA user_version = ${version};
`;
const schema = `
  CREATE TABLE cursor (one INTEGER PRIMARY KEY CHECK (one = 1), day TEXT NOT NULL, bytes INTEGER NOT NULL, context TEXT NOT NULL);
  CREATE TABLE links (link TEXT PRIMARY KEY, since TEXT NOT NULL, lost INTEGER NOT NULL DEFAULT 0, births INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, link TEXT NOT NULL, at TEXT NOT NULL, bytes INTEGER NOT NULL, body TEXT NOT NULL);
  CREATE INDEX messages_of_link ON messages (link, id);
  ${backfills}
`;

class NewerOutbox extends Error {}

type Row = Readonly<Record<string, unknown>>;

export class Outbox {
  private readonly database: Database.Database;
  private readonly limits: OutboxLimits;

  /**
   * @returns Also whether a damaged file was thrown away: what waited in it is lost.
   * @throws When the folder cannot be written, or the disk is full: what waits stays.
   */
  static open(path: string, limits = usualLimits): { readonly outbox: Outbox; readonly wasDamaged: boolean } {
    makeFolder(dirname(path));
    try {
      return { outbox: new Outbox(path, limits), wasDamaged: false };
    } catch (thrown) {
      if (!(thrown instanceof NewerOutbox) && !isDamaged(thrown)) throw thrown;
      for (const suffix of ['', '-wal', '-shm']) {
        // A later version goes on with its own when it is installed again.
        if (thrown instanceof NewerOutbox && existsSync(`${path}${suffix}`)) {
          renameSync(`${path}${suffix}`, `${path}.newer${suffix}`);
        } else rmSync(`${path}${suffix}`, { force: true });
      }
      return { outbox: new Outbox(path, limits), wasDamaged: true };
    }
  }

  private constructor(path: string, limits: OutboxLimits) {
    this.limits = limits;
    this.database = new Database(path);
    try {
      this.database.pragma('journal_mode = WAL');
      this.database.pragma('synchronous = NORMAL');
      const [row] = this.database.pragma('user_version') as readonly { readonly user_version: number }[];
      const found = Number(row?.user_version ?? 0);
      if (found === 0) this.database.exec(schema);
      else if (found === 1) this.database.exec(backfills);
      else if (found > version) throw new NewerOutbox(`version ${found}`);
      else if (found !== version) throw new Error(`version ${found}`);
      this.database.prepare('SELECT count(*) FROM messages').get();
    } catch (thrown) {
      this.database.close();
      throw thrown;
    }
  }

  /**
   * Drops the messages of all other connections.
   *
   * @returns Those that are new: `begin` is still to come for them.
   */
  keepOnly<Link extends NewLink>(links: readonly Link[]): readonly Link[] {
    return this.atomically(() => {
      const known = this.all('SELECT link FROM links').map(({ link }) => String(link));
      for (const link of known.filter((one) => !links.some(({ id }) => id === one))) {
        for (const table of ['links', 'messages', 'backfills']) {
          this.run(`DELETE FROM ${table} WHERE link = ?`, link);
        }
      }
      const added = links.filter(({ id }) => !known.includes(id));
      // What nobody followed meanwhile need not be read.
      if (added.length === links.length) this.run('DELETE FROM cursor');
      return added;
    });
  }

  /**
   * Keeps messages for these connections from now on.
   *
   * @param cursor How far the messages go.
   * @param messages What has happened since the oldest of them was set up, and was read already.
   */
  begin(
    links: readonly NewLink[],
    cursor: Cursor,
    messages: readonly StationMessage[],
    isFor: (link: string, message: StationMessage) => boolean,
  ): void {
    this.atomically(() => {
      for (const link of links) {
        if (link.fromDay !== null) this.addFrom(link.id, link.fromDay, cursor);
        else {
          this.run('INSERT INTO links (link, since) VALUES (?, ?)', link.id, link.since);
          for (const message of messages) {
            if (message.at < link.since || !isFor(link.id, message)) continue;
            this.insert(link.id, message.at, JSON.stringify(message));
          }
        }
      }
      this.moveTo(cursor);
    });
  }

  get cursor(): Cursor | null {
    const [row] = this.all('SELECT day, bytes, context FROM cursor');
    if (!row) return null;
    return {
      day: String(row.day),
      bytes: Number(row.bytes),
      context: JSON.parse(String(row.context)),
    };
  }

  /**
   * @param isFor Which connection wants a message.
   * @returns The connections that got some.
   */
  take(
    cursor: Cursor,
    messages: readonly StationMessage[],
    isFor: (link: string, message: StationMessage) => boolean,
  ): ReadonlySet<string> {
    return this.atomically(() => {
      const wanted = this.insertFor(messages, isFor);
      this.moveTo(cursor);
      return wanted;
    });
  }

  /** What is still to be read for a connection; null: nothing. */
  backfill(link: string): Backfill | null {
    const [row] = this.all('SELECT * FROM backfills WHERE link = ?', link);
    if (!row) return null;
    const from = { day: String(row.day), bytes: Number(row.bytes), context: JSON.parse(String(row.context)) };
    return { from, untilDay: String(row.untilDay), untilBytes: Number(row.untilBytes) };
  }

  /**
   * Messages from before the connection was set up. They wait from now on, and are not too old.
   *
   * @param cursor How far they were read; null: all were.
   */
  takeEarlier(link: string, cursor: Cursor | null, messages: readonly StationMessage[], now: Date): void {
    this.atomically(() => {
      // The connection may have been removed meanwhile.
      if (this.backfill(link) === null) return;
      for (const message of messages) this.insert(link, now.toISOString(), JSON.stringify(message));
      if (cursor === null) this.run('DELETE FROM backfills WHERE link = ?', link);
      else {
        const { day, bytes, context } = cursor;
        this.run(
          'UPDATE backfills SET day = ?, bytes = ?, context = ? WHERE link = ?',
          day,
          bytes,
          JSON.stringify(context),
          link,
        );
      }
    });
  }

  /** The oldest messages of a connection. */
  next(link: string, most: number): readonly QueuedMessage[] {
    return this.all('SELECT id, body FROM messages WHERE link = ? ORDER BY id LIMIT ?', link, most).map(
      ({ id, body }) => ({ id: Number(id), message: JSON.parse(String(body)) as StationMessage }),
    );
  }

  /** The receiver has these messages, and all before them. */
  acknowledge(link: string, lastId: number): void {
    this.run('DELETE FROM messages WHERE link = ? AND id <= ?', link, lastId);
  }

  /** The receiver refuses this message: it is given up. That one was given up is not told to those who refuse to hear it. */
  giveUp(link: string, { id, message }: QueuedMessage, now: Date): void {
    this.atomically(() => {
      this.run('DELETE FROM messages WHERE link = ? AND id = ?', link, id);
      if (message.kind !== 'lost') this.tellLoss(link, 1, now);
    });
  }

  /**
   * A store has the files of a message: the connections that want it are told. Both or nothing.
   *
   * @param missing Files that were deleted before the store had them: they are lost.
   * @returns The connections that got it.
   */
  stored(
    link: string,
    id: number,
    evidence: EvidenceMessage,
    missing: number,
    isFor: (link: string, message: StationMessage) => boolean,
  ): ReadonlySet<string> {
    return this.atomically(() => {
      if (this.run('DELETE FROM messages WHERE link = ? AND id = ?', link, id) === 0) return new Set();
      this.run('UPDATE links SET lost = lost + ? WHERE link = ?', missing, link);
      return this.insertFor([evidence], isFor);
    });
  }

  /** Gives up what is over the limits. A clock that was set forward makes nothing too old. */
  trim(now: Date): void {
    this.atomically(() => {
      for (const { link } of this.all('SELECT link FROM links')) {
        const oldest = this.oldestOf(String(link), now);
        const tooOld = this.run('DELETE FROM messages WHERE link = ? AND at < ?', link, oldest);
        const tooMany = this.run(
          `DELETE FROM messages WHERE link = ?1 AND id <= coalesce((SELECT max(id) FROM (
             SELECT id, sum(bytes) OVER (ORDER BY id DESC) AS newer FROM messages WHERE link = ?1) WHERE newer > ?2), -1)`,
          link,
          this.limits.bytes,
        );
        if (tooOld + tooMany > 0) this.tellLoss(String(link), tooOld + tooMany, now);
      }
    });
  }

  private oldestOf(link: string, now: Date): string {
    const days = this.all(
      'SELECT DISTINCT substr(at, 1, 10) AS day FROM messages WHERE link = ? ORDER BY day',
      link,
    );
    const written = days.map(({ day }) => Date.parse(`${day}T12:00Z`));
    return new Date(daysBefore(now.getTime(), this.limits.days, written)).toISOString();
  }

  status(link: string): { readonly waiting: number; readonly lost: number } {
    const [row] = this.all(
      'SELECT (SELECT count(*) FROM messages WHERE link = ?1) AS waiting, (SELECT lost FROM links WHERE link = ?1) AS lost',
      link,
    );
    return { waiting: Number(row?.waiting ?? 0), lost: Number(row?.lost ?? 0) };
  }

  /** Counts births of a Sparkplug node, which its deaths name too. @returns 0 to 255. */
  nextBirth(link: string): number {
    return this.atomically(() => {
      const [row] = this.all('SELECT births FROM links WHERE link = ?', link);
      const births = Number(row?.births ?? 0);
      this.run('UPDATE links SET births = ? WHERE link = ?', (births + 1) % 256, link);
      return births;
    });
  }

  close(): void {
    this.database.close();
  }

  private moveTo({ day, bytes, context }: Cursor): void {
    this.run('INSERT OR REPLACE INTO cursor VALUES (1, ?, ?, ?)', day, bytes, JSON.stringify(context));
  }

  /** The count is kept, and told to the receiver in its turn. */
  private tellLoss(link: string, count: number, now: Date): void {
    this.run('UPDATE links SET lost = lost + ? WHERE link = ?', count, link);
    const [row] = this.all('SELECT lost FROM links WHERE link = ?', link);
    const at = now.toISOString();
    const key = logKey({ at, sequence: Number(row?.lost ?? 0) });
    const message: StationMessage = { kind: 'lost', key, at, count };
    this.insert(link, at, JSON.stringify(message));
  }

  /** What stands before the cursor is read by and by. */
  private addFrom(link: string, fromDay: string, { day, bytes }: Cursor): void {
    const since = new Date(`${fromDay}T00:00`).toISOString();
    this.run('INSERT INTO links (link, since) VALUES (?, ?)', link, since);
    const context = JSON.stringify(initialContext);
    this.run('INSERT INTO backfills VALUES (?, ?, 0, ?, ?, ?)', link, fromDay, context, day, bytes);
  }

  private insertFor(
    messages: readonly StationMessage[],
    isFor: (link: string, message: StationMessage) => boolean,
  ): ReadonlySet<string> {
    const wanted = new Set<string>();
    const links = messages.length === 0 ? [] : this.all('SELECT link, since FROM links');
    for (const message of messages) {
      const body = JSON.stringify(message);
      for (const { link, since } of links) {
        if (message.at < String(since) || !isFor(String(link), message)) continue;
        this.insert(String(link), message.at, body);
        wanted.add(String(link));
      }
    }
    return wanted;
  }

  private insert(link: string, at: string, body: string): void {
    this.run(
      'INSERT INTO messages (link, at, bytes, body) VALUES (?, ?, ?, ?)',
      link,
      at,
      Buffer.byteLength(body),
      body,
    );
  }

  private atomically<Result>(action: () => Result): Result {
    return this.database.transaction(action).immediate() as Result;
  }

  private all(sql: string, ...values: readonly unknown[]): readonly Row[] {
    return this.prepared(sql).all(...values) as readonly Row[];
  }

  private run(sql: string, ...values: readonly unknown[]): number {
    return this.prepared(sql).run(...values).changes;
  }

  private readonly statements = new Map<string, Database.Statement<unknown[]>>();

  private prepared(sql: string): Database.Statement<unknown[]> {
    const known = this.statements.get(sql) ?? this.database.prepare(sql);
    this.statements.set(sql, known);
    return known;
  }
}
