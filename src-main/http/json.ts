// Inputs and errors as JSON, for programs and pages.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { type ErrorCode, StationError } from '../../src-inference/contract/index.ts';
import { sendJson } from './respond.ts';

/** Everything else is 409: the request is understood, and cannot be done as things are. */
const statuses: Partial<Record<ErrorCode, number>> = {
  request_invalid: 400,
  usage: 400,
  not_allowed: 403,
  outside_roots: 403,
  part_not_found: 404,
  internal: 500,
  engine_unavailable: 503,
};

/** `{ "error": ... }`. @param status Left out: the one that fits the code. */
export function sendError(
  response: ServerResponse,
  error: StationError,
  status = statuses[error.code] ?? 409,
): void {
  sendJson(response, status, { error: error.toJSON() });
}

/** Null for an empty body. @throws StationError `request_invalid`. */
export async function readJson(
  request: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
): Promise<unknown> {
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
