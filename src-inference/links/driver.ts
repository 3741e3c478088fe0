// The driver of each kind of connection.
import type { LinkSpec } from '../contract/index.ts';
import type { LinkDriver } from './link-session.ts';
import { modbusDriver } from './modbus/modbus-link.ts';
import { jsonDriver } from './mqtt/json-link.ts';
import { sparkplugDriver } from './mqtt/sparkplug/sparkplug-link.ts';
import { plantDriver } from './plant/plant-link.ts';
import { postgresDriver } from './postgres/postgres-link.ts';
import { storeDriver } from './store/store-link.ts';
import type { LinksSetup } from './thread/thread-messages.ts';
import { webhookDriver } from './webhook/webhook-link.ts';

export type LinkFolders = Pick<LinksSetup, 'evidence' | 'rollouts'>;

export function driverOf(spec: LinkSpec, { evidence, rollouts }: LinkFolders): LinkDriver {
  switch (spec.kind) {
    case 'mqtt':
      return spec.format === 'json' ? jsonDriver(spec) : sparkplugDriver(spec);
    case 'modbus':
      return modbusDriver(spec);
    case 'webhook':
      return webhookDriver(spec);
    case 'store':
      return storeDriver(spec, evidence);
    case 'plant':
      return plantDriver(spec, rollouts);
    case 'postgres':
      return postgresDriver(spec);
    default:
      return spec satisfies never;
  }
}
