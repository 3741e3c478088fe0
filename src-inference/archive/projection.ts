// Puts the entries of one journal into the index, in the order in which they were written.
import { resolve } from 'node:path';
import { type EngineEvent, isLogged, type PartId } from '../contract/index.ts';
import type { PlacedEntry } from '../record/index.ts';
import type { Database } from './database.ts';
import { type CollectedPart, type CollectorState, PartCollector, stepLabel } from './part-collector.ts';

/** What is said of a part that has ended, and what is kept of it. */
type RemarkKind =
  | 'acknowledged'
  | 'identified'
  | 'judgedOtherwise'
  | 'overridden'
  | 'evidence'
  | 'kept'
  | 'recordingDeleted'
  | 'seen';

/** Entries of the log between two marks: about ten parts. */
const entriesPerMark = 256;

export class Projection {
  private readonly database: Database;
  private readonly day: string;
  private readonly collector: PartCollector;
  /** Entries of the log since the last mark. */
  logged: number;

  constructor(
    database: Database,
    day: string,
    from: { readonly state: CollectorState; readonly logged: number },
  ) {
    this.database = database;
    this.day = day;
    this.collector = new PartCollector(from.state);
    this.logged = from.logged;
  }

  /** What must be known to go on after the entries so far. */
  get state(): CollectorState {
    return this.collector.state;
  }

  /** Of the newest entry. */
  private get sequence(): number {
    return this.collector.state.sequence;
  }

  /** Call it inside of a transaction. */
  add(placed: PlacedEntry): void {
    const { entry, start } = placed;
    // Where a journal is gone on with, entries of other journals may lie between.
    if (entry.copied || entry.type === 'settingsChanged') this.logged = 0;
    const ended = this.collector.take(placed);
    if (ended) this.addPart(ended);
    if (entry.copied) return;
    switch (entry.type) {
      case 'partAcknowledged':
        this.addRemark('acknowledged', placed, entry);
        break;
      case 'partOverridden':
        this.addRemark('overridden', placed, { ...entry, value: entry.verdict });
        break;
      case 'partJudgedOtherwise':
        this.addRemark('judgedOtherwise', placed, { ...entry, reason: entry.note, value: entry.judgement });
        break;
      case 'partIdentified': {
        this.addRemark('identified', placed, { ...entry, value: JSON.stringify(entry.identity) });
        const key = partKey(entry.id);
        if (key !== null) this.database.run(identifyParts('key = ?'), key);
        break;
      }
      case 'evidenceKept':
        this.addRemark('evidence', placed, { id: entry.id, value: JSON.stringify(entry.evidence) });
        break;
      case 'evidenceSeen':
        this.addRemark('seen', placed, entry);
        break;
      case 'partKept':
        this.addRemark('kept', placed, { ...entry, value: String(entry.kept) });
        break;
      case 'filesDeleted':
        this.addDeletions(placed, entry);
        break;
      case 'outputState':
        // One that a command attached belongs to whoever attached it.
        if (entry.kind === 'recording' && entry.state === 'running' && entry.setting != null) {
          this.database.run(insertRecording, Date.parse(entry.at), entry.target, this.day, this.sequence);
        }
        break;
      case 'audited':
        this.database.run(insertChange, this.day, start, this.sequence, entry.at, entry.seq, entry.what);
        break;
      case 'shiftStarted':
        this.database.run('INSERT OR REPLACE INTO shifts VALUES(?, ?, ?)', this.sequence, entry.at, this.day);
        break;
      default:
    }
    if (isLogged(entry)) this.addToLog(start);
  }

