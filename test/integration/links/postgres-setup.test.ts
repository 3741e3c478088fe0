// What the test of a connection to the plant's database says, and how its tables come about: a real server.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  migratePlant,
  type PlantEvidenceRow,
  type PlantMigrated,
  type PlantPartRow,
  type PlantQuery,
  type PlantRemarkRow,
  type PlantStationRow,
  type PlantStepRow,
  type PostgresLinkSpec,
} from '../../../src-inference/contract/index.ts';
import type { PlantMigration } from '../../../src-inference/contract/plant/migration.ts';
import { checkPlantSchema } from '../../../src-inference/contract/plant/schema.ts';
import type { StationMessage } from '../../../src-inference/links/messages/station-message.ts';
import { postgresDriver } from '../../../src-inference/links/postgres/postgres-link.ts';
import { writeMessages } from '../../../src-inference/links/postgres/write-messages.ts';
import { makeCertificates } from '../../plant/certificates.ts';
import { databasePassword, TestPostgres } from '../../plant/postgres.ts';

type Opened = { readonly query: PlantQuery } & AsyncDisposable;

let server: TestPostgres;
beforeAll(async () => {
  server = await TestPostgres.start({
    settings: [
      'fsync=off',
      'ssl=on',
      'ssl_cert_file=FOLDER/server.pem',
      'ssl_key_file=FOLDER/server.key',
      'hba_file=FOLDER/users',
    ],
    prepare: (folder) => {
      makeCertificates(folder);
      const lines = [
        'hostssl all sealed 127.0.0.1/32 scram-sha-256',
        'host all plant,bench 127.0.0.1/32 scram-sha-256',
      ];
      writeFileSync(join(folder, 'users'), `${lines.join('\n')}\n`);
    },
  });
  await server.rows(`CREATE ROLE bench LOGIN PASSWORD '${databasePassword}';
    CREATE ROLE sealed LOGIN SUPERUSER PASSWORD '${databasePassword}'; SELECT 1`);
});
afterAll(() => server[Symbol.asyncDispose]());

const test = (more: Partial<PostgresLinkSpec> = {}) => postgresDriver(server.link(more)).test();

/** A database of its own, and somebody who may do everything in it. */
async function fresh(name: string): Promise<Opened> {
  await server.rows(`CREATE DATABASE ${name}`);
  return connectTo(name);
}

