// What Prometheus reads of the plant's server, and whether it is well (docs/plant.md).
import { Gauge, Registry } from 'prom-client';
import type { Monitoring } from '../http/index.ts';
import type { PlantSockets } from './sockets.ts';
import type { Wall } from './wall.ts';

export class PlantMetrics implements Monitoring {
  private readonly registry = new Registry();
  private readonly wall: Wall;
  private readonly sockets: PlantSockets;
  private readonly databaseUp = this.gauge('database_up', '1 while the database answers.');
  private readonly stations = this.gauge('stations', 'Stations by whether they are heard.', ['presence']);
  private readonly conditions = this.gauge('station_conditions', 'Stations that are heard, by condition.', [
    'condition',
  ]);
  private readonly waiting = this.gauge(
    'waiting_messages',
    'Messages of all stations that are not in the database yet.',
  );
  private readonly pages = this.gauge('pages', 'Pages that are open.');

  constructor(wall: Wall, sockets: PlantSockets) {
    this.wall = wall;
    this.sockets = sockets;
  }

  async metrics(): Promise<{ readonly text: string; readonly contentType: string }> {
    const { wall } = this;
    for (const gauge of [this.stations, this.conditions]) gauge.reset();
    this.databaseUp.set(wall.databaseState.state === 'ready' ? 1 : 0);
    for (const presence of ['online', 'lost', 'off']) this.stations.set({ presence }, 0);
    let waiting = 0;
    for (const station of wall.stations) {
      this.stations.inc({ presence: station.presence });
      if (station.presence === 'online') this.conditions.inc({ condition: station.condition });
      waiting += station.waiting;
    }
    this.waiting.set(waiting);
    this.pages.set(this.sockets.count);
    return { text: await this.registry.metrics(), contentType: this.registry.contentType };
  }

  health() {
    const database = this.wall.databaseState;
    return {
      status: database.state === 'ready' ? 'ok' : 'failing',
      database: database.state,
      error: database.state === 'failed' ? database.error.code : null,
    } as const;
  }

  private gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) {
    return new Gauge<Label>({
      name: `stepwatch_plant_${name}`,
      help,
      labelNames,
      registers: [this.registry],
    });
  }
}