  private addPart(part: CollectedPart): void {
    const { summary, steps, startSeconds, recorded, bytes } = part;
    const key = partKey(summary.id);
    if (key === null) return;
    this.database.run(
      insertPart,
      key,
      summary.id,
      part.sequence,
      part.endSequence,
      this.day,
      summary.number,
      part.endedAt,
      summary.verdict,
      summary.recipe,
      part.recipeTitle,
      summary.model,
      summary.source,
      summary.seconds,
      part.cycleSeconds,
      part.taktSeconds,
      part.shiftStartedAt,
      summary.identity?.serial ?? summary.code,
      summary.identity?.order ?? null,
      summary.identity?.variant ?? null,
      summary.operator,
      startSeconds,
      recorded?.target ?? null,
      recorded?.fromSeconds ?? null,
      bytes.from,
      bytes.to,
      JSON.stringify(summary),
    );
    // Journals are read from the newest on: what was said of the part on a later day is there already.
    this.database.run(
      identifyParts("key = ? AND key IN (SELECT part FROM remarks WHERE kind = 'identified')"),
      key,
    );
    this.database.run('DELETE FROM part_recordings WHERE part = ?', key);
    for (const { key: begun, target } of part.shownBy) {
      this.database.run('INSERT OR REPLACE INTO part_recordings VALUES(?, ?, ?)', begun, target, key);
    }
    this.database.run('DELETE FROM steps WHERE part = ?', key);
    const rows = steps.map((step) => {
      const label = stepLabel(step);
      return [
        step.index ?? null,
        label,
        step.label === label ? null : step.label,
        step.status,
        sinceStart(step.startSeconds, startSeconds),
        sinceStart(step.endSeconds, startSeconds),
      ];
    });
    this.database.run(insertSteps, key, JSON.stringify(rows));
  }

  private addDeletions(
    placed: PlacedEntry,
    { files, reason }: EngineEvent & { readonly type: 'filesDeleted' },
  ): void {
    const { at, seq } = placed.entry;
    const { recordings } = this.collector.state;
    for (const { kind, name, parts } of files) {
      const path = kind === 'recording' ? resolve(recordings ?? '/', name) : name;
      this.database.run(
        'INSERT OR REPLACE INTO deletions VALUES(?, ?, ?, ?, ?)',
        ...[kind, path, Date.parse(at), this.sequence, this.day],
      );
      if (kind === 'journal') continue;
      const said = kind === 'evidence' ? 'evidence' : 'recordingDeleted';
      for (const id of parts) this.addRemark(said, placed, { id, reason });
    }
    this.database.run(insertChange, this.day, placed.start, this.sequence, at, seq, 'storage');
  }

  private addRemark(
    kind: RemarkKind,
    { entry: { at }, start }: PlacedEntry,
    remark: {
      readonly id: PartId;
      readonly by?: string;
      readonly reason?: string;
      readonly value?: string;
    },
  ): void {
    const { id, by = null, reason = null, value = null } = remark;
    const key = partKey(id);
    if (key === null) return;
    this.database.run(
      'INSERT OR REPLACE INTO remarks VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...[key, kind, this.sequence, at, this.day, start, by, reason, value],
    );
  }

  private addToLog(byte: number): void {
    if (this.logged === 0) {
      this.database.run('INSERT OR REPLACE INTO log_marks VALUES(?, ?, ?)', this.day, byte, this.sequence);
    }
    this.logged = (this.logged + 1) % entriesPerMark;
  }
}

/** Gives parts the identity that was said last, or the one that they began with. */
export function identifyParts(condition: string): string {
  return `UPDATE ended_parts SET (serial, orderName, variant) = (
      SELECT coalesce(said->>'serial', summary->>'code'), said->>'order', said->>'variant' FROM (SELECT coalesce(
        (SELECT value FROM remarks WHERE part = key AND kind = 'identified' ORDER BY sequence DESC LIMIT 1),
        summary->'identity') AS said)
    ) WHERE ${condition}`;
}

const insertPart = `INSERT OR REPLACE INTO ended_parts VALUES(${Array(26).fill('?').join(', ')})`;
/** One call for all steps: eleven million of them are bound as texts of JSON. */
const insertSteps = `INSERT INTO steps
  SELECT ?1, one.key, one.value->>0, one.value->>1, one.value->>2, one.value->>3, one.value->>4, one.value->>5
  FROM json_each(?2) one`;

const insertRecording = `INSERT OR IGNORE INTO recordings SELECT ?1, ?4, ?2, ?3, EXISTS(
  SELECT 1 FROM deletions WHERE kind = 'recording' AND path = ?2 AND sequence >= ?4)`;
const insertChange = 'INSERT OR REPLACE INTO changes VALUES(?, ?, ?, ?, ?, ?)';

/** The key of a part in the index; null when the id is no time. */
export function partKey(id: PartId): number | null {
  const key = Date.parse(id);
  return Number.isNaN(key) ? null : key;
}

/** To the millisecond. */
function sinceStart(seconds: number | null | undefined, startSeconds: number): number | null {
  return seconds == null ? null : Math.round((seconds - startSeconds) * 1000) / 1000;
}
