// What the page of rollouts asks for.
import { z } from 'zod';
import {
  type PlantRollouts,
  rolloutChange,
  rolloutPlan,
  StationError,
  tokenRequest,
  versionRequest,
} from '../../../src-inference/contract/index.ts';
import { type Exchange, readJson } from '../../http/index.ts';
import type { PlantContext } from '../context.ts';
import { listVersions } from '../queries/artifacts.ts';
import { readTrail } from '../queries/rollout-trail.ts';
import { changeRollout, listRollouts, makeRollout } from '../queries/rollouts.ts';
import { listTargets, makeToken, revokeToken } from '../queries/station-tokens.ts';
import { makeVersion } from '../rollout/artifacts.ts';
import type { PlantRoute } from './route.ts';

const mostInputBytes = 256 << 10;
const uploadPath = '/plant/uploads/';

export function rolloutRoutes({ database, rollouts, files }: PlantContext): readonly PlantRoute[] {
  const changing = (path: string, change: (exchange: Exchange) => Promise<object>): PlantRoute => ({
    method: 'POST',
    path,
    role: 'operator',
    async answer(exchange) {
      const output = await change(exchange);
      rollouts.wake();
      return output;
    },
  });
  return [
    {
      method: 'GET',
      path: '/plant/rollouts',
      role: 'viewer',
      async answer(): Promise<PlantRollouts> {
        const { query } = database;
        return {
          versions: await listVersions(query),
          rollouts: await listRollouts(query),
          stations: await listTargets(query),
          trail: await readTrail(query),
        };
      },
    },
    changing('/plant/rollouts', async (exchange) => {
      return { rollout: await makeRollout(database, await inputOf(exchange, rolloutPlan)) };
    }),
    changing('/plant/rollouts/change', async (exchange) => {
      const { rollout, action, by } = await inputOf(exchange, rolloutChange);
      await changeRollout(database, rollout, action, by);
      return {};
    }),
    changing('/plant/rollouts/token', async (exchange) => {
      const { station, by } = await inputOf(exchange, tokenRequest);
      return { token: await makeToken(database, station, by) };
    }),
    changing('/plant/rollouts/revoke', async (exchange) => {
      const { station, by } = await inputOf(exchange, tokenRequest);
      await revokeToken(database, station, by);
      return {};
    }),
    changing('/plant/uploads', async () => ({ upload: await files.beginUpload() })),
    changing(uploadPath, async ({ request, url }) => {
      const [id = '', ...path] = url.pathname.slice(uploadPath.length).split('/').map(decodeURIComponent);
      await files.addToUpload(id, path.join('/'), request);
      return {};
    }),
    changing('/plant/rollouts/version', async (exchange) => {
      const { upload, ...version } = await inputOf(exchange, versionRequest);
      const path = await files.uploadFolder(upload);
      const made = await makeVersion({ ...version, path }, { database, files });
      await files.endUpload(upload);
      return made;
    }),
  ];
}

/** @throws StationError `request_invalid`. */
async function inputOf<Input>({ request, response }: Exchange, schema: z.ZodType<Input>): Promise<Input> {
  const parsed = schema.safeParse(await readJson(request, response, mostInputBytes));
  if (parsed.success) return parsed.data;
  throw new StationError('request_invalid', z.prettifyError(parsed.error).replaceAll('\n', ' '));
}
