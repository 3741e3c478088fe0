// Commands over HTTP, for programs that have no WebSocket: `POST /commands/NAME` with the input as JSON. A program sends the
// password of its role, or the token of the start, as a bearer token (RFC 6750); a page of the station has its session.
import { StationError, toStationError } from '../../src-inference/contract/index.ts';
import { checkRole } from '../gateway/index.ts';
import { type Exchange, readJson, requireSender, sendError, sendJson } from '../http/index.ts';
import type { Supervisor } from '../supervisor/index.ts';

const prefix = '/commands/';
/** Recipes are the longest inputs. */
const maxBytes = 2_000_000;

export function isCommandPath(pathname: string): boolean {
  return pathname.startsWith(prefix);
}

/** Answers with `{ "output": ... }`, or with `{ "error": ... }` and the status that fits its code. */
export async function answerCommand(exchange: Exchange, supervisor: Supervisor): Promise<void> {
  const { request, response, url } = exchange;
  const client = await requireSender(exchange);
  if (client === null) return;
  try {
    const destination = checkRole(url.pathname.slice(prefix.length), client.role);
    if (destination.to === 'shell') {
      throw new StationError('request_invalid', 'This command is for screens only.');
    }
    const input = await readJson(request, response, maxBytes);
    const { address } = client;
    const output = await supervisor.request(destination.command, input as never, { via: 'host', address });
    sendJson(response, 200, { output });
  } catch (thrown) {
    sendError(response, toStationError(thrown));
  }
}
