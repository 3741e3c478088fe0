// Reads parts of the plant: lists, and one with all that is known of it.
import {
  type PlantEvidenceRow,
  type PlantMistake,
  type PlantPartFilter,
  type PlantPartKey,
  type PlantPartPage,
  type PlantPartRecord,
  type PlantPartRow,
  type PlantPartSummary,
  type PlantRemarkRow,
  type PlantStepRow,
  StationError,
} from '../../../src-inference/contract/index.ts';
import type { Query } from '../database/database.ts';
import { evidenceAddress } from '../evidence/address.ts';
import type { EvidenceBucket } from '../evidence/bucket.ts';

const mistakesOfPart = 5;

type SummaryRow = PlantPartRow & {
  readonly name: string;
  readonly file: { readonly name: string; readonly url: string } | null;
  readonly wrong: readonly PlantMistake[] | null;
};

const summarySql = `
  SELECT p.*, s.name,
    (SELECT json_build_object('name', e.name, 'url', e.url) FROM stepwatch.evidence e
     WHERE e.station_id = p.station_id AND e.started_at = p.started_at AND e.kind = 'clip' AND e.url IS NOT NULL
     ORDER BY e.name LIMIT 1) AS file,
    (SELECT json_agg(json_build_object('label', m.label, 'status', m.status)) FROM (
       SELECT label, status FROM stepwatch.step t
       WHERE t.station_id = p.station_id AND t.started_at = p.started_at AND t.status <> 'ok'
       ORDER BY t.severity = 'fail' DESC, t.position LIMIT ${mistakesOfPart}) AS m) AS wrong
  FROM stepwatch.part p JOIN stepwatch.station s USING (station_id)`;

/** Newest first. */
export async function listParts(
  query: Query,
  filter: PlantPartFilter,
  bucket: EvidenceBucket | null,
): Promise<PlantPartPage> {
  const conditions: string[] = [];
  const values: unknown[] = [];
  /** @param sql With `?` for the value. */
  const when = (value: unknown, sql: string): void => {
    if (value === null || value === false) return;
    values.push(value);
    conditions.push(sql.replaceAll('?', `$${values.length}`));
  };
  // The time of the part is indexed; its local day may be up to a day apart from that of the database.
  when(filter.fromDay, "p.day >= ?::date AND p.started_at >= ?::date - interval '1 day'");
  when(filter.toDay, "p.day <= ?::date AND p.started_at < ?::date + interval '2 days'");
  when(filter.station, 'p.station_id = ?::integer');
  when(filter.recipe, "coalesce(p.recipe, '') = ?");
  when(filter.verdict, "coalesce(p.final_verdict, 'aborted') = ?");
  when(filter.hour, 'p.hour = ?::integer');
  when(filter.faulty, 'p.mistakes > 0 AND ?::boolean');
  when(filter.serial, 'p.serial = ?');
  if (filter.step !== null || filter.status !== null) {
    values.push(filter.step, filter.status);
    const [step, status] = [values.length - 1, values.length];
    conditions.push(`p.mistakes > 0 AND EXISTS (
      SELECT FROM stepwatch.step t
      WHERE t.station_id = p.station_id AND t.started_at = p.started_at AND t.status <> 'ok'
        AND ($${step}::text IS NULL OR t.label = $${step}) AND ($${status}::text IS NULL OR t.status = $${status}))`);
  }
  if (filter.before !== null) {
    values.push(filter.before.startedAt, filter.before.station);
    conditions.push(
      `(p.started_at, p.station_id) < ($${values.length - 1}::timestamptz, $${values.length}::integer)`,
    );
  }
  values.push(filter.limit + 1);
  const rows = await query<SummaryRow>(
    `${summarySql} ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
     ORDER BY p.started_at DESC, p.station_id DESC LIMIT $${values.length}`,
    values,
  );
  return {
    parts: rows.slice(0, filter.limit).map((row) => summaryOf(row, bucket)),
    more: rows.length > filter.limit,
  };
}

/** @throws StationError `part_not_found`. */
export async function readPart(
  query: Query,
  { station, startedAt }: PlantPartKey,
  bucket: EvidenceBucket | null,
): Promise<PlantPartRecord> {
  const key = [station, startedAt];
  const ofPart = 'WHERE station_id = $1::integer AND started_at = $2::timestamptz';
  const [parts, steps, remarks, evidence] = await Promise.all([
    query<SummaryRow>(
      `${summarySql} WHERE p.station_id = $1::integer AND p.started_at = $2::timestamptz`,
      key,
    ),
    query<PlantStepRow>(`SELECT * FROM stepwatch.step ${ofPart} ORDER BY position LIMIT 2000`, key),
    query<PlantRemarkRow>(`SELECT * FROM stepwatch.remark ${ofPart} ORDER BY at LIMIT 500`, key),
    query<PlantEvidenceRow>(`SELECT * FROM stepwatch.evidence ${ofPart} ORDER BY kind, name LIMIT 500`, key),
  ]);
  const [part] = parts;
  if (part === undefined) {
    throw new StationError('part_not_found', 'The plant knows no part of this station and this time.', {
      hint: 'It may not have arrived yet.',
    });
  }
  return {
    summary: summaryOf(part, bucket),
    order: part.order_number,
    variant: part.variant,
    model: part.model,
    steps: steps.map((step) => ({
      index: step.step_index,
      label: step.label,
      seen: step.seen,
      status: step.status,
      severity: step.severity,
      fromSeconds: step.from_seconds,
      toSeconds: step.to_seconds,
      remark: step.remark,
    })),
    remarks: remarks.map(({ kind, at, by, reason, value, serial }) => ({
      kind,
      at: at.toISOString(),
      by,
      reason,
      value,
      serial,
    })),
    evidence: evidence.map(({ name, kind, url, bytes }) => ({
      name,
      kind,
      address: evidenceAddress({ station, startedAt }, { name, url }, bucket),
      bytes: bytes === null ? null : Number(bytes),
    })),
  };
}

function summaryOf(row: SummaryRow, bucket: EvidenceBucket | null): PlantPartSummary {
  const key = { station: row.station_id, startedAt: row.started_at.toISOString() };
  return {
    ...key,
    stationName: row.name,
    endedAt: row.ended_at.toISOString(),
    number: row.number,
    serial: row.serial,
    verdict: row.final_verdict,
    isOverridden: row.override_verdict !== null,
    recipe: row.recipe_title ?? row.recipe,
    operator: row.operator,
    seconds: row.seconds,
    mistakes: row.wrong ?? [],
    clip: evidenceAddress(key, row.file, bucket),
    unacknowledged: row.unacknowledged,
  };
}
