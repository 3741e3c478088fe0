// Connections of a station to the line and to the plant, as a person configures them, and their states.
import type { PlainStationError } from './errors.ts';
import { hiddenSecret, hideQuery, recallQuery } from './secrets.ts';
import type { SignalName } from './signal-names.ts';

/** Certificates of an encrypted connection; paths of PEM files on the station, null: none. */
export interface LinkTls {
  /** Authority that signed the certificate of the other side; null: those that Node trusts. */
  readonly caFile: string | null;
  /** Of this station, where the other side asks for one; both or neither. */
  readonly certificateFile: string | null;
  readonly keyFile: string | null;
}

/** `json`: plain JSON on topics of our own, MQTT 5. `sparkplug`: Sparkplug B, MQTT 3.1.1. */
export const mqttFormats = ['json', 'sparkplug'] as const;
type MqttFormat = (typeof mqttFormats)[number];

export interface MqttLinkSpec {
  readonly kind: 'mqtt';
  readonly host: string;
  readonly port: number;
  /** Null: not encrypted. */
  readonly tls: LinkTls | null;
  /** Null: without a user. */
  readonly user: string | null;
  /** Screens see `***`. */
  readonly password: string | null;
  readonly format: MqttFormat;
  /** JSON: what topics begin with. Sparkplug: the group. */
  readonly group: string;
  /** Name of this station in topics. Sparkplug: the edge node. */
  readonly station: string;
  /** Whether the judgement of each step is sent, besides the results of parts. */
  readonly steps: boolean;
  /** JSON only: whether the plant may say which part comes next, on the topic `identity/set`. */
  readonly identity: boolean;
}

/** Where a Modbus server keeps one bit or one 16-bit number; addresses count from 0. */
export interface ModbusAddress {
  readonly table: 'coil' | 'register';
  readonly address: number;
}

export interface ModbusLinkSpec {
  readonly kind: 'modbus';
  readonly host: string;
  readonly port: number;
  /** Unit identifier of the server, 0 to 255. */
  readonly unit: number;
  /** Where each signal is written; null: it is not. */
  readonly addresses: Readonly<Record<SignalName, ModbusAddress | null>>;
  /** Time between two heartbeats, which also write all signals again. */
  readonly heartbeatSeconds: number;
  /** The horn sounds for so long at most; it ends before when somebody acknowledges the part. */
  readonly hornSeconds: number;
}

export interface WebhookLinkSpec {
  readonly kind: 'webhook';
  /** `http:` or `https:`. */
  readonly url: string;
  /** Name of this station in messages. */
  readonly station: string;
  /** Key of the HMAC; null: requests are not signed. Screens see `***`. */
  readonly secret: string | null;
  /** Authority of an `https:` server; null: those that Node trusts. */
  readonly caFile: string | null;
  readonly timeoutSeconds: number;
  readonly steps: boolean;
}

/** Where evidence is copied to. */
export type StoreTarget =
  /** A folder that others see too, such as a mounted share. */
  | { readonly type: 'folder'; readonly path: string }
  /** A bucket of a server that speaks the protocol of S3, addressed by path. */
  | {
      readonly type: 's3';
      /** `http:` or `https:`, without a path. */
      readonly endpoint: string;
      readonly region: string;
      readonly bucket: string;
      /** What the names of objects begin with, without `/` at its ends; empty: nothing. */
      readonly prefix: string;
      readonly accessKeyId: string;
      /** Screens see `***`. */
      readonly secretAccessKey: string;
      /** Authority of an `https:` server; null: those that Node trusts. */
      readonly caFile: string | null;
    };

export interface StoreLinkSpec {
  readonly kind: 'store';
  readonly target: StoreTarget;
  /** Folder of this station within the store. */
  readonly station: string;
}

/** Whether what the plant rolls out waits for a person at the station. */
export const rolloutAcceptances = ['ask', 'auto'] as const;

/** Recipes and models from the server of the plant. */
export interface PlantLinkSpec {
  readonly kind: 'plant';
  /** Of the server: `http:` or `https:`. */
  readonly url: string;
  /** Name of this station in the plant. */
  readonly station: string;
  /** The plant made it for this station. Screens see `***`. */
  readonly token: string;
  /** Authority of an `https:` server; null: those that Node trusts. */
  readonly caFile: string | null;
  readonly accept: (typeof rolloutAcceptances)[number];
}

/** The plant's database (PostgreSQL), which gets the parts of all stations. */
export interface PostgresLinkSpec {
  readonly kind: 'postgres';
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Null: the server asks for none. Screens see `***`. */
  readonly password: string | null;
  /** Null: not encrypted. */
  readonly tls: LinkTls | null;
  /** Name of this station in the database; no other station may have it. */
  readonly station: string;
  /** When the connection is set up, the parts of so many days before are sent as well. */
  readonly earlierDays: number;
}

/** `none`: clients may also come without encryption. `basic256sha256`: signed and encrypted only. */
export const opcuaSecurities = ['none', 'basic256sha256'] as const;

