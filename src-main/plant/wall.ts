// How all stations are now, read from the database once a second for all pages together.
import {
  checkPlantSchema,
  type PlantDatabaseState,
  type PlantMessage,
  StationError,
  toStationError,
  type WallStation,
} from '../../src-inference/contract/index.ts';
import type { Database } from './database/database.ts';
import type { EvidenceBucket } from './evidence/bucket.ts';
import { type StationReader, stationReader } from './queries/stations.ts';

const tickMilliseconds = 1000;
/** A database that takes longer counts as away: pages must not show for so long what may have changed. */
const patienceMilliseconds = 4000;

/** What a page does not have yet, and what it has then. */
export interface WallNews {
  readonly message: PlantMessage & { readonly kind: 'wall' };
  readonly revision: number;
}

interface KnownStation {
  readonly station: WallStation;
  readonly text: string;
  /** The revision in which it became so. */
  readonly revision: number;
}

export class Wall {
  private readonly database: Database;
  private readonly reader: StationReader;
  private readonly listeners = new Set<() => void>();
  private known = new Map<number, KnownStation>();
  private state: PlantDatabaseState = { state: 'connecting' };
  private readAt: string | null = null;
  private readTick = 0;
  private revision = 1;
  /** The revision in which stations came or went last. */
  private setRevision = 1;
  private schemaIsChecked = false;
  private readingSince: number | null = null;
  private pause: ReturnType<typeof setTimeout> | null = null;
  private readonly telling: ReturnType<typeof setInterval>;
  private closed = false;

  /** @param bucket That evidence may be in. */
  constructor(database: Database, bucket: EvidenceBucket | null) {
    this.database = database;
    this.reader = stationReader(bucket);
    this.telling = setInterval(() => {
      if (this.waitedMilliseconds() > tickMilliseconds) this.tell();
    }, tickMilliseconds);
    void this.readOn();
  }

  get databaseState(): PlantDatabaseState {
    if (this.waitedMilliseconds() < patienceMilliseconds || this.state.state === 'failed') return this.state;
    const error = new StationError('link_unreachable', 'The database takes long to answer.', {
      where: this.database.name,
    });
    return { state: 'failed', error: error.toJSON() };
  }

  get stations(): readonly WallStation[] {
    return [...this.known.values()].map(({ station }) => station);
  }

  /** @param revision What the page has; 0: nothing. */
  since(revision: number): WallNews {
    const changed = [...this.known.values()].filter((one) => one.revision > revision);
    return {
      revision: this.revision,
      message: {
        kind: 'wall',
        database: this.databaseState,
        readAt: this.readAt,
        ageSeconds: this.readAt === null ? 0 : (performance.now() - this.readTick) / 1000,
        stations: changed.map(({ station }) => station),
        ids: this.setRevision > revision ? [...this.known.keys()] : null,
      },
    };
  }

  /** @returns Ends it. */
  onTick(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.closed = true;
    clearInterval(this.telling);
    if (this.pause !== null) clearTimeout(this.pause);
  }

  /** For the answer of the database. */
  private waitedMilliseconds(): number {
    return this.readingSince === null ? 0 : performance.now() - this.readingSince;
  }

  /** Also while the database does not answer: pages learn how old it is what they show. */
  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private async readOn(): Promise<void> {
    this.readingSince = performance.now();
    try {
      await this.read();
      this.state = { state: 'ready' };
    } catch (thrown) {
      // Another schema may be there when it comes back.
      this.schemaIsChecked = false;
      this.state = { state: 'failed', error: toStationError(thrown).toJSON() };
    }
    this.readingSince = null;
    if (this.closed) return;
    this.tell();
    this.pause = setTimeout(() => void this.readOn(), tickMilliseconds);
  }

  private async read(): Promise<void> {
    if (!this.schemaIsChecked) {
      await checkPlantSchema(
        async (sql, values) => ({ rows: await this.database.query(sql, values) }),
        this.database.name,
      );
      this.schemaIsChecked = true;
    }
    const { now, stations } = await this.reader(this.database.query);
    this.readAt = now;
    this.readTick = performance.now();
    this.take(stations);
  }

  private take(stations: readonly WallStation[]): void {
    const next = this.revision + 1;
    const known = new Map<number, KnownStation>();
    for (const station of stations) {
      const text = JSON.stringify(station);
      const before = this.known.get(station.id);
      known.set(station.id, before?.text === text ? before : { station, text, revision: next });
    }
    const isSameSet = known.size === this.known.size && [...known.keys()].every((id) => this.known.has(id));
    if (!isSameSet) this.setRevision = next;
    this.known = known;
    this.revision = next;
  }
}
