// What the test of a connection to the plant's database says, and how its tables come about: a real server.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  migratePlant,
  type PlantQuery,
  type PostgresLinkSpec,
} from '../../../src-inference/contract/index.ts';
import type { PlantMigration } from '../../../src-inference/contract/plant/migration.ts';
import { checkPlantSchema } from '../../../src-inference/contract/plant/schema.ts';
import { postgresDriver } from '../../../src-inference/links/postgres/postgres-link.ts';
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