/** The station is the server: nobody is called, clients come. */
export interface OpcuaLinkSpec {
  readonly kind: 'opcua';
  /** The station listens here, on all its addresses. */
  readonly port: number;
  /** Name of this station, and of its vision system. */
  readonly station: string;
  readonly security: (typeof opcuaSecurities)[number];
  /** Whether clients without a user may read. They change nothing. */
  readonly anonymous: boolean;
  /** May put recipes in force and acknowledge parts; null: nobody may. */
  readonly user: string | null;
  /** Screens see `***`. */
  readonly password: string | null;
}

export type LinkSpec =
  | MqttLinkSpec
  | ModbusLinkSpec
  | WebhookLinkSpec
  | PostgresLinkSpec
  | StoreLinkSpec
  | PlantLinkSpec
  | OpcuaLinkSpec;
type LinkKind = LinkSpec['kind'];

export interface LinkSetting {
  /** Names the connection in settings and states; the station makes one for an empty id. */
  readonly id: string;
  readonly enabled: boolean;
  readonly spec: LinkSpec;
}

/**
 * - `connecting`: the first attempt since the settings changed
 * - `connected`: the other side answers
 * - `failed`: it does not; the station keeps trying
 */
const linkConditions = ['connecting', 'connected', 'failed'] as const;
export type LinkCondition = (typeof linkConditions)[number];

export interface LinkStatus {
  /** Id of the setting. */
  readonly link: string;
  readonly kind: LinkKind;
  readonly state: LinkCondition;
  /** Why it failed; null when it did not. */
  readonly error: PlainStationError | null;
  /** Messages that were given up since the connection was set up: too old, too many, or refused by the receiver. */
  readonly lost: number;
  /** Messages that wait to be sent; 0 for a signal, which knows the present only. */
  readonly waiting: number;
}

/** Where the connection goes, in one line, without secrets. */
export function linkTarget(spec: LinkSpec): string {
  switch (spec.kind) {
    case 'mqtt':
      return `${spec.tls === null ? 'mqtt' : 'mqtts'}://${hostText(spec.host)}:${spec.port}`;
    case 'modbus':
      return `modbus://${hostText(spec.host)}:${spec.port}, unit ${spec.unit}`;
    case 'webhook':
      return hideQuery(spec.url);
    case 'plant':
      return spec.url;
    case 'store':
      return storeTarget(spec.target);
    case 'postgres':
      return `postgresql://${hostText(spec.host)}:${spec.port}/${spec.database}`;
    case 'opcua':
      return `opc.tcp, port ${spec.port}`;
    default:
      return spec satisfies never;
  }
}

function storeTarget(target: StoreTarget): string {
  if (target.type === 'folder') return target.path;
  return [target.endpoint, target.bucket, target.prefix].filter(Boolean).join('/');
}

function hostText(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** The password or key of the connection; null: it has none. */
export function linkSecret(spec: LinkSpec): string | null {
  switch (spec.kind) {
    case 'mqtt':
    case 'postgres':
    case 'opcua':
      return spec.password;
    case 'webhook':
      return spec.secret;
    case 'store':
      return spec.target.type === 's3' ? spec.target.secretAccessKey : null;
    case 'plant':
      return spec.token;
    case 'modbus':
      return null;
    default:
      return spec satisfies never;
  }
}

/** The connection as screens see it: `***` for its secret, and for the values in the query of an address. */
export function hideLinkSecrets(spec: LinkSpec): LinkSpec {
  const hidden = withLinkSecret(spec, hiddenSecret);
  return hidden.kind === 'webhook' ? { ...hidden, url: hideQuery(hidden.url) } : hidden;
}

/**
 * Puts the secrets back that `hideLinkSecrets` hid.
 *
 * @param stored The connection with its secrets; null: there is none.
 * @returns Null when one is hidden that the stored connection does not have.
 */
export function recallLinkSecrets(spec: LinkSpec, stored: LinkSpec | null): LinkSpec | null {
  let recalled = spec;
  if (linkSecret(spec) === hiddenSecret) {
    const secret = stored && linkSecret(stored);
    if (secret === null) return null;
    recalled = withLinkSecret(recalled, secret);
  }
  if (recalled.kind !== 'webhook') return recalled;
  const url = recallQuery(recalled.url, stored?.kind === 'webhook' ? stored.url : '');
  return url === null ? null : { ...recalled, url };
}

/** @param secret Left as it is where there is none. */
function withLinkSecret(spec: LinkSpec, secret: string): LinkSpec {
  if (linkSecret(spec) === null) return spec;
  switch (spec.kind) {
    case 'mqtt':
    case 'postgres':
    case 'opcua':
      return { ...spec, password: secret };
    case 'webhook':
      return { ...spec, secret };
    case 'store':
      return spec.target.type === 's3'
        ? { ...spec, target: { ...spec.target, secretAccessKey: secret } }
        : spec;
    case 'plant':
      return { ...spec, token: secret };
    case 'modbus':
      return spec;
    default:
      return spec satisfies never;
  }
}
