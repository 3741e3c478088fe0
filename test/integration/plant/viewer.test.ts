// A viewer looks on: every address of `stepwatch plant` that changes something refuses one, over real HTTP.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PlantRollouts, plantPaths } from '../../../src-inference/contract/index.ts';
import type { PlantContext } from '../../../src-main/plant/context.ts';
import { plantRoutes } from '../../../src-main/plant/routes/index.ts';
import { plantPasswords, ServedPlant } from '../../plant/served-plant.ts';
import { ask, cookieOf } from '../../served-station.ts';

let plant: ServedPlant;
let cookie: string;
beforeAll(async () => {
  plant = await ServedPlant.start();
  await plant.station('Bench 1');
  const answer = await ask(plant, '/login', {
    method: 'POST',
    headers: { Origin: plant.origin, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ password: plantPasswords.viewer }).toString(),
  });
  cookie = cookieOf(answer);
});
afterAll(() => plant[Symbol.asyncDispose]());

const by = 'Eve';
const plan = { artifact: 1, version: 1, use: true, recipe: null, note: '', by, stages: [] };
const changes = [
  ['begins a rollout', '/plant/rollouts', plan],
  ...['goOn', 'pause', 'resume', 'goBack'].map(
    (action) => [`${action} of a rollout`, '/plant/rollouts/change', { rollout: 1, action, by }] as const,
  ),
  ['makes a token', '/plant/rollouts/token', { station: 'Bench 1', by }],
  ['takes a token back', '/plant/rollouts/revoke', { station: 'Bench 1', by }],
  ['begins to send files', '/plant/uploads', {}],
  ['sends a file', '/plant/uploads/an-upload/recipe.yaml', {}],
  [
    'makes a version',
    '/plant/rollouts/version',
    { upload: 'an-upload', kind: 'recipe', name: 'x', note: '', by },
  ],
  ['speaks for a station', plantPaths.reports, { station: 'Bench 1', reports: [] }],
] as const;

it.each(changes)('nobody who may only look %s (%s)', async (_, path, body) => {
  for (const sender of [
    { cookie, Origin: plant.origin },
    { authorization: `Bearer ${plantPasswords.viewer}` },
  ]) {
    const headers = { ...sender, 'content-type': 'application/json' };
    const answer = await ask(plant, path, { method: 'POST', headers, body: JSON.stringify(body) });
    expect([401, 403]).toContain(answer.status);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ error: { code: 'not_allowed' } });
  }
});

it('all that changes something is tried above, and nothing has changed', async () => {
  const routes = plantRoutes({ database: {} } as PlantContext).filter(({ method }) => method === 'POST');
  const tried = changes.map(([, path]) => path);
  for (const { path, role } of routes) {
    expect(role, path).not.toBe('viewer');
    expect(
      tried.some((one) => (path.endsWith('/') ? one.startsWith(path) : one === path)),
      path,
    ).toBe(true);
  }
  const answer = await ask(plant, '/plant/rollouts', { headers: { cookie } });
  const { rollouts, versions, stations, trail } = JSON.parse(answer.body.toString()) as PlantRollouts;
  expect({ rollouts, versions, stations, trail }).toEqual({
    rollouts: [],
    versions: [],
    stations: [{ name: 'Bench 1', tokenSince: null }],
    trail: [],
  });
});
