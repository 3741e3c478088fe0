// The form of a connection: defaults of each kind, and problems that can be found without asking the station. Pure.
import {
  type LinkCondition,
  type LinkSetting,
  type LinkSpec,
  type LinkStatus,
  type LinkTls,
  type ModbusAddress,
  type ModbusLinkSpec,
  type StoreTarget,
  signalNames,
} from '../../../src-inference/contract/index.ts';

export const linkKinds = [
  'mqtt',
  'modbus',
  'webhook',
  'store',
  'plant',
  'postgres',
  'opcua',
] as const satisfies readonly LinkSpec['kind'][];

/** The usual outputs of a remote I/O block: coils in a row. */
const usualAddresses: ModbusLinkSpec['addresses'] = {
  ready: { table: 'coil', address: 0 },
  green: { table: 'coil', address: 1 },
  yellow: { table: 'coil', address: 2 },
  red: { table: 'coil', address: 3 },
  horn: { table: 'coil', address: 4 },
  clampRelease: { table: 'coil', address: 5 },
  heartbeat: { table: 'coil', address: 6 },
};

export const newFolder: StoreTarget = { type: 'folder', path: '' };
export const newBucket: StoreTarget = {
  type: 's3',
  endpoint: 'https://',
  region: 'us-east-1',
  bucket: '',
  prefix: '',
  accessKeyId: '',
  secretAccessKey: '',
  caFile: null,
};

export function newLink(kind: LinkSpec['kind']): LinkSpec {
  const host = '';
  const station = 'station1';
  switch (kind) {
    case 'mqtt':
      return {
        kind,
        host,
        port: 1883,
        tls: null,
        user: null,
        password: null,
        format: 'json',
        group: 'stepwatch',
        station,
        steps: false,
        identity: false,
      };
    case 'modbus':
      return {
        kind,
        host,
        port: 502,
        unit: 1,
        addresses: usualAddresses,
        heartbeatSeconds: 1,
        hornSeconds: 10,
      };
    case 'webhook':
      return { kind, url: 'https://', station, secret: null, caFile: null, timeoutSeconds: 10, steps: false };
    case 'store':
      return { kind, station, target: newFolder };
    case 'plant':
      return { kind, url: 'https://', station, token: '', caFile: null, accept: 'ask' };
    case 'postgres':
      return {
        kind,
        host,
        port: 5432,
        database: 'stepwatch',
        user: 'stepwatch',
        password: null,
        tls: null,
        station,
        earlierDays: 30,
      };
    case 'opcua':
      return {
        kind,
        port: 4840,
        station,
        security: 'basic256sha256',
        anonymous: true,
        user: null,
        password: null,
      };
    default:
      return kind satisfies never;
  }
}

/** Keys of the texts `setup.links.problem.NAME`. */
export type LinkProblem =
  | 'hostMissing'
  | 'groupInvalid'
  | 'groupSlash'
  | 'stationInvalid'
  | 'stationMissing'
  | 'databaseMissing'
  | 'pathNotAbsolute'
  | 'keyMissing'
  | 'addressTwice'
  | 'noAddress'
  | 'urlInvalid'
  | 'nobodyAllowed'
  | 'passwordMissing'
  | 'folderMissing'
  | 'nameInvalid'
  | 'endpointInvalid'
  | 'bucketInvalid'
  | 'prefixInvalid'
  | 'keysMissing'
  | 'tokenMissing';

