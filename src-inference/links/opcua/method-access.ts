// Who calls a method, and what a refusal is to OPC UA.
import type {
  CallMethodResultOptions,
  ISessionContext,
  MethodFunctorA,
  ServerSession,
  StatusCode,
  UAMethod,
  Variant,
} from 'node-opcua';
import { type ErrorCode, toStationError } from '../../contract/index.ts';
import type { Opcua } from './library.ts';

/** What the method does for anybody. A StationError is a refusal. */
export function bindReading(
  opcua: Opcua,
  method: UAMethod,
  call: (inputs: readonly Variant[]) => Promise<CallMethodResultOptions> | CallMethodResultOptions,
): void {
  const perform: MethodFunctorA = async (inputs) => {
    try {
      return await call(inputs);
    } catch (thrown) {
      return { statusCode: statusOf(opcua, thrown) };
    }
  };
  method.bindMethod(perform);
}

/** What the method does for those who gave a name and its password. */
export function bindChange(
  opcua: Opcua,
  method: UAMethod,
  call: (inputs: readonly Variant[], user: string) => Promise<CallMethodResultOptions>,
): void {
  const perform: MethodFunctorA = async (inputs, context) => {
    const user = userOf(opcua, context);
    if (user === null) return { statusCode: opcua.StatusCodes.BadUserAccessDenied };
    try {
      return await call(inputs, user);
    } catch (thrown) {
      return { statusCode: statusOf(opcua, thrown) };
    }
  };
  method.bindMethod(perform);
}

/** Of a structure that names something; empty without one. */
export function idOf(argument: Variant | undefined): string {
  return text((argument?.value as { readonly id?: unknown } | null)?.id);
}

export function textOf(argument: Variant | undefined): string {
  return text(argument?.value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** Null: somebody who may only read. */
function userOf({ UserNameIdentityToken }: Opcua, { session }: ISessionContext): string | null {
  const token = (session as ServerSession | undefined)?.userIdentityToken;
  return token instanceof UserNameIdentityToken ? token.userName : null;
}

function statusOf({ StatusCodes }: Opcua, thrown: unknown): StatusCode {
  const meanings: Partial<Record<ErrorCode, StatusCode>> = {
    recipe_not_found: StatusCodes.BadNotFound,
    part_not_found: StatusCodes.BadNotFound,
    request_invalid: StatusCodes.BadInvalidArgument,
  };
  return meanings[toStationError(thrown).code] ?? StatusCodes.BadInvalidState;
}
