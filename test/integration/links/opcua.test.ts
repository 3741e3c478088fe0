// An OPC UA server for the line: a real engine, and a real client in a process of its own.
import { readdirSync, renameSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EngineOnWire } from '../../engine-on-wire.ts';
import { freePort } from '../../plant/broker.ts';
import { opcuaLink } from '../../plant/link-settings.ts';
import { OpcuaClient } from '../../plant/opcua-client.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();
/** Namespaces: 2 is the companion specification, 3 is ours. */
const system = '/Objects/3:bench3';
const results = `${system}/2:ResultManagement`;
const recipes = `${system}/2:RecipeManagement`;
const station = `${system}/3:Station`;
const line = { userName: 'line', password: 'a long secret' };

beforeAll(() => {
  makeParts(at('bad.mp4'), ['red', 'blue']);
  makeParts(at('good.mp4'), ['red', 'green', 'blue']);
});

async function serve(engine: EngineOnWire, link: ReturnType<typeof opcuaLink>): Promise<void> {
  const since = engine.events.length;
  await engine.request('changeSettings', { links: [link] });
  const { state, error } = await engine.until('linkState', ({ state }) => state !== 'connecting', since);
  expect([state, error]).toEqual(['connected', null]);
}

async function makePart(engine: EngineOnWire, video: string): Promise<string> {
  const since = engine.events.length;
  await engine.request('openSource', { source: at(video) });
  await engine.until('runEnded', () => true, since);
  return (await engine.request('snapshot', null)).lastPart!.id;
}

