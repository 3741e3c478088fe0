// Who calls a method, and what a refusal is to OPC UA.
import type {
  CallMethodResultOptions,
  ISessionContext,
  MethodFunctorC,
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
  bind(opcua, method, async (inputs) => call(inputs));
}

/** What the method does for those who gave a name and its password. */
export function bindChange(
  opcua: Opcua,
  method: UAMethod,
  call: (inputs: readonly Variant[], user: string) => Promise<CallMethodResultOptions>,
): void {
  bind(opcua, method, async (inputs, context) => {
    const user = userOf(opcua, context);
    return user === null ? { statusCode: opcua.StatusCodes.BadUserAccessDenied } : call(inputs, user);
  });
}

function bind(
  opcua: Opcua,
  method: UAMethod,
  call: (inputs: readonly Variant[], context: ISessionContext) => Promise<CallMethodResultOptions>,
): void {
  // node-opcua tells by the count of the arguments that there is a callback.
  const perform: MethodFunctorC = (inputs, context, give) => {
    call(inputs, context).then(
      (result) => give(null, result),
      (thrown: unknown) => give(null, { statusCode: statusOf(opcua, thrown) }),
    );
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
