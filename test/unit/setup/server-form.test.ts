import { describe, expect, it } from 'vitest';
import type { InferenceServerSpec } from '../../../src-inference/contract/index.ts';
import { newServer, problemOf, readAddresses, runOn } from '../../../src-renderer/setup/model/server-form.ts';

const spec: InferenceServerSpec = { ...newServer, addresses: ['one:8001'], model: 'coupling' };
const tls = { caFile: null, certificateFile: null, keyFile: null };

describe('the form of the inference servers', () => {
  it.each([
    [{}, null],
    [{ addresses: [] }, 'addressesMissing'],
    [{ addresses: ['one'] }, 'addressInvalid'],
    [{ addresses: ['one:1', 'one:1'] }, 'addressTwice'],
    [{ model: ' ' }, 'modelMissing'],
    [{ token: 'two words' }, 'tokenInvalid'],
    [{ token: '***' }, null],
    [{ tls: { ...tls, caFile: 'ca.pem' } }, 'pathNotAbsolute'],
    [{ tls: { ...tls, keyFile: '/key.pem' } }, 'keyMissing'],
  ] as const)('%j: %s', (change, name) => {
    expect(problemOf({ ...spec, ...change })?.name ?? null).toBe(name);
  });

  it('takes addresses as they are pasted', () => {
    expect(readAddresses('grpc://one:8001/coupling\n two:8001,three:8001 ')).toEqual([
      'one:8001',
      'two:8001',
      'three:8001',
    ]);
  });

  it('keeps what was typed while the network runs here', () => {
    const setting = { enabled: true, spec };
    expect(runOn('server', runOn('here', setting))).toEqual(setting);
    expect(runOn('here', null)).toBeNull();
  });
});
