import { describe, expect, it } from 'vitest';
import {
  formatSource,
  hideAddress,
  isHost,
  parseSource,
  retriedSentence,
  retrySentence,
  type SourceSpec,
  sourceTitle,
  writeSource,
} from '../../../src-inference/contract/index.ts';

const stream = { latencyMilliseconds: 100, afterLoss: 'skip', stallSeconds: 2 } as const;
const udp = { kind: 'udp', format: null, interface: null, ...stream } as const;
const rtsp = { kind: 'rtsp', port: 554, user: null, password: null, transport: 'tcp', ...stream } as const;
const camera = { kind: 'camera', width: null, height: null, framesPerSecond: null, stallSeconds: 2 } as const;
const file = { kind: 'file', pace: 'asFastAsPossible', loop: false } as const;
const test = { kind: 'test', width: 1280, height: 720, framesPerSecond: 30 } as const;

const readable: readonly [text: string, spec: SourceSpec][] = [
  ['good.mp4', { ...file, path: 'good.mp4' }],
  ['/videos/a #1?.mp4', { ...file, path: '/videos/a #1?.mp4' }],
  [
    'file:/videos/a%20%231.mp4#pace=realTime&loop=true',
    { ...file, path: '/videos/a #1.mp4', pace: 'realTime', loop: true },
  ],
  ['udp://:5000', { ...udp, address: '0.0.0.0', port: 5000 }],
  ['udp://127.0.0.1:5000#format=mpegts', { ...udp, address: '127.0.0.1', port: 5000, format: 'mpegts' }],
  [
    'udp://239.1.2.3:5004#format=rtp-h265&interface=eth0&latency=0&stall=0.5',
    {
      ...udp,
      address: '239.1.2.3',
      port: 5004,
      format: 'rtp-h265',
      interface: 'eth0',
      latencyMilliseconds: 0,
      stallSeconds: 0.5,
    },
  ],
  ['udp://[ff15::1]:5000', { ...udp, address: 'ff15::1', port: 5000 }],
  ['udp://:5000#loss=wait', { ...udp, address: '0.0.0.0', port: 5000, afterLoss: 'wait' }],
  ['rtsp://camera/', { ...rtsp, host: 'camera', path: '/' }],
  [
    'rtsp://10.0.0.2:8554/live?channel=1&subtype=0#transport=udp&latency=250',
    {
      ...rtsp,
      host: '10.0.0.2',
      port: 8554,
      path: '/live?channel=1&subtype=0',
      transport: 'udp',
      latencyMilliseconds: 250,
    },
  ],
  [
    'camera:/dev/video2#width=1920&height=1080&fps=29.97',
    { ...camera, device: '/dev/video2', width: 1920, height: 1080, framesPerSecond: 29.97 },
  ],
  [
    'test:smpte#width=640&height=480&fps=10',
    { ...test, pattern: 'smpte', width: 640, height: 480, framesPerSecond: 10 },
  ],
];

