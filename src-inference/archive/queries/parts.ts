// Parts from the index: pages of them, single ones, and those that wait for an acknowledgement.
import {
  type Acknowledgement,
  addDays,
  localDay,
  type PartConditions,
  type PartDeletion,
  type PartEvidence,
  type PartFilter,
  type PartId,
  type PartIdentity,
  type PartOverride,
  type PartSummary,
  type ShiftCounts,
  type ShiftStart,
  type Verdict,
  type WrittenEvidence,
} from '../../contract/index.ts';
import { shiftsBetween } from '../../figures/index.ts';
import type { Database, SqlValue } from '../database.ts';
import type { CollectedPart } from '../part-collector.ts';
import { partKey } from '../projection.ts';
import type { RecordedStretch } from '../recorded-stretches.ts';

/** A part of the index. Whether its files are still there, the index does not know. */
export interface IndexedPart {
  readonly summary: Omit<PartSummary, 'recording'>;
  readonly recorded: RecordedStretch | null;
}

/** Where a part is in the journals. */
export interface LocatedPart extends IndexedPart {
  /** Names the journal. */
  readonly day: string;
  /** The part, and the windows that it was judged by. */
  readonly bytes: { readonly from: number; readonly to: number };
  readonly startSeconds: number;
  readonly endedAt: string;
  /** Where the journals have what was said of it after its end, oldest first. */
  readonly remarks: readonly { readonly day: string; readonly byte: number }[];
}

interface PartRow {
  readonly summary: string;
  readonly recordingTarget: string | null;
  readonly recordingFromSeconds: number | null;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedReason: string | null;
  readonly overrideVerdict: Verdict | null;
  readonly overrideBy: string | null;
  readonly overrideReason: string | null;
  readonly overrideAt: string | null;
  /** `PartIdentity` as JSON. */
  readonly identified: string | null;
  /** `WrittenEvidence` as JSON. */
  readonly evidence: string | null;
  readonly seenAt: string | null;
  readonly kept: number;
  /** Time and reason. */
  readonly evidenceDeleted: string | null;
  readonly recordingDeleted: string | null;
}

const listed = `summary, recordingTarget, recordingFromSeconds, acknowledgedAt, acknowledgedBy, acknowledgedReason,
  overrideVerdict, overrideBy, overrideReason, overrideAt, identified, evidence, seenAt, kept,
  evidenceDeleted, recordingDeleted`;

/** Newest first. */
export function listParts(
  database: Database,
  { filter, starts }: { readonly filter: PartFilter; readonly starts: readonly ShiftStart[] },
): { readonly parts: readonly IndexedPart[]; readonly more: boolean } {
  const { sql, values } = keysThatFit(database, filter, shiftSpans(database, filter, starts));
  const rows = database.all<PartRow>(
    `SELECT ${listed} FROM parts WHERE key IN (${sql} ORDER BY p.sequence DESC LIMIT ?) ORDER BY sequence DESC`,
    ...values,
    filter.limit + 1,
  );
  return { parts: rows.slice(0, filter.limit).map(toPart), more: rows.length > filter.limit };
}

/** Parts whatever the page. `starts`: when shifts begin. */
export interface ChosenParts {
  readonly conditions: PartConditions;
  readonly starts: readonly ShiftStart[];
}

export function keysOf(
  database: Database,
  { conditions, starts }: ChosenParts,
): ReturnType<typeof keysThatFit> {
  return keysThatFit(database, { ...conditions, before: null }, shiftSpans(database, conditions, starts));
}

