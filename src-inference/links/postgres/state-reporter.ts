// Keeps the row of the station as the station is: when it changes, at most every second, and every ten seconds in any case, so that
// the plant sees that it lives.
import { isDeepStrictEqual } from 'node:util';
import type { PlantQuery, PlantStationState, StationError, StationSnapshot } from '../../contract/index.ts';
import { databaseError } from './database-errors.ts';
import type { PlantDatabase } from './plant-database.ts';
import { stationRow } from './station-row.ts';
import { jsonOf } from './write-messages.ts';

const tickMilliseconds = 1000;
const heartbeatMilliseconds = 10_000;
/** A slower answer says nothing about the clocks. */
const promptMilliseconds = 500;

const stateColumns = `condition text, source text, source_state text, model text, model_version text, recipe text, recipe_title text,
  recipe_version text, target_cycle_seconds double precision, operator text, present_part jsonb, next_part jsonb, last_part jsonb,
  shift jsonb, unacknowledged integer, program_version text`;
const stateNames = stateColumns
  .split(',')
  .map((column) => column.trim().split(' ', 1)[0])
  .join(', ');
const writeState = `
  UPDATE stepwatch.station SET (${stateNames}, changed_at, last_seen, online) =
    (SELECT ${stateNames}, now(), now(), true FROM jsonb_to_record($2::jsonb) AS r (${stateColumns}))
  WHERE station_id = $1`;
const writeSeen = `
  UPDATE stepwatch.station SET last_seen = now(), online = true, waiting = $2, clock_offset_seconds = coalesce($3, clock_offset_seconds)
  WHERE station_id = $1 RETURNING extract(epoch FROM clock_timestamp())::float8 AS seconds`;
const writeGone =
  "UPDATE stepwatch.station SET last_seen = now(), online = false, condition = 'notReady' WHERE station_id = $1";

export interface StateReporterOptions {
  readonly database: PlantDatabase;
  readonly stationId: number;
  /** Version of the program. */
  readonly program: string;
  readonly waiting: () => number;
  readonly fail: (error: StationError) => void;
}

export class StateReporter {
  private readonly options: StateReporterOptions;
  private readonly timer: NodeJS.Timeout;
  private wanted: PlantStationState | null = null;
  private told: PlantStationState | null = null;
  private isTelling = false;
  private seenAt = Number.NEGATIVE_INFINITY;
  /** By how much the clock of the station was ahead at the last heartbeat. */
  private clockOffset: number | null = null;

  constructor(options: StateReporterOptions) {
    this.options = options;
    this.timer = setInterval(() => this.tick(), tickMilliseconds);
  }

  present(snapshot: StationSnapshot): void {
    const isFirst = this.wanted === null;
    this.wanted = stationRow(snapshot, this.options.program);
    if (isFirst) this.tick();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** The station is no longer there. @throws What the driver throws. */
  async sayGoodbye(): Promise<void> {
    await this.options.database.alone((query) => query(writeGone, [this.options.stationId]));
  }

  private tick(): void {
    if (this.isTelling || this.wanted === null) return;
    const isNew = !isDeepStrictEqual(this.wanted, this.told);
    const isDue = performance.now() - this.seenAt >= heartbeatMilliseconds;
    if (!isNew && !isDue) return;
    this.isTelling = true;
    this.options.database
      .alone((query) => this.tell(query, { isNew, isDue }))
      .catch((thrown: unknown) => this.options.fail(databaseError(this.options.database.target, thrown)))
      .finally(() => {
        this.isTelling = false;
      });
  }

  private async tell(
    query: PlantQuery,
    { isNew, isDue }: { readonly isNew: boolean; readonly isDue: boolean },
  ): Promise<void> {
    const { stationId, waiting } = this.options;
    if (isNew) {
      const state = this.wanted;
      await query(writeState, [stationId, jsonOf(state)]);
      this.told = state;
    }
    if (!isDue) return;
    const asked = Date.now();
    const begun = performance.now();
    const { rows } = await query(writeSeen, [stationId, waiting(), this.clockOffset]);
    const took = performance.now() - begun;
    this.seenAt = begun;
    const seconds = Number(rows[0]?.seconds);
    if (took < promptMilliseconds) this.clockOffset = (asked + took / 2) / 1000 - seconds;
  }
}
