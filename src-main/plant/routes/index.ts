// Finds the route of a request, and checks who may ask.
import { StationError, toStationError } from '../../../src-inference/contract/index.ts';
import {
  type Exchange,
  isReading,
  requireSender,
  requireSession,
  sendError,
  sendFile,
  sendJson,
  sendMissing,
  sendText,
} from '../../http/index.ts';
import type { PlantContext } from '../context.ts';
import { evidenceRoutes } from './evidence.ts';
import { figuresRoutes } from './figures.ts';
import { plantFile } from './files.ts';
import { rolloutRoutes } from './rollouts.ts';
import type { PlantRoute } from './route.ts';
import { stationRoutes } from './station.ts';

/** All routes: each subject has a file of its own. */
export function plantRoutes(context: PlantContext): readonly PlantRoute[] {
  return [
    ...figuresRoutes(context),
    ...evidenceRoutes(context),
    ...rolloutRoutes(context),
    ...stationRoutes(context),
  ];
}

/** Rejects when the connection breaks or a file vanishes while it is sent. */
export async function answer(
  exchange: Exchange,
  routes: readonly PlantRoute[],
  context: PlantContext,
): Promise<void> {
  const route = routes.find((one) => isFor(one, exchange));
  if (route !== undefined) return answerRoute(exchange, route);
  const { request, response, url } = exchange;
  if (!isReading(request)) return sendText(response, 404, 'Nothing is posted to this address.');
  if (requireSession(exchange) === null) return;
  const file = await plantFile(url.pathname, context);
  if (file !== null) return sendFile(request, response, file);
  sendMissing(exchange);
}

function isFor({ method, path }: PlantRoute, { request, url: { pathname } }: Exchange): boolean {
  if ((method === 'GET') !== isReading(request)) return false;
  return path.endsWith('/') ? pathname.startsWith(path) : pathname === path;
}

async function answerRoute(exchange: Exchange, route: PlantRoute): Promise<void> {
  const { response } = exchange;
  try {
    const client = route.role === 'anyone' ? null : await requireSender(exchange);
    if (client === null && route.role !== 'anyone') return;
    if (route.role === 'operator' && client?.role !== 'operator') {
      throw new StationError('not_allowed', 'A viewer may look on, and change nothing.', {
        hint: 'Log in as operator to do that.',
      });
    }
    const output = await route.answer(exchange, client);
    if (output !== undefined) sendJson(response, 200, output);
  } catch (thrown) {
    if (response.headersSent) response.destroy();
    else sendError(response, toStationError(thrown));
  }
}