/** A query for the `key` of the parts that fit, from `ended_parts p`. An index has them in the order of the page. */
function keysThatFit(
  database: Database,
  filter: Omit<PartFilter, 'limit'>,
  spans: readonly KeySpan[] | null,
): {
  readonly sql: string;
  readonly values: readonly SqlValue[];
} {
  const { fromDay, toDay, verdict, recipe, step, status, serial, before } = filter;
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const must: Must = (condition, ...more) => {
    conditions.push(condition);
    values.push(...more);
  };
  if (step !== null) {
    const mistakes = "SELECT part FROM steps INDEXED BY mistakes WHERE label = ? AND status <> 'ok'";
    if (status == null) must(`p.key IN (${mistakes})`, step);
    else must(`p.key IN (${mistakes} AND status = ?)`, step, status);
  } else if (status != null) must(hasStep('m.status = ?'), status);
  if (spans !== null) addSpans(database, must, spans);
  else if (fromDay !== null || toDay !== null) {
    const days = { first: fromDay ?? '', last: toDay ?? '9' };
    must('p.day BETWEEN ? AND ?', days.first, days.last);
    mustBeWithin(database, must, days);
  }
  if (before !== null) must('p.sequence < ?', placeOf(database, before));
  if (recipe !== null)
    must(recipe === '' ? 'p.recipe IS NULL' : 'p.recipe = ?', ...(recipe === '' ? [] : [recipe]));
  if (serial !== null) must('p.serial = ?', serial);
  if (verdict === 'aborted') must('p.verdict IS NULL');
  else if (verdict !== null) must('p.verdict = ?', verdict);
  addMore(must, filter);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return { sql: `SELECT p.key FROM ended_parts p ${where}`, values };
}

/** Of a part that the index does not know any more: where it would be by the time. */
function placeOf(database: Database, id: PartId): number {
  const found = database.get<{ readonly place: number | null }>(
    `SELECT coalesce((SELECT sequence FROM ended_parts WHERE key = ?1),
       (SELECT sequence + 1 FROM ended_parts WHERE key < ?1 ORDER BY key DESC LIMIT 1)) AS place`,
    partKey(id),
  );
  return found?.place ?? 0;
}

/** The bounds of the days in the order of parts: nothing else is read. */
function mustBeWithin(
  database: Database,
  must: Must,
  { first, last }: { readonly first: string; readonly last: string },
): void {
  const of = (function_: string): string =>
    `(SELECT ${function_}((SELECT ${function_}(sequence) FROM ended_parts e WHERE e.day = j.day)) FROM journals j
      WHERE j.day BETWEEN ?1 AND ?2)`;
  const found = database.get<{ readonly least: number | null; readonly most: number | null }>(
    `SELECT ${of('min')} AS least, ${of('max')} AS most`,
    first,
    last,
  );
  must('p.sequence BETWEEN ? AND ?', found?.least ?? 0, found?.most ?? 0);
}

type Must = (condition: string, ...values: readonly SqlValue[]) => void;

/** Bounds of keys; `to` is exclusive. */
interface KeySpan {
  readonly from: number;
  readonly to: number;
}

/** When the shift of a filter was on its days; null without a shift. */
function shiftSpans(
  database: Database,
  { shift, fromDay, toDay }: PartConditions,
  starts: readonly ShiftStart[],
): readonly KeySpan[] | null {
  if (shift == null) return null;
  const days = database.get<{ readonly first: string | null; readonly last: string | null }>(
    'SELECT min(day) AS first, max(day) AS last FROM ended_parts',
  );
  if (days?.first == null || days.last === null) return [];
  return shiftsBetween(starts, {
    name: shift,
    // The night shift of the day before may be the first that there are parts of.
    from: fromDay ?? addDays(days.first, -1),
    to: toDay !== null && toDay < days.last ? toDay : days.last,
  }).map(({ start, end }) => ({ from: start.getTime(), to: end.getTime() }));
}

/** SQLite nests a chain of conditions, and allows a depth of 1000. */
const spansPerGroup = 200;

function addSpans(database: Database, must: Must, spans: readonly KeySpan[]): void {
  const groups: string[] = [];
  for (let at = 0; at < spans.length; at += spansPerGroup) {
    const group = spans.slice(at, at + spansPerGroup);
    groups.push(`(${group.map(({ from, to }) => `(p.key >= ${from} AND p.key < ${to})`).join(' OR ')})`);
  }
  if (spans.length === 0) {
    must('false');
    return;
  }
  // A time zone may have been another one.
  mustBeWithin(database, must, {
    first: addDays(localDay(new Date(spans[0]!.from)), -1),
    last: addDays(localDay(new Date(spans.at(-1)!.to)), 1),
  });
  // A plus keeps the parts from being looked up one by one, out of order.
  must(`(${groups.join(' OR ').replaceAll('p.key', '+p.key')})`);
}

/** By them somebody has seen the evidence of a part. */
export const seeingRemarks = "'seen', 'acknowledged', 'overridden', 'judgedOtherwise'";

