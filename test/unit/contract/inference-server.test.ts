import { describe, expect, it } from 'vitest';
import { formatServer, isServerAddress, parseServers } from '../../../src-inference/contract/index.ts';

describe('servers as a person types them', () => {
  it.each([
    [
      'grpc://host:8001/model',
      { protocol: 'grpc', tls: null, addresses: ['host:8001'], model: 'model', version: null },
    ],
    [
      'grpcs://host/model/3',
      { protocol: 'grpc', addresses: ['host:8001'], version: '3', tls: { caFile: null } },
    ],
    ['http://[::1]:9000/a%20b', { protocol: 'http', addresses: ['[::1]:9000'], model: 'a b' }],
    ['HTTPS://host/model/', { protocol: 'http', addresses: ['host:8000'], tls: { caFile: null } }],
  ])('%s', (text, spec) => {
    expect(parseServers([text])).toMatchObject(spec);
  });

  it('several have the same model and protocol, and keep their order', () => {
    const spec = parseServers(['grpc://one/model', 'grpc://two:9/model']);
    expect(spec.addresses).toEqual(['one:8001', 'two:9']);
    expect(spec.addresses.map((address) => formatServer(spec, address))).toEqual([
      'grpc://one:8001/model',
      'grpc://two:9/model',
    ]);
  });

  it.each([
    [[]],
    [['host:8001/model']],
    [['grpc://host:8001']],
    [['grpc://host:0/model']],
    [['grpc://host:99999/model']],
    [['grpc://user:secret@host/model']],
    [['grpc://host/%zz']],
    [['grpc://one/model', 'http://two/model']],
    [['grpc://one/model', 'grpcs://two/model']],
    [['grpc://one/model', 'grpc://two/other']],
  ])('%j is refused', (texts) => {
    expect(() => parseServers(texts)).toThrow(expect.objectContaining({ code: 'server_invalid' }));
  });

  it('an address is a host with a port', () => {
    expect(['a:1', '10.0.0.1:65535', '[fe80::1]:8001'].every(isServerAddress)).toBe(true);
    expect(['a', 'a:', 'a:0', 'a:65536', 'a b:1', 'http://a:1', 'fe80::1:8001'].some(isServerAddress)).toBe(
      false,
    );
  });
});
