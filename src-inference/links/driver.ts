// The driver of each kind of connection.
import type { LinkSpec } from '../contract/index.ts';
import type { LinkDriver } from './link-session.ts';
import { modbusDriver } from './modbus/modbus-link.ts';
import { jsonDriver } from './mqtt/json-link.ts';
import { sparkplugDriver } from './mqtt/sparkplug/sparkplug-link.ts';
import { postgresDriver } from './postgres/postgres-link.ts';
import { webhookDriver } from './webhook/webhook-link.ts';

export function driverOf(spec: LinkSpec): LinkDriver {
  switch (spec.kind) {
    case 'mqtt':
      return spec.format === 'json' ? jsonDriver(spec) : sparkplugDriver(spec);
    case 'modbus':
      return modbusDriver(spec);
    case 'webhook':
      return webhookDriver(spec);
    case 'postgres':
      return postgresDriver(spec);
    default:
      return spec satisfies never;
  }
}