function hasStep(condition: string): string {
  return `EXISTS (SELECT 1 FROM steps m WHERE m.part = p.key AND ${condition})`;
}

/** What only figures and notices ask for. */
function addMore(must: Must, filter: Omit<PartFilter, 'limit'>): void {
  const { faulty, operator, model, hour } = filter;
  const { slowerThan, slowStep, judgedOtherwise, unacknowledged, kept, unseen } = filter;
  if (faulty === true) must(hasStep("m.status <> 'ok'"));
  if (operator != null) must("coalesce(p.operator, '') = ?", operator);
  if (model != null) must('p.model = ?', model);
  if (hour != null) must("CAST(strftime('%H', p.id, 'localtime') AS INTEGER) = ?", hour);
  if (slowerThan != null && slowStep != null) {
    must(hasStep('m.label = ? AND m.endedSeconds - m.startedSeconds > ?'), slowStep, slowerThan);
  } else if (slowerThan != null)
    must('p.verdict IS NOT NULL AND coalesce(p.cycleSeconds, p.seconds) > ?', slowerThan);
  if (judgedOtherwise != null) {
    must(
      "(SELECT value FROM remarks r WHERE r.part = p.key AND r.kind = 'judgedOtherwise' ORDER BY sequence DESC LIMIT 1) = ?",
      judgedOtherwise,
    );
  }
  if (kept === true) {
    // Few are kept, and an index has them.
    must("p.key IN (SELECT part FROM remarks WHERE kind = 'kept')");
    must(
      "(SELECT value FROM remarks WHERE part = p.key AND kind = 'kept' ORDER BY sequence DESC LIMIT 1) = 'true'",
    );
  }
  if (unseen === true) {
    must("p.key IN (SELECT part FROM remarks WHERE kind = 'evidence')");
    must(
      "(SELECT value FROM remarks WHERE part = p.key AND kind = 'evidence' ORDER BY sequence DESC LIMIT 1) IS NOT NULL",
    );
    must(`NOT EXISTS (SELECT 1 FROM remarks r WHERE r.part = p.key AND r.kind IN (${seeingRemarks}))`);
  }
  if (unacknowledged === true) {
    must("p.verdict = 'fail'");
    must(
      "NOT EXISTS (SELECT 1 FROM remarks r WHERE r.part = p.key AND r.kind IN ('acknowledged', 'overridden'))",
    );
  }
}

/** Null for a part that the index does not know, as one in progress. */
export function findPart(database: Database, id: PartId): LocatedPart | null {
  const row = database.get<
    PartRow & {
      readonly day: string;
      readonly fromByte: number;
      readonly toByte: number;
      readonly startSeconds: number;
      readonly endedAt: string;
    }
  >(
    `SELECT ${listed}, day, fromByte, toByte, startSeconds, endedAt FROM parts WHERE key = ? AND id = ?`,
    partKey(id),
    id,
  );
  if (row === null) return null;
  const remarks = database.all<LocatedPart['remarks'][number]>(
    'SELECT day, byte FROM remarks WHERE part = ? ORDER BY sequence',
    partKey(id),
  );
  const { day, fromByte: from, toByte: to, startSeconds, endedAt } = row;
  return { ...toPart(row), day, bytes: { from, to }, startSeconds, endedAt, remarks };
}

