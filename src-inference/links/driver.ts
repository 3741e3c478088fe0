// The driver of each kind of connection.
import type { LinkSpec } from '../contract/index.ts';
import type { LinkDriver, LinkPlaces } from './link-session.ts';
import { modbusDriver } from './modbus/modbus-link.ts';
import { jsonDriver } from './mqtt/json-link.ts';
import { sparkplugDriver } from './mqtt/sparkplug/sparkplug-link.ts';
import { opcuaDriver } from './opcua/opcua-link.ts';
import { plantDriver } from './plant/plant-link.ts';
import { postgresDriver } from './postgres/postgres-link.ts';
import { storeDriver } from './store/store-link.ts';
import { webhookDriver } from './webhook/webhook-link.ts';

export function driverOf(spec: LinkSpec, places: LinkPlaces): LinkDriver {
  switch (spec.kind) {
    case 'mqtt':
      return spec.format === 'json' ? jsonDriver(spec) : sparkplugDriver(spec);
    case 'modbus':
      return modbusDriver(spec);
    case 'webhook':
      return webhookDriver(spec);
    case 'store':
      return storeDriver(spec, places.evidence);
    case 'plant':
      return plantDriver(spec, places.rollouts);
    case 'postgres':
      return postgresDriver(spec);
    case 'opcua':
      return opcuaDriver(spec, places);
    default:
      return spec satisfies never;
  }
}
