// The form of the inference servers: what it begins with, and problems that can be found without asking the station. Pure.
import {
  hiddenSecret,
  type InferenceServerSetting,
  type InferenceServerSpec,
  isServerAddress,
  usualTimeoutSeconds,
} from '../../../src-inference/contract/index.ts';

export const newServer: InferenceServerSpec = {
  protocol: 'grpc',
  tls: null,
  addresses: [],
  model: '',
  version: null,
  token: null,
  timeoutSeconds: usualTimeoutSeconds,
};

/** The setting with the network at another place; what was typed of the servers is kept. */
export function runOn(
  place: 'here' | 'server',
  setting: InferenceServerSetting | null,
): InferenceServerSetting | null {
  if (place === 'here') return setting && { ...setting, enabled: false };
  return { enabled: true, spec: setting?.spec ?? newServer };
}

/** Addresses as a person types them: one a line. */
export function readAddresses(typed: string): readonly string[] {
  return typed
    .split(/[\s,]+/)
    .map((address) => address.replace(/^(grpc|http)s?:\/\//i, '').replace(/\/.*$/, ''))
    .filter(Boolean);
}

/** Keys of the texts `setup.server.problem.NAME`. */
export interface ServerProblem {
  readonly name:
    | 'addressesMissing'
    | 'addressInvalid'
    | 'addressTwice'
    | 'modelMissing'
    | 'tokenInvalid'
    | 'pathNotAbsolute'
    | 'keyMissing';
  /** The address that it is about; empty for others. */
  readonly address: string;
}

export function problemOf({ addresses, model, token, tls }: InferenceServerSpec): ServerProblem | null {
  const problem = (name: ServerProblem['name'], address = ''): ServerProblem => ({ name, address });
  if (addresses.length === 0) return problem('addressesMissing');
  const wrong = addresses.find((address) => !isServerAddress(address));
  if (wrong !== undefined) return problem('addressInvalid', wrong);
  const twice = addresses.find((address, i) => addresses.indexOf(address) < i);
  if (twice !== undefined) return problem('addressTwice', twice);
  if (model.trim() === '') return problem('modelMissing');
  if (token !== null && token !== hiddenSecret && !/^[\x21-\x7e]+$/.test(token))
    return problem('tokenInvalid');
  if (tls === null) return null;
  const { caFile, certificateFile, keyFile } = tls;
  if ([caFile, certificateFile, keyFile].some((path) => path !== null && !path.startsWith('/'))) {
    return problem('pathNotAbsolute');
  }
  return (certificateFile === null) === (keyFile === null) ? null : problem('keyMissing');
}