export function problemOf(spec: LinkSpec): LinkProblem | null {
  switch (spec.kind) {
    case 'mqtt': {
      if (spec.host.trim() === '') return 'hostMissing';
      if (spec.format === 'sparkplug' && spec.group.includes('/')) return 'groupSlash';
      if (!/^[^/+#$]([^+#]*[^/+#])?$/.test(spec.group.trim())) return 'groupInvalid';
      if (!/^[^/+#]+$/.test(spec.station.trim())) return 'stationInvalid';
      return problemOfTls(spec.tls);
    }
    case 'modbus': {
      if (spec.host.trim() === '') return 'hostMissing';
      const used = signalNames.flatMap((name) => {
        const at = spec.addresses[name];
        return at === null ? [] : [`${at.table} ${at.address}`];
      });
      if (used.length === 0) return 'noAddress';
      return new Set(used).size === used.length ? null : 'addressTwice';
    }
    case 'webhook':
      if (!/^https?:\/\/[^\s/@]+(\/\S*)?$/i.test(spec.url)) return 'urlInvalid';
      if (spec.station.trim() === '') return 'stationInvalid';
      return isRelative(spec.caFile) ? 'pathNotAbsolute' : null;
    case 'store':
      return isFolderName(spec.station) ? storeProblem(spec.target) : 'nameInvalid';
    case 'plant':
      if (!/^https?:\/\/[^\s/@]+(\/\S*)?$/i.test(spec.url)) return 'urlInvalid';
      if (!isFolderName(spec.station)) return 'nameInvalid';
      if (spec.token.trim() === '') return 'tokenMissing';
      return isRelative(spec.caFile) ? 'pathNotAbsolute' : null;
    case 'postgres':
      if (spec.host.trim() === '') return 'hostMissing';
      if (spec.database.trim() === '' || spec.user.trim() === '') return 'databaseMissing';
      if (spec.station.trim() === '') return 'stationMissing';
      return problemOfTls(spec.tls);
    case 'opcua':
      if (spec.station.trim() === '') return 'stationInvalid';
      if ((spec.user === null) !== (spec.password === null)) return 'passwordMissing';
      return spec.user === null && !spec.anonymous ? 'nobodyAllowed' : null;
    default:
      return spec satisfies never;
  }
}

function storeProblem(target: StoreTarget): LinkProblem | null {
  if (target.type === 'folder') {
    if (target.path.trim() === '') return 'folderMissing';
    return isRelative(target.path) ? 'pathNotAbsolute' : null;
  }
  if (!/^https?:\/\/[^\s/@?#]+\/?$/i.test(target.endpoint)) return 'endpointInvalid';
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$/.test(target.bucket)) return 'bucketInvalid';
  if (!/^([^/]+(\/[^/]+)*)?$/.test(target.prefix)) return 'prefixInvalid';
  const { region, accessKeyId, secretAccessKey } = target;
  if ([region, accessKeyId, secretAccessKey].some((text) => text.trim() === '')) return 'keysMissing';
  return isRelative(target.caFile) ? 'pathNotAbsolute' : null;
}

function isFolderName(name: string): boolean {
  return /^[^./\\][^/\\]*$/.test(name.trim());
}

/** How the files of a part are named in the store, for people who look for them. */
export function storeNames({ target, station }: Extract<LinkSpec, { kind: 'store' }>): string {
  const root =
    target.type === 'folder' ? target.path : [target.bucket, target.prefix].filter(Boolean).join('/');
  return `${root}/${station}/…`;
}
function problemOfTls(tls: LinkTls | null): LinkProblem | null {
  if (tls === null) return null;
  const { caFile, certificateFile, keyFile } = tls;
  if ([caFile, certificateFile, keyFile].some(isRelative)) return 'pathNotAbsolute';
  return (certificateFile === null) === (keyFile === null) ? null : 'keyMissing';
}

function isRelative(path: string | null): boolean {
  return path !== null && !path.startsWith('/');
}

/** The topics that a connection publishes, for people who subscribe to them. */
export function topicsOf({ format, group, station }: Extract<LinkSpec, { kind: 'mqtt' }>): string {
  return format === 'json' ? `${group}/${station}/#` : `spBv1.0/${group}/+/${station}/#`;
}

/** The state of a connection; `off` when it is not enabled. */
export function stateOf(
  { id, enabled }: LinkSetting,
  statuses: readonly LinkStatus[],
): { readonly state: LinkCondition | 'off'; readonly status: LinkStatus | null } {
  if (!enabled) return { state: 'off', status: null };
  const status = statuses.find(({ link }) => link === id) ?? null;
  return { state: status?.state ?? 'connecting', status };
}

/** @param table Null: the signal is not written. */
export function withTable(
  at: ModbusAddress | null,
  table: ModbusAddress['table'] | null,
): ModbusAddress | null {
  return table === null ? null : { table, address: at?.address ?? 0 };
}
