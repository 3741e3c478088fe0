import { describe, expect, it } from 'vitest';
import { formatStreamTarget, parseStreamTarget } from '../../src-inference/contract/index.ts';
import { readOutputs } from '../../src-main/cli/outputs.ts';

const target = { host: '10.0.0.2', port: 5000, format: 'rtp-h264', kilobitsPerSecond: 4000 } as const;

describe('the target of a stream as text', () => {
  it.each([
    ['udp://10.0.0.2:5000', target],
    [
      'udp://10.0.0.2:5000#format=mpegts&bitrate=800',
      { ...target, format: 'mpegts', kilobitsPerSecond: 800 },
    ],
    ['udp://[::1]:5000', { ...target, host: '::1' }],
  ] as const)('%s is read, and written the same way', (text, read) => {
    expect(parseStreamTarget(text)).toEqual(read);
    expect(formatStreamTarget(read)).toBe(text);
  });

  it.each([
    '10.0.0.2:5000',
    'rtsp://host/x',
    'udp://:5000',
    'udp://host',
    'udp://h:5000#format=rtp-jpeg',
    'udp://h:1#x=1',
  ])('%s is one clear error', (text) => {
    expect(() => parseStreamTarget(text)).toThrowError(
      expect.objectContaining({ code: 'output_invalid', hint: expect.any(String) }),
    );
  });
});

describe('the outputs of the command line', () => {
  it('are none without options', () => {
    expect(readOutputs({})).toEqual([]);
  });

  it('can be combined: the overlay of recordings is aligned, that of streams is live', () => {
    const outputs = readOutputs({ shm: '/tmp/s', record: 'r', stream: 'udp://10.0.0.2:5000' });
    expect(outputs.map(({ kind, annotation }) => [kind, annotation])).toEqual([
      ['sharedMemory', 'live'],
      ['recording', 'aligned'],
      ['stream', 'live'],
    ]);
  });

  it.each([
    ['part', 'part'],
    ['never', 'never'],
    ['600', { seconds: 600 }],
  ])('--split %s', (split, read) => {
    expect(readOutputs({ record: 'r', split })).toMatchObject([{ split: read }]);
  });

  it.each([
    [{ record: 'r', split: 'often' }],
    [{ record: 'r', split: '0' }],
    [{ split: 'part' }],
    [{ shm: '/tmp/s', annotation: 'early' }],
  ])('%j is one clear error', (words) => {
    expect(() => readOutputs(words)).toThrowError(expect.objectContaining({ code: 'usage' }));
  });
});
