// Commands over HTTP, for programs that have no WebSocket: `POST /commands/NAME` with the input as JSON. A program sends the
// password of its role, or the token of the start, as a bearer token (RFC 6750); a page of the station has its session.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { type ErrorCode, StationError, toStationError } from '../../src-inference/contract/index.ts';
import { checkRole } from '../gateway/index.ts';
import type { Supervisor } from '../supervisor/index.ts';
import type { Authentication } from './authentication.ts';
import { sendJson } from './respond.ts';

const prefix = '/commands/';
/** Recipes are the longest inputs. */
const maxBytes = 2_000_000;

/** Everything else is 409: the request is understood, and cannot be done as the station is. */
const statuses: Partial<Record<ErrorCode, number>> = {
  request_invalid: 400,
  usage: 400,
  not_allowed: 403,
  internal: 500,
  engine_unavailable: 503,
};

export function isCommandPath(pathname: string): boolean {
  return pathname.startsWith(prefix);
}

/** Whether the request brings its own credentials. A browser sends none of these by itself, from whatever page. */
export function hasBearer({ headers }: IncomingMessage): boolean {
  return headers.authorization !== undefined;
}

/** Answers with `{ "output": ... }`, or with `{ "error": ... }` and the status that fits its code. */
export async function answerCommand(
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
  { authentication, supervisor }: { authentication: Authentication; supervisor: Supervisor },
): Promise<void> {
  const client = hasBearer(request)
    ? await authentication.clientOfBearer(request)
    : authentication.client(request);
  if (client === null) {
    response.setHeader('WWW-Authenticate', 'Bearer');
    const hint = 'Send the header "Authorization: Bearer PASSWORD".';
    return sendError(
      response,
      401,
      new StationError('not_allowed', 'The station does not know who asks.', { hint }),
    );
  }
  if (client === 'wait') {
    const error = new StationError('not_allowed', 'Too many attempts.', { hint: 'Wait, then try again.' });
    return sendError(response, 429, error);
  }
  try {
    const destination = checkRole(pathname.slice(prefix.length), client.role);
    if (destination.to === 'shell') {
      throw new StationError('request_invalid', 'This command is for screens only.');
    }
    const input = await readInput(request, response);
    const { address } = client;
    const output = await supervisor.request(destination.command, input as never, { via: 'host', address });
    sendJson(response, 200, { output });
  } catch (thrown) {
    const error = toStationError(thrown);
    sendError(response, statuses[error.code] ?? 409, error);
  }
}

/** @throws StationError `request_invalid`. */
async function readInput(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  const length = Number(request.headers['content-length'] ?? 0);
  if (!(length <= maxBytes)) {
    response.setHeader('Connection', 'close');
    throw new StationError('request_invalid', `The input has more than ${maxBytes} bytes.`);
  }
  const body = await readText(request);
  if (body === '') return null;
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new StationError('request_invalid', `The input is not JSON: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

function sendError(response: ServerResponse, status: number, error: StationError): void {
  sendJson(response, status, { error: error.toJSON() });
}
