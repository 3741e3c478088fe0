// The driver of each kind of connection.
import type { LinkSpec } from '../contract/index.ts';
import type { LinkDriver } from './link-session.ts';
import { modbusDriver } from './modbus/modbus-link.ts';
import { jsonDriver } from './mqtt/json-link.ts';
import { sparkplugDriver } from './mqtt/sparkplug/sparkplug-link.ts';
import { storeDriver } from './store/store-link.ts';
import { webhookDriver } from './webhook/webhook-link.ts';

/** @param evidence Folder of the evidence. */
export function driverOf(spec: LinkSpec, evidence: string): LinkDriver {
  switch (spec.kind) {
    case 'mqtt':
      return spec.format === 'json' ? jsonDriver(spec) : sparkplugDriver(spec);
    case 'modbus':
      return modbusDriver(spec);
    case 'webhook':
      return webhookDriver(spec);
    case 'store':
      return storeDriver(spec, evidence);
    default:
      return spec satisfies never;
  }
}
