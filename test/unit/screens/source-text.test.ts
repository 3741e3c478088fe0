import { describe, expect, it } from 'vitest';
import { parseSource } from '../../../src-inference/contract/index.ts';
import {
  cameraText,
  fileText,
  readPort,
  rtspText,
  testText,
  udpText,
} from '../../../src-renderer/sources/source-text.ts';

const udp = { address: '0.0.0.0', port: '5000', interface: '', format: 'auto', afterLoss: 'skip' } as const;
const rtsp = {
  host: '192.168.1.20',
  port: '554',
  path: '/',
  transport: 'tcp',
  afterLoss: 'skip',
} as const;

describe('the text of a source that a form describes', () => {
  it.each([
    [fileText({ path: '/v/good.mp4', pace: 'realTime', loop: false }), 'file:/v/good.mp4#pace=realTime'],
    [fileText({ path: '/v/good.mp4', pace: 'asFastAsPossible', loop: false }), '/v/good.mp4'],
    [udpText(udp), 'udp://:5000'],
    [
      udpText({ ...udp, address: ' 239.1.1.1 ', interface: 'eth0', format: 'mpegts' }),
      'udp://239.1.1.1:5000#format=mpegts&interface=eth0',
    ],
    [rtspText(rtsp), 'rtsp://192.168.1.20/'],
    [
      rtspText({ ...rtsp, path: 'stream?x=1', transport: 'udp' }),
      'rtsp://192.168.1.20/stream?x=1#transport=udp',
    ],
  ])('%j', ({ text }, expected) => {
    expect(text).toBe(expected);
  });

  it('is one that the engine reads', () => {
    expect(parseSource(cameraText('/dev/video2'))).toMatchObject({ kind: 'camera', device: '/dev/video2' });
    expect(parseSource(testText('smpte'))).toMatchObject({ kind: 'test', pattern: 'smpte' });
  });

  it('names the fields that cannot be used', () => {
    expect(fileText({ path: ' ', pace: 'realTime', loop: false }).problems).toEqual(['path']);
    expect(udpText({ ...udp, port: '0' }).problems).toEqual(['port']);
    expect(rtspText({ ...rtsp, host: 'not a host', port: 'x' }).problems).toEqual(['host', 'port']);
  });

  it.each([
    ['1', 1],
    ['65535', 65535],
    ['65536', null],
    ['0', null],
    ['', null],
    ['5e3', null],
    [' 80 ', 80],
  ])('port "%s"', (text, port) => {
    expect(readPort(text)).toBe(port);
  });
});