describe('an OPC UA server', () => {
  it('shows results, states and recipes, and lets those with a password change them', async () => {
    const port = await freePort();
    const engine = await open('served');
    await serve(engine, opcuaLink(port));
    await using client = await OpcuaClient.start();
    await client.connect(port, at('client'));

    expect(await client.ask('browse', { path: system })).toEqual(
      expect.arrayContaining([
        '2:VisionStateMachine',
        '2:ResultManagement',
        '2:RecipeManagement',
        '3:Station',
      ]),
    );
    expect(await client.read(`${station}/3:ActiveRecipe`)).toBe('rgb');
    expect(await client.read(`${system}/2:VisionStateMachine/CurrentState`)).toMatchObject({
      text: 'Preoperational',
    });
    expect(await client.call(results, '3:GetLatestResult')).toMatchObject({ status: 'BadNotFound' });

    await client.ask('subscribe', { path: `${station}/3:LastVerdict` });
    const fields = [
      '2:ResultId',
      '2:PartId',
      '2:ResultState',
      '2:InternalRecipeId',
      '2:ResultContent',
      'Message',
      'Severity',
    ];
    await client.ask('hear', { path: system, type: 'ResultReady', fields });
    const readsBefore = Number(await client.ask('reads'));
    const part = await makePart(engine, 'bad.mp4');
    const ready = await client.until(
      ({ event, fields: heard }) =>
        event === 'ResultReady' && JSON.stringify(heard?.['2:ResultId'] ?? '').includes(part),
    );
    expect(ready.fields).toMatchObject({
      '2:ResultId': { id: part },
      '2:PartId': null,
      '2:ResultState': 1,
      '2:InternalRecipeId': { id: 'rgb' },
      Message: { text: expect.stringMatching(/^Part \d+: fail$/) },
      Severity: 800,
    });
    // A client that never saw the structures learns them one by one: to read all types of the server takes some 600 requests.
    expect(Number(await client.ask('reads')) - readsBefore).toBeLessThan(60);
    await client.until(({ changed, value }) => changed === `${station}/3:LastVerdict` && value === 'fail');

    const { outputs } = await client.call(results, '2:GetResultById', { id: part });
    const [, result] = outputs as [number, { resultContent: { value: string }[] }];
    const [verdict, json] = result.resultContent.map(({ value }) => value);
    expect(verdict).toBe('fail');
    expect(JSON.parse(json!)).toMatchObject({
      kind: 'part',
      part,
      recipe: 'rgb',
      steps: [{ label: 'red', status: 'ok' }, { expected: 'green', status: 'missed' }, { label: 'blue' }],
    });
    expect((await client.call(results, '2:GetResultById', { id: 'none' })).status).toBe('BadNotFound');
    const all = await client.call(results, '2:GetResultListFiltered', 0);
    expect(all.outputs).toMatchObject([true, 1, 1, [{ resultId: { id: part } }], 0]);
    const others = await client.call(results, '2:GetResultListFiltered', 3);
    expect(others.outputs).toMatchObject([true, 0, 1, [], 0]);
    expect((await client.call(results, '2:GetResultComponentsById', { id: part })).status).toBe('Good');
    expect(await client.read(`${results}/3:LatestResult`)).toMatchObject({ resultId: { id: part } });

    const list = await client.call(recipes, '2:GetRecipeListFiltered', null, null, 2);
    expect(list.outputs).toMatchObject([true, 2, 1, [{ id: 'rg' }, { id: 'rgb' }], 0]);

    // Without a user nothing is changed.
    expect((await client.call(recipes, '2:PrepareRecipe', { id: 'rg' })).status).toBe('BadUserAccessDenied');
    expect((await client.call(station, '3:AcknowledgePart', part, 'reworked')).status).toBe(
      'BadUserAccessDenied',
    );
    expect(await client.ask('write', { path: `${station}/3:ActiveRecipe`, value: 'rg' })).toBe(
      'BadNotWritable',
    );
    expect((await engine.request('snapshot', null)).settings.recipe).toBe('rgb');
    await client.ask('disconnect');

    await expect(client.connect(port, at('client'), 'None', { ...line, password: 'wrong' })).rejects.toThrow(
      /BadUserAccessDenied|BadIdentityTokenRejected/,
    );
    await client.ask('disconnect');
    await client.connect(port, at('client'), 'None', line);
    expect(await client.call(recipes, '2:PrepareRecipe', { id: 'rg' })).toMatchObject({
      status: 'Good',
      outputs: [{ id: 'rg' }, true, 0],
    });
    expect((await client.call(recipes, '2:PrepareRecipe', { id: 'none' })).status).toBe('BadNotFound');
    expect((await client.call(recipes, '2:PrepareRecipe', { id: '' })).status).toBe('BadInvalidArgument');
    expect((await engine.request('snapshot', null)).settings.recipe).toBe('rg');
    await engine.until(
      'audited',
      ({ what, after, by }) =>
        what === 'recipeInUse' &&
        after === 'rg' &&
        by.via === 'link' &&
        by.address === `opc.tcp, port ${port}, line`,
    );
    expect(await client.read(`${station}/3:OldestUnacknowledged`)).toBe(part);
    expect((await client.call(station, '3:AcknowledgePart', part, 'reworked')).status).toBe('Good');
    await engine.until('partAcknowledged', ({ id, by }) => id === part && by === 'line');
    expect((await client.call(station, '3:AcknowledgePart', part, 'reworked')).status).toBe(
      'BadInvalidState',
    );
  });

  it('lets in those that encrypt when their certificate is trusted', async () => {
    const port = await freePort();
    const engine = await open('encrypted');
    await serve(engine, opcuaLink(port, { security: 'basic256sha256', anonymous: false }));
    await using client = await OpcuaClient.start();
    await expect(client.connect(port, at('client'))).rejects.toThrow();
    await client.ask('disconnect');
    await expect(client.connect(port, at('client'), 'Basic256Sha256', line)).rejects.toThrow();
    await client.ask('disconnect');

    const own = join(at('encrypted'), 'links/opcua');
    const [rejected] = readdirSync(join(own, 'rejected'));
    renameSync(join(own, 'rejected', rejected!), join(own, 'trusted/certs', rejected!));
    // The server notices after a moment.
    let isIn = false;
    while (!isIn) {
      isIn = await client.connect(port, at('client'), 'Basic256Sha256', line).then(
        () => true,
        () => client.ask('disconnect').then(() => false),
      );
    }
    expect(await client.read(`${station}/3:ActiveRecipe`)).toBe('rgb');
    await client.ask('disconnect');
    await expect(client.connect(port, at('client'), 'Basic256Sha256')).rejects.toThrow(/ANONYMOUS/);
  });

  it('that is lost is made anew with the results of the last parts, and the checker goes on', async () => {
    const port = await freePort();
    const engine = await open('lost');
    await serve(engine, opcuaLink(port));
    const part = await makePart(engine, 'good.mp4');
    await engine.kill();
    const again = await open('lost');
    await again.until('linkState', ({ state }) => state === 'connected');
    await using client = await OpcuaClient.start();
    await client.connect(port, at('client'));

    // Fields that are no structures reach a client at once: there is nothing to learn.
    const fields = ['2:ResultState', '2:ResultContent', 'Message', 'Severity'];
    await client.ask('hear', { path: system, type: 'ResultReady', fields });
    const readsBefore = await client.ask('reads');
    await makePart(again, 'bad.mp4');
    const ready = await client.until(({ event }) => event === 'ResultReady');
    expect(ready.fields).toMatchObject({
      '2:ResultState': 1,
      Message: { text: expect.stringMatching(/^Part \d+: fail$/) },
      Severity: 800,
    });
    expect(await client.ask('reads')).toBe(readsBefore);

    expect((await client.call(results, '2:GetResultById', { id: part })).status).toBe('Good');
  });

  it('says that its port is taken, and that a password is needed', async () => {
    const other = createServer().listen(0);
    const { port } = other.address() as { port: number };
    const engine = await open('taken');
    await expect(engine.request('testLink', opcuaLink(port))).rejects.toMatchObject({
      code: 'port_unavailable',
    });
    await engine.request('changeSettings', { links: [opcuaLink(port)] });
    const { error } = await engine.until('linkState', ({ state }) => state === 'failed');
    expect(error).toMatchObject({ code: 'port_unavailable' });
    other.close();
    await engine.until('linkState', ({ state }) => state === 'connected');
    // Its own server is no stranger.
    expect(await engine.request('testLink', opcuaLink(port))).toBeNull();
    await expect(engine.request('testLink', opcuaLink(port, { password: null }))).rejects.toMatchObject({
      code: 'request_invalid',
    });
  });
});