async function connectTo(name: string): Promise<Opened> {
  const { host, port, user, password } = server.link();
  const client = new pg.Client({ host, port, user, password: password!, database: name });
  await client.connect();
  return {
    query: (sql, values) => (values ? client.query(sql, [...values]) : client.query(sql)),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

describe('the test of a connection', () => {
  it('leaves nothing behind', async () => {
    await using database = await fresh('untouched');
    await test({ database: 'untouched' });
    const { rows } = await database.query("SELECT to_regnamespace('stepwatch') AS schema");
    expect(rows).toEqual([{ schema: null }]);
    await migratePlant(database.query, 'here', '1');
    await test({ database: 'untouched' });
    const left = await database.query(
      'SELECT (SELECT count(*) FROM stepwatch.station) AS stations, (SELECT count(*) FROM stepwatch.part_hour) AS hours',
    );
    expect(left.rows).toEqual([{ stations: '0', hours: '0' }]);
  });

  it.each<readonly [string, Partial<PostgresLinkSpec>, string]>([
    ['a wrong password', { password: 'another' }, 'link_unauthorized'],
    ['no password', { password: null }, 'link_unauthorized'],
    ['an unknown user', { user: 'nobody' }, 'link_unauthorized'],
    ['an unknown database', { database: 'nowhere' }, 'plant_database_missing'],
    ['a user who must encrypt', { user: 'sealed' }, 'link_unauthorized'],
    [
      'an authority that is not trusted',
      { tls: { caFile: null, certificateFile: null, keyFile: null } },
      'link_tls',
    ],
    [
      'a certificate that is not there',
      { tls: { caFile: '/none.pem', certificateFile: null, keyFile: null } },
      'settings_invalid',
    ],
    ['an unknown host', { host: 'no-such-host.invalid' }, 'link_host_unknown'],
    ['a port where nobody listens', { port: 1 }, 'link_unreachable'],
    ['a user who may not make the tables', { user: 'bench' }, 'plant_schema_missing'],
  ])('says so with %s', async (_, more, code) => {
    await expect(test(more)).rejects.toMatchObject({ code });
  });

  it('is encrypted for those whose authority is known', async () => {
    const tls = { caFile: join(server.folder, 'ca.pem'), certificateFile: null, keyFile: null };
    await test({ user: 'sealed', tls });
  });

  it('ends at a server that takes the connection and says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    await expect(test({ port })).rejects.toMatchObject({ code: 'link_unreachable' });
    silent.close();
  });
});

describe('what is said of a part', () => {
  const part = '2026-11-29T08:00:00.123Z';
  const key = (number: number): string => `${part}/${number}`;
  const said = (number: number) => ({ key: key(number), at: `2026-11-29T09:00:0${number}.000Z`, part });
  const file = { name: 'clip.mp4', kind: 'clip', bytes: 9, sha256: null } as const;
  const folder = '2026-11-29/part';

  it('stays as it is when it comes twice, and waits for its part', async () => {
    await using database = await fresh('said');
    const { query } = database;
    const migrated: PlantMigrated = await migratePlant(query, 'here', '1');
    expect(migrated).toEqual({ from: 0, to: 2 });
    await query("INSERT INTO stepwatch.station (name) VALUES ('bench3')");
    const remarks: readonly StationMessage[] = [
      { kind: 'override', ...said(1), verdict: 'fail', by: 'Ana', reason: 'loose' },
      { kind: 'override', ...said(2), verdict: 'pass', by: 'Eva', reason: 'mended' },
      { kind: 'judgedOtherwise', ...said(3), judgement: 'falseAlarm', by: 'Eva', note: '' },
      { kind: 'identity', ...said(4), serial: 'SN\0 7', order: null, variant: 'B' },
      { kind: 'evidence', ...said(5), folder, files: [{ ...file, url: null }] },
      { kind: 'evidence', ...said(6), folder, files: [{ ...file, url: 's3://plant/clip.mp4' }] },
    ];
    await writeMessages(query, 1, remarks);
    const made: StationMessage = {
      ...trialPart,
      key: key(7),
      at: '2026-11-29T08:01:00.000Z',
      part,
    };
    for (let times = 0; times < 3; times += 1) await writeMessages(query, 1, [made, ...remarks]);
    const rows = async <Row>(table: string): Promise<readonly Row[]> =>
      (await query(`SELECT * FROM stepwatch.${table}`)).rows as unknown as readonly Row[];
    const [station] = await rows<PlantStationRow>('station');
    const parts = await rows<PlantPartRow>('part');
    expect(parts).toMatchObject([
      {
        station_id: station!.station_id,
        started_at: new Date(part),
        verdict: 'fail',
        final_verdict: 'pass',
        override_by: 'Eva',
        judged_otherwise: 'falseAlarm',
        serial: 'SN\u2400 7',
        variant: 'B',
        unacknowledged: false,
        mistakes: 2,
      },
    ]);
    expect((await rows<PlantStepRow>('step')).map(({ nth }) => nth)).toEqual([1, 2]);
    expect((await rows<PlantRemarkRow>('remark')).length).toBe(4);
    expect(await rows<PlantEvidenceRow>('evidence')).toMatchObject([
      { url: 's3://plant/clip.mp4', bytes: '9' },
    ]);
    expect(await rows('mistake_day')).toMatchObject([
      { label: 'screw', status: 'missed', times: 2, parts: 1 },
    ]);
    expect(await rows('part_hour')).toMatchObject([{ pass: 1, fail: 0, overridden: 1, faulty: 1 }]);
  });

  const missed = {
    expected: 'screw',
    label: null,
    status: 'missed',
    severity: 'fail',
    fromSeconds: null,
    toSeconds: null,
    probability: null,
    remark: '',
  } as const;
  const trialPart = {
    kind: 'part',
    number: 1,
    serial: null,
    order: null,
    variant: null,
    operator: null,
    recipe: 'pump',
    recipeTitle: 'Pump',
    verdict: 'fail',
    abortReason: null,
    seconds: 60,
    cycleSeconds: 50,
    interrupted: false,
    seenFromStart: true,
    model: 'net',
    source: 'camera',
    steps: [
      { ...missed, index: 1 },
      { ...missed, index: 2 },
    ],
  } as const;
});

describe('the tables of the plant', () => {
  const one: PlantMigration = {
    name: 'one',
    oldestProgram: 1,
    sql: 'CREATE TABLE stepwatch.one (n integer)',
  };
  const two: PlantMigration = {
    name: 'two',
    oldestProgram: 1,
    sql: 'CREATE TABLE stepwatch.two (n integer)',
  };
  const three: PlantMigration = {
    name: 'three',
    oldestProgram: 3,
    sql: 'ALTER TABLE stepwatch.one DROP COLUMN n',
  };

  it('are made once by whoever comes, and only forward', async () => {
    await using database = await fresh('steps');
    await using other = await connectTo('steps');
    await expect(checkPlantSchema(database.query, 'here', [one])).rejects.toMatchObject({
      code: 'plant_schema_missing',
    });
    const both = await Promise.all([
      migratePlant(database.query, 'here', '1', [one]),
      migratePlant(other.query, 'here', '1', [one]),
    ]);
    expect(both.map(({ from }) => from).sort()).toEqual([0, 1]);
    await expect(checkPlantSchema(database.query, 'here', [one, two])).rejects.toMatchObject({
      code: 'plant_schema_old',
      hint: expect.stringContaining('stepwatch plant migrate'),
    });
    expect(await migratePlant(database.query, 'here', '1', [one, two])).toEqual({ from: 1, to: 2 });
    // A migration that older programs can live with.
    await checkPlantSchema(database.query, 'here', [one]);
    await migratePlant(database.query, 'here', '1', [one, two, three]);
    for (const act of [
      checkPlantSchema(other.query, 'here', [one, two]),
      migratePlant(other.query, 'here', '1', [one, two]),
    ]) {
      await expect(act).rejects.toMatchObject({ code: 'plant_schema_new' });
    }
  });

  it('that could not be made wholly are not there at all', async () => {
    await using database = await fresh('whole');
    const broken: PlantMigration = {
      name: 'broken',
      oldestProgram: 2,
      sql: 'CREATE TABLE stepwatch.one (n integer)',
    };
    await expect(migratePlant(database.query, 'here', '1', [one, broken])).rejects.toThrow('already exists');
    await expect(checkPlantSchema(database.query, 'here', [one])).rejects.toMatchObject({
      code: 'plant_schema_missing',
    });
  });

  it('need their rights', async () => {
    await using database = await fresh('rights');
    await migratePlant(database.query, 'here', '1');
    const asBench = () => test({ database: 'rights', user: 'bench' });
    await expect(asBench()).rejects.toMatchObject({ code: 'plant_rights_missing' });
    await database.query(`GRANT USAGE ON SCHEMA stepwatch TO bench;
      GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA stepwatch TO bench`);
    await asBench();
    await database.query('REVOKE INSERT ON stepwatch.remark FROM bench');
    await expect(asBench()).rejects.toMatchObject({ code: 'plant_rights_missing' });
  });
});
