// Scenes of the connections to the line and the plant.
import type { LinkSetting, LinkStatus } from '../../src-inference/contract/index.ts';
import { atWork } from './parts.ts';
import type { Scene } from './scenes.ts';

const links: readonly LinkSetting[] = [
  {
    id: 'plant',
    enabled: true,
    spec: {
      kind: 'mqtt',
      host: 'broker.plant.example',
      port: 8883,
      tls: { caFile: '/etc/stepwatch/plant-ca.pem', certificateFile: null, keyFile: null },
      user: 'bench3',
      password: '***',
      format: 'json',
      group: 'plant/hall2',
      station: 'bench3',
      steps: true,
      identity: true,
    },
  },
  {
    id: 'light',
    enabled: true,
    spec: {
      kind: 'modbus',
      host: '192.168.4.20',
      port: 502,
      unit: 1,
      addresses: {
        ready: { table: 'coil', address: 0 },
        green: { table: 'coil', address: 1 },
        yellow: { table: 'coil', address: 2 },
        red: { table: 'coil', address: 3 },
        horn: { table: 'coil', address: 4 },
        clampRelease: null,
        heartbeat: { table: 'register', address: 0 },
      },
      heartbeatSeconds: 1,
      hornSeconds: 5,
    },
  },
  {
    id: 'quality',
    enabled: false,
    spec: {
      kind: 'webhook',
      url: 'https://quality.plant.example/stepwatch',
      station: 'bench3',
      secret: '***',
      caFile: null,
      timeoutSeconds: 10,
      steps: false,
    },
  },
  {
    id: 'database',
    enabled: true,
    spec: {
      kind: 'postgres',
      host: 'plant.example',
      port: 5432,
      database: 'stepwatch',
      user: 'stepwatch',
      password: '***',
      tls: null,
      station: 'bench3',
      earlierDays: 30,
    },
  },
];

const states: readonly LinkStatus[] = [
  {
    link: 'plant',
    kind: 'mqtt',
    state: 'failed',
    error: {
      code: 'link_unauthorized',
      message: 'The broker does not accept the user or the password.',
      where: 'mqtts://broker.plant.example:8883',
      hint: 'Correct them in Setup, Connections.',
    },
    lost: 0,
    waiting: 1204,
  },
  { link: 'light', kind: 'modbus', state: 'connected', error: null, lost: 0, waiting: 0 },
  {
    link: 'database',
    kind: 'postgres',
    state: 'failed',
    error: {
      code: 'plant_schema_old',
      message:
        'postgresql://plant.example:5432/stepwatch: the tables are of version 1, and this program needs version 2.',
      where: 'postgresql://plant.example:5432/stepwatch',
      hint: 'Bring them up to date with: stepwatch plant migrate --database URL',
    },
    lost: 1,
    waiting: 312,
  },
];

const route = '#/setup/links';
const snapshot = { settings: { ...atWork.settings, links }, links: states };

export const linksScenes = {
  'setup-links': { route, snapshot },
  'setup-links-none': { route },
  'setup-links-mqtt': { route, snapshot, press: ['button:Edit mqtts://broker.plant.example:8883'] },
  'setup-links-modbus': { route, snapshot, press: ['button:Edit modbus://192.168.4.20:502, unit 1'] },
  'setup-links-postgres': {
    route,
    snapshot,
    press: ['button:Edit postgresql://plant.example:5432/stepwatch'],
  },
  'live-link-failed': { parts: 3, snapshot },
} as const satisfies Record<string, Scene>;
