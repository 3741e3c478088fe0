// What stations ask for, by the tokens that the plant made for them.
import { realpath } from 'node:fs/promises';
import { z } from 'zod';
import {
  plantPaths,
  type RolloutReport,
  StationError,
  stationRolloutStates,
} from '../../../src-inference/contract/index.ts';
import { type Exchange, readJson, sendError, sendFile, sendJson } from '../../http/index.ts';
import type { PlantContext } from '../context.ts';
import { takeReports } from '../queries/rollout-orders.ts';
import { type KnownStation, stationOfToken } from '../queries/station-tokens.ts';
import type { PlantRoute } from './route.ts';

const mostReportBytes = 256 << 10;

const error = z
  .object({
    code: z.string().max(100),
    message: z.string().max(5000),
    hint: z.string().max(5000).optional(),
    where: z.string().max(5000).optional(),
  })
  .loose();

const reportsSchema = z.object({
  station: z.string(),
  reports: z
    .array(
      z.object({
        rollout: z.string().max(100),
        action: z.enum(['apply', 'goBack']),
        state: z.enum(stationRolloutStates),
        error: error.nullable(),
        editedHere: z.iso.datetime().nullable(),
        at: z.string(),
      }),
    )
    .max(100),
});

export function stationRoutes({ database, rollouts, files }: PlantContext): readonly PlantRoute[] {
  const stationOf = (exchange: Exchange, name: string | null) =>
    requireStation(exchange, name, database.query);
  return [
    {
      method: 'GET',
      path: plantPaths.orders,
      role: 'anyone',
      async answer(exchange) {
        const { searchParams } = exchange.url;
        const station = await stationOf(exchange, searchParams.get('station'));
        if (station === null) return undefined;
        const gone = new AbortController();
        exchange.response.once('close', () => gone.abort());
        sendJson(
          exchange.response,
          200,
          await rollouts.orders(station, searchParams.get('tag'), gone.signal),
        );
        return undefined;
      },
    },
    {
      method: 'GET',
      path: `${plantPaths.files}/`,
      role: 'anyone',
      async answer(exchange) {
        const { request, response, url } = exchange;
        if ((await stationOf(exchange, null)) === null) return undefined;
        const hash = url.pathname.slice(plantPaths.files.length + 1);
        const path = /^[0-9a-f]{64}$/.test(hash) ? files.pathOf(hash) : null;
        if (path === null || !(await files.has(hash))) {
          sendError(response, new StationError('request_invalid', 'The plant has no such file.'), 404);
          return undefined;
        }
        await sendFile(request, response, {
          kind: 'recording',
          path: await realpath(path),
          folder: files.folder,
        });
        return undefined;
      },
    },
    {
      method: 'POST',
      path: plantPaths.reports,
      role: 'anyone',
      async answer(exchange) {
        const { request, response } = exchange;
        const parsed = reportsSchema.safeParse(await readJson(request, response, mostReportBytes));
        if (!parsed.success) throw new StationError('request_invalid', z.prettifyError(parsed.error));
        const { station: name, reports } = parsed.data;
        const station = await stationOf(exchange, name);
        if (station === null) return undefined;
        await takeReports(database, station, reports as readonly RolloutReport[]);
        rollouts.wake();
        response.writeHead(204).end();
        return undefined;
      },
    },
  ];
}

/** @param name As the station calls itself; null: it does not say. @returns Null: the request is answered. */
async function requireStation(
  { request, response }: Exchange,
  name: string | null,
  query: PlantContext['database']['query'],
): Promise<KnownStation | null> {
  const [, token] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '') ?? [];
  const station = token === undefined ? null : await stationOfToken(query, token);
  if (station === null) {
    sendError(response, new StationError('not_allowed', 'The plant does not know this token.'), 401);
    return null;
  }
  if (name === null || station.name === name) return station;
  const error = new StationError('not_allowed', `The token is that of the station "${station.name}".`);
  sendError(response, error, 403);
  return null;
}