describe('a source as text', () => {
  it.each(readable)('%s is read, and written the same way', (text, spec) => {
    expect(parseSource(text)).toEqual(spec);
    expect(formatSource(spec)).toBe(text);
  });

  it.each<[string, SourceSpec]>([
    ['camera:', { ...camera, device: '/dev/video0' }],
    ['test:', { ...test, pattern: 'ball' }],
    ['UDP://0.0.0.0:5000/', { ...udp, address: '0.0.0.0', port: 5000 }],
    ['rtsp://camera?stream=2', { ...rtsp, host: 'camera', path: '/?stream=2' }],
    ['./a:b.mp4', { ...file, path: './a:b.mp4' }],
  ])('%s may be written shorter or longer', (text, spec) => {
    expect(parseSource(text)).toEqual(spec);
  });

  it('a path that looks like an address is written as a `file:` address', () => {
    const spec: SourceSpec = { ...file, path: 'udp:5000 #1.mp4' };
    expect(parseSource(formatSource(spec))).toEqual(spec);
  });

  it.each([
    ['a user alone may be a token', 'rtsp://k3y@10.0.0.2/live', 'rtsp://***@10.0.0.2/live'],
    ['a value of a query may be one', 'rtsp://cam/a?token=k3y&channel=2', 'rtsp://cam/a?token=***&channel=2'],
    ['also where nothing names it', 'rtsp://cam/a?k3y', 'rtsp://cam/a?***'],
  ])('no secret is shown: %s', (_, text, shown) => {
    expect(formatSource(parseSource(text))).toBe(shown);
    expect(formatSource(parseSource(shown))).toBe(shown);
    expect(writeSource(parseSource(text))).toBe(text);
    // As errors name an address, also one that cannot be read.
    expect(hideAddress(text)).not.toContain('k3y');
    expect(hideAddress(text.replace('rtsp', 'rtps'))).not.toContain('k3y');
  });

  it('a password is read, and not shown', () => {
    const spec = parseSource('rtsp://operator:s%40cr%23t:x@10.0.0.2/live');
    expect(spec).toMatchObject({ user: 'operator', password: 's@cr#t:x', host: '10.0.0.2' });
    expect(formatSource(spec)).toBe('rtsp://operator:***@10.0.0.2/live');
  });

  it.each<[string, RegExp]>([
    ['', /empty/],
    ['file:', /path is empty/],
    ['file:a%ZZ.mp4', /%25/],
    ['file:a.mp4#pace=fast', /"pace" must be one of asFastAsPossible, realTime/],
    ['file:a.mp4#loop=yes', /"loop" must be one of true, false/],
    ['http://host/a.mp4', /"http:" is no kind of source/],
    ['udp://', /needs a port/],
    ['udp://host', /needs a port/],
    ['udp://:0', /needs a port/],
    ['udp://:70000', /needs a port/],
    ['udp://a:b:5000', /needs a port/],
    ['udp://:5000#format=vp9', /"format" must be one of rtp-h264/],
    ['udp://:5000#latency=-1', /"latency" must be a whole number from 0 to 10000/],
    ['udp://:5000#latency=1.5', /whole number/],
    ['udp://:5000#stall=never', /"stall" must be a number/],
    ['udp://:5000#codec=h264', /no option "codec" here: there are format, interface, latency, loss, stall/],
    ['udp://:5000#latency=1&latency=2', /given twice/],
    ['rtsp://', /needs a host/],
    ['rtsp:///live', /needs a host/],
    ['rtsp://a:%ZZ@host/', /%25/],
    ['rtsp://host/#transport=http', /"transport" must be one of tcp, udp/],
    ['camera:#width=4', /"width" must be a whole number from 16/],
    ['test:bars', /no test pattern "bars"/],
  ])('%j is one clear error', (text, message) => {
    expect(() => parseSource(text)).toThrowError(message);
    expect(() => parseSource(text)).toThrowError(
      expect.objectContaining({ code: 'source_invalid', hint: expect.any(String) }),
    );
  });

  it.each([
    'rtsp://user:hunter2@/x',
    'rtsp://user:hunter2@host/#latency=x',
    'rtsp://user:hun@ter2@a b/',
  ])('no error repeats the password of %s', (text) => {
    try {
      parseSource(text);
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify(error) + String(error)).not.toMatch(/hunter2|hun@|ter2/);
    }
  });
});

describe('the usual name of a source', () => {
  it.each([
    ['/opt/stepwatch/resources/demo/good.mp4', 'Demo video good.mp4'],
    ['file:/videos/a%20%231.mp4#pace=realTime&loop=true', 'Video a #1.mp4'],
    ['udp://:5000#format=rtp-h264', 'UDP port 5000'],
    ['udp://239.1.2.3:5004', 'UDP port 239.1.2.3:5004'],
    ['rtsp://ana:***@192.168.1.20/', 'Camera at 192.168.1.20'],
    ['rtsp://192.168.1.20:8554/stream2?token=***', 'Camera at 192.168.1.20:8554/stream2'],
    ['camera:/dev/video0', 'Camera video0'],
    ['test:smpte', 'Test picture smpte'],
    ['later:thing', 'later:thing'],
  ])('of %s is %s', (name, title) => {
    expect(sourceTitle({ name })).toBe(title);
    expect(sourceTitle({ name, title: 'Bench 3' })).toBe('Bench 3');
  });
});

describe('the attempts at a source', () => {
  const since = new Date(2026, 10, 29, 10, 32);
  const at = (seconds: number): Date => new Date(since.getTime() + seconds * 1000);
  const retry = { attempts: 14, since: since.toISOString(), nextAt: at(630).toISOString() };

  it('are told with the time of the next one', () => {
    expect(retrySentence(retry, at(600))).toBe('tried 14 times since 10:32, next in 30 s');
    expect(retrySentence({ ...retry, attempts: 1 }, at(0))).toBe('tried once since 10:32, next in 11 min');
    expect(retrySentence(retry, at(700))).toBe('tried 14 times since 10:32, next now');
    expect(retriedSentence(retry)).toBe('after 14 attempts since 10:32');
  });
});

describe('an address to send to', () => {
  it.each([
    '192.168.1.40',
    'gate-screen',
    'gate.plant.example.',
    'fe80::1',
    'line_3',
    '::1',
  ])('%s can be one', (text) => {
    expect(isHost(text)).toBe(true);
  });
  it.each(['not a host!', '', 'http://gate', 'gate/1', '-gate', 'gate:5000'])('%s is none', (text) => {
    expect(isHost(text)).toBe(false);
  });
});
