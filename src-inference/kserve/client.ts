// One inference server, by the protocol of the settings.
import { readFile } from 'node:fs/promises';
import { formatServer, type InferenceServerSpec } from '../contract/index.ts';
import { GrpcClient } from './grpc-client.ts';
import { HttpClient } from './http-client.ts';
import type { KserveClient } from './protocol.ts';
import { serverError } from './server-errors.ts';
import { isThisMachine, SharedMemoryClient } from './shared-memory-client.ts';

/**
 * Connects to nothing yet.
 *
 * @throws StationError `settings_invalid` when a file with a certificate cannot be read.
 */
export async function openClient(spec: InferenceServerSpec, address: string): Promise<KserveClient> {
  const target = formatServer(spec, address);
  const { tls, protocol } = spec;
  const certificates = tls && {
    ca: await readPem(tls.caFile, target),
    cert: await readPem(tls.certificateFile, target),
    key: await readPem(tls.keyFile, target),
  };
  const endpoint = { spec, address, target, certificates };
  const client = protocol === 'grpc' ? new GrpcClient(endpoint) : new HttpClient(endpoint);
  return isThisMachine(address) ? new SharedMemoryClient(client) : client;
}

async function readPem(path: string | null, target: string): Promise<Buffer | null> {
  if (path === null) return null;
  try {
    return await readFile(path);
  } catch (cause) {
    throw serverError('settings_invalid', target, `the certificate "${path}" cannot be read`, cause);
  }
}
