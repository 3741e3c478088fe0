// Commands on the connections to the plant, and the schema of their settings.
import { z } from 'zod';
import type { LinkSetting, LinkSpec, LinkTls, ModbusAddress } from '../links.ts';
import { mqttFormats, opcuaSecurities, rolloutAcceptances } from '../links.ts';
import { answer, type CommandTable, schemaOf } from './command.ts';
import { folderName, port } from './fields.ts';

const host = z.string().trim().min(1).max(253);
const file = z.string().startsWith('/', { message: 'the path must be absolute' }).max(4096).nullable();
const secret = z.string().min(1).max(1000).nullable();
/** A level of a topic: no separator, no wildcard. */
const topicLevel = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^/+#\0]+$/, { message: 'a name without / + #' });
const topic = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^[^/+#\0$][^+#\0]*[^/+#\0]$|^[^/+#\0$]$/, {
    message: 'a topic without + # and without / at its ends',
  });

export const tls = schemaOf<LinkTls>()(
  z
    .strictObject({ caFile: file, certificateFile: file, keyFile: file })
    .refine(({ certificateFile, keyFile }) => (certificateFile === null) === (keyFile === null), {
      message: 'a certificate needs its key',
    }),
);

const mqtt = z
  .strictObject({
    kind: z.literal('mqtt'),
    host,
    port,
    tls: tls.nullable(),
    user: z.string().min(1).max(1000).nullable(),
    password: secret,
    format: z.enum(mqttFormats),
    group: topic,
    station: topicLevel,
    steps: z.boolean(),
    identity: z.boolean(),
  })
  .refine(({ format, group }) => format !== 'sparkplug' || !group.includes('/'), {
    message: 'the group of Sparkplug is one name without /',
    path: ['group'],
  });

const address = schemaOf<ModbusAddress>()(
  z.strictObject({ table: z.enum(['coil', 'register']), address: z.int().min(0).max(65_535) }),
).nullable();

const addresses = z
  .strictObject({
    ready: address,
    green: address,
    yellow: address,
    red: address,
    horn: address,
    clampRelease: address,
    heartbeat: address,
  })
  .refine(
    (all) => {
      const used = Object.values(all).flatMap((one) => (one ? [`${one.table} ${one.address}`] : []));
      return new Set(used).size === used.length;
    },
    { message: 'two signals have the same address' },
  );

const modbus = z.strictObject({
  kind: z.literal('modbus'),
  host,
  port,
  unit: z.int().min(0).max(255),
  addresses,
  heartbeatSeconds: z.number().min(0.1).max(60),
  hornSeconds: z.number().min(0).max(3600),
});

const url = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((text) => !/^https?:\/\/[^/]*@/i.test(text), { message: 'the address must not hold a password' });

const webhook = z.strictObject({
  kind: z.literal('webhook'),
  url,
  station: z.string().trim().min(1).max(200),
  secret,
  caFile: file,
  timeoutSeconds: z.number().min(1).max(120),
  steps: z.boolean(),
});

const store = z.strictObject({
  kind: z.literal('store'),
  target: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('folder'),
      path: z.string().startsWith('/', { message: 'the path must be absolute' }).max(4096),
    }),
    z.strictObject({
      type: z.literal('s3'),
      endpoint: url.refine((text) => /^https?:\/\/[^/?#]+\/?$/i.test(text), {
        message: 'the address of the server, without a path',
      }),
      region: z.string().trim().min(1).max(100),
      bucket: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$/, { message: 'the name of a bucket, 3 to 63 characters' }),
      prefix: z
        .string()
        .max(500)
        .regex(/^([^/]+(\/[^/]+)*)?$/, { message: 'a path without / at its ends' }),
      accessKeyId: z.string().trim().min(1).max(200),
      secretAccessKey: z.string().min(1).max(1000),
      caFile: file,
    }),
  ]),
  station: folderName,
});

const plant = z.strictObject({
  kind: z.literal('plant'),
  url,
  station: folderName,
  token: z.string().trim().min(1).max(200),
  caFile: file,
  accept: z.enum(rolloutAcceptances),
});

const postgres = z.strictObject({
  kind: z.literal('postgres'),
  host,
  port,
  database: z.string().trim().min(1).max(63),
  user: z.string().trim().min(1).max(63),
  password: secret,
  tls: tls.nullable(),
  station: z.string().trim().min(1).max(200),
  earlierDays: z.int().min(0).max(3650),
});

const opcua = z
  .strictObject({
    kind: z.literal('opcua'),
    port,
    station: z.string().trim().min(1).max(200),
    security: z.enum(opcuaSecurities),
    anonymous: z.boolean(),
    user: z.string().min(1).max(1000).nullable(),
    password: secret,
  })
  .refine(({ user, password }) => (user === null) === (password === null), {
    message: 'a user needs a password',
    path: ['password'],
  })
  .refine(({ user, anonymous }) => user !== null || anonymous, {
    message: 'nobody could come in: give a user, or let clients without one read',
    path: ['user'],
  });

const linkSpec = schemaOf<LinkSpec>()(z.union([mqtt, modbus, webhook, store, plant, postgres, opcua]));

const linkSetting = schemaOf<LinkSetting>()(
  z.strictObject({ id: z.string().max(64), enabled: z.boolean(), spec: linkSpec }),
);

export const linkSettings = z
  .array(linkSetting)
  .max(16)
  .refine(
    (list) => new Set(list.map(({ id }) => id).filter(Boolean)).size === list.filter(({ id }) => id).length,
    { message: 'two connections have the same id' },
  )
  .readonly();

export const linkCommands = {
  /**
   * Tries a connection as it would be, and sends nothing that means anything to a line: of a Modbus server the addresses are
   * read, a webhook gets a message of the kind `test`, a broker nothing; what is written to a database is taken back; of a server
   * the port and the certificate are tried. It is not changed by it, whether it is in use or not.
   *
   * @throws `link_host_unknown`, `link_unreachable`, `link_tls`, `link_unauthorized`, `link_rejected`, `link_not_installed`,
   *   `port_unavailable`, `plant_database_missing`, `plant_rights_missing`, `plant_schema_missing`, `plant_schema_old`,
   *   `plant_schema_new`, `settings_invalid` for a hidden secret that the station does not know.
   */
  testLink: { role: 'operator', input: linkSetting, output: answer<null>() },
} as const satisfies CommandTable;
