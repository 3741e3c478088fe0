// What the index knows of the files that a station has written of its parts, and has not deleted: for whoever decides which of
// them stay. SQLite blocks the thread that calls it, and there may be many: call it in a thread of its own.
import { type PartId, type RetainedOutcome, StationError, type WrittenEvidence } from '../contract/index.ts';
import { seeingRemarks } from './queries/parts.ts';

/** A part that has ended. */
export interface PartOfFile {
  readonly id: PartId;
  /** Of its journal. */
  readonly day: string;
  /** A person's verdict counts before that of the checker. */
  readonly outcome: RetainedOutcome;
  /** A person keeps it for good. */
  readonly kept: boolean;
  /** Somebody has looked at its evidence, acknowledged it, or judged it. */
  readonly seen: boolean;
  /** Its evidence has clips. */
  readonly filmed: boolean;
}

export interface IndexedRecording {
  /** Path of the file. */
  readonly target: string;
  /** When it was begun, ms since 1970. */
  readonly key: number;
  /** Of the journal that tells of it. */
  readonly day: string;
  readonly parts: readonly PartOfFile[];
}

export interface IndexedEvidence {
  readonly part: PartOfFile;
  readonly evidence: WrittenEvidence;
}

export interface IndexedFiles {
  /** Oldest first, one after the other. */
  recordings(): Iterable<IndexedRecording>;
  evidence(): Iterable<IndexedEvidence>;
  /** Days of journals with something said of these parts. */
  daysAbout(parts: Iterable<PartId>): ReadonlySet<string>;
}

/**
 * @param index File of the index, up to the journals.
 * @throws StationError `index_unwritable`, also when the index is damaged: whoever keeps it builds it again.
 */
export async function readIndexedFiles<T>(index: string, use: (files: IndexedFiles) => T): Promise<T> {
  const { Database, indexError } = await import('./database.ts');
  let database: InstanceType<typeof Database> | null = null;
  try {
    const opened = new Database(index, 'read');
    database = opened;
    // Everything is of one moment, whatever is added meanwhile.
    opened.exec('BEGIN');
    const result = use({
      recordings: () => grouped(opened.rows<RecordingRow>(recordingsSql)),
      *evidence() {
        for (const row of opened.rows<EvidenceRow>(evidenceSql)) {
          yield { part: partOf(row), evidence: JSON.parse(row.evidence) as WrittenEvidence };
        }
      },
      daysAbout(parts) {
        const days = new Set<string>();
        const sql = 'SELECT DISTINCT day FROM remarks WHERE part = ?';
        for (const id of parts) {
          for (const { day } of opened.all<{ readonly day: string }>(sql, Date.parse(id))) days.add(day);
        }
        return days;
      },
    });
    opened.exec('COMMIT');
    return result;
  } catch (thrown) {
    const error = indexError(index, thrown);
    if (error instanceof StationError) throw error;
    throw new StationError('index_unwritable', `The index of the history cannot be read: ${error.message}.`, {
      where: index,
      hint: 'It is built again when the station shows its history. The record itself is complete.',
    });
  } finally {
    database?.close();
  }
}

interface PartRow {
  readonly id: PartId;
  readonly partDay: string;
  readonly outcome: RetainedOutcome;
  readonly kept: number;
  readonly seen: number;
  readonly clips: number | null;
}

interface RecordingRow extends Omit<PartRow, 'id'> {
  /** Null: it shows no part. */
  readonly id: PartId | null;
  readonly target: string;
  readonly key: number;
  readonly day: string;
}

interface EvidenceRow extends PartRow {
  readonly evidence: string;
}

const last = (kind: string, value = 'value'): string =>
  `(SELECT ${value} FROM remarks WHERE part = p.key AND kind = '${kind}' ORDER BY sequence DESC LIMIT 1)`;

const partColumns = `p.id, p.day AS partDay, coalesce(${last('overridden')}, p.verdict, 'aborted') AS outcome,
  coalesce(${last('kept')}, '') = 'true' AS kept,
  EXISTS(SELECT 1 FROM remarks WHERE part = p.key AND kind IN (${seeingRemarks})) AS seen,
  ${last('evidence', "json_array_length(value, '$.clips')")} AS clips`;

const recordingsSql = `SELECT r.key, r.target, r.day, ${partColumns}
  FROM recordings r INDEXED BY recordings_there
  LEFT JOIN part_recordings l ON l.key = r.key AND l.target = r.target
  LEFT JOIN ended_parts p ON p.key = l.part
  WHERE r.gone = 0 ORDER BY r.key, r.target`;

const evidenceSql = `SELECT ${partColumns}, ${last('evidence')} AS evidence FROM ended_parts p
  WHERE p.key IN (SELECT part FROM remarks WHERE kind = 'evidence') AND ${last('evidence')} IS NOT NULL ORDER BY p.key`;

function partOf({ id, partDay: day, outcome, kept, seen, clips }: PartRow): PartOfFile {
  return { id, day, outcome, kept: kept === 1, seen: seen === 1, filmed: (clips ?? 0) > 0 };
}

function* grouped(rows: Iterable<RecordingRow>): Generator<IndexedRecording> {
  let open: (IndexedRecording & { readonly parts: PartOfFile[] }) | null = null;
  for (const row of rows) {
    const { key, target, day, id } = row;
    if (open === null || open.key !== key || open.target !== target) {
      if (open !== null) yield open;
      open = { key, target, day, parts: [] };
    }
    if (id !== null) open.parts.push(partOf({ ...row, id }));
  }
  if (open !== null) yield open;
}