/** The recordings of the parts that have one. */
export function findRecordings(
  database: Database,
  ids: readonly PartId[],
): ReadonlyMap<PartId, RecordedStretch> {
  const rows = database.all<{ readonly id: PartId; readonly target: string; readonly fromSeconds: number }>(
    `SELECT id, recordingTarget AS target, recordingFromSeconds AS fromSeconds FROM ended_parts
     WHERE recordingTarget IS NOT NULL AND key IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids.map(partKey)),
  );
  return new Map(rows.map(({ id, target, fromSeconds }) => [id, { target, fromSeconds }] as const));
}

/** What a station begins with. */
export interface ShiftFacts {
  readonly shift: ShiftCounts;
  /** Failed parts that nobody has acknowledged, oldest first. */
  readonly unacknowledged: readonly PartId[];
  /** The part that ended last; null when there is none. */
  readonly lastPart: PartId | null;
}

/**
 * @param since Start of the shift as the settings know it, ISO 8601; a later one in the journals holds.
 * @param firstDay Older parts wait no more.
 * @param most Of the parts that wait: the newest ones.
 */
export function shiftFacts(
  database: Database,
  { since, firstDay, most }: { readonly since: string; readonly firstDay: string; readonly most: number },
): ShiftFacts {
  const begun = database.get<{ readonly at: string; readonly sequence: number }>(
    'SELECT at, sequence FROM shifts ORDER BY sequence DESC LIMIT 1',
  );
  // Without its beginning in the journals, the time must do.
  const isTold = begun !== null && begun.at >= since;
  const from = isTold ? begun.at : since;
  const overridden = database.get<{ readonly parts: number }>(
    "SELECT count(DISTINCT part) AS parts FROM remarks WHERE part >= ? AND kind = 'overridden'",
    partKey(from),
  );
  const shift = { since: from, pass: 0, warn: 0, fail: 0, aborted: 0, overridden: overridden?.parts ?? 0 };
  const counts = database.all<{
    readonly outcome: 'pass' | 'warn' | 'fail' | 'aborted';
    readonly parts: number;
  }>(
    `SELECT coalesce(verdict, 'aborted') AS outcome, count(*) AS parts
     FROM ended_parts ${isTold ? 'INDEXED BY parts_by_end WHERE endSequence > ?' : 'WHERE endedAt >= ? AND day >= ?'} GROUP BY outcome`,
    ...(isTold ? [begun.sequence] : [from, firstDay]),
  );
  for (const { outcome, parts } of counts) shift[outcome] = parts;
  const waiting = database.all<{ readonly id: PartId }>(
    `SELECT id FROM ended_parts p INDEXED BY parts_by_day WHERE day >= ? AND verdict = 'fail'
       AND NOT EXISTS (SELECT 1 FROM remarks WHERE part = p.key AND kind IN ('acknowledged', 'overridden'))
     ORDER BY endSequence DESC LIMIT ?`,
    firstDay,
    most,
  );
  const last = database.get<{ readonly id: PartId }>(
    'SELECT id FROM ended_parts INDEXED BY parts_by_end WHERE day >= ? ORDER BY endSequence DESC LIMIT 1',
    firstDay,
  );
  return {
    shift,
    unacknowledged: waiting.map(({ id }) => id).reverse(),
    lastPart: last?.id ?? null,
  };
}

function toPart(row: PartRow): IndexedPart {
  const summary = JSON.parse(row.summary) as CollectedPart['summary'];
  const { identified, kept } = row;
  const identity = identified === null ? summary.identity : (JSON.parse(identified) as PartIdentity);
  return {
    summary: {
      ...summary,
      identity,
      acknowledgement: acknowledgementOf(row),
      override: overrideOf(row),
      evidence: evidenceOf(row),
      kept: kept === 1,
      deleted: deletionsOf(row),
    },
    recorded: recordedOf(row),
  };
}

function overrideOf(row: PartRow): PartOverride | null {
  const { overrideVerdict: verdict, overrideBy: by, overrideReason: reason, overrideAt: at } = row;
  return verdict === null || at === null ? null : { verdict, by: by ?? '', reason: reason ?? '', at };
}

function acknowledgementOf(row: PartRow): Acknowledgement | null {
  const { acknowledgedAt: at, acknowledgedBy: by, acknowledgedReason: reason } = row;
  return at === null ? null : { by: by ?? '', reason: reason ?? '', at };
}

function evidenceOf({ evidence, seenAt }: PartRow): PartEvidence | null {
  return evidence === null ? null : { ...(JSON.parse(evidence) as WrittenEvidence), seenAt };
}

/** Evidence that was kept again is there. */
function deletionsOf({ evidence, evidenceDeleted, recordingDeleted }: PartRow): readonly PartDeletion[] {
  const said = { recording: recordingDeleted, evidence: evidence === null ? evidenceDeleted : null };
  return Object.entries(said).flatMap(([kind, text]) => {
    if (text === null) return [];
    const [at, reason] = text.split(' ');
    return { kind, at, reason } as PartDeletion;
  });
}

function recordedOf({ recordingTarget, recordingFromSeconds }: PartRow): RecordedStretch | null {
  return recordingTarget === null
    ? null
    : { target: recordingTarget, fromSeconds: recordingFromSeconds ?? 0 };
}
