// Connections as tests set them up.
import type {
  LinkSetting,
  ModbusLinkSpec,
  MqttLinkSpec,
  OpcuaLinkSpec,
  PlantLinkSpec,
  PostgresLinkSpec,
  StoreLinkSpec,
  WebhookLinkSpec,
} from '../../src-inference/contract/index.ts';

export function mqttLink(port: number, more: Partial<MqttLinkSpec> = {}): LinkSetting {
  return {
    id: 'broker',
    enabled: true,
    spec: {
      kind: 'mqtt',
      host: '127.0.0.1',
      port,
      tls: null,
      user: null,
      password: null,
      format: 'json',
      group: 'plant/line1',
      station: 'bench3',
      steps: true,
      identity: false,
      ...more,
    },
  };
}

/** Signals on coils 0 to 5, the heartbeat in register 9. */
export function modbusLink(port: number, more: Partial<ModbusLinkSpec> = {}): LinkSetting {
  const coil = (address: number) => ({ table: 'coil', address }) as const;
  return {
    id: 'stack-light',
    enabled: true,
    spec: {
      kind: 'modbus',
      host: '127.0.0.1',
      port,
      unit: 1,
      addresses: {
        ready: coil(0),
        green: coil(1),
        yellow: coil(2),
        red: coil(3),
        horn: coil(4),
        clampRelease: coil(5),
        heartbeat: { table: 'register', address: 9 },
      },
      heartbeatSeconds: 0.2,
      hornSeconds: 3600,
      ...more,
    },
  };
}

export function webhookLink(port: number, more: Partial<WebhookLinkSpec> = {}): LinkSetting {
  return {
    id: 'mes',
    enabled: true,
    spec: {
      kind: 'webhook',
      url: `http://127.0.0.1:${port}/results`,
      station: 'bench3',
      secret: 'a long secret',
      caFile: null,
      timeoutSeconds: 1,
      steps: false,
      ...more,
    },
  };
}

export function plantLink(url: string, token: string, more: Partial<PlantLinkSpec> = {}): LinkSetting {
  const spec = {
    kind: 'plant',
    url,
    token,
    station: 'bench1',
    caFile: null,
    accept: 'auto',
    ...more,
  } as const;
  return { id: 'plant', enabled: true, spec };
}

export function storeLink(target: StoreLinkSpec['target']): LinkSetting {
  return { id: 'store', enabled: true, spec: { kind: 'store', target, station: 'bench3' } };
}

export function postgresLink(spec: PostgresLinkSpec): LinkSetting {
  return { id: 'plant', enabled: true, spec };
}

export function opcuaLink(port: number, more: Partial<OpcuaLinkSpec> = {}): LinkSetting {
  return {
    id: 'line',
    enabled: true,
    spec: {
      kind: 'opcua',
      port,
      station: 'bench3',
      security: 'none',
      anonymous: true,
      user: 'line',
      password: 'a long secret',
      ...more,
    },
  };
}
