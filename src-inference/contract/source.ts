// Where frames come from, as data and as the text that a person types or a script writes.
import { StationError } from './errors.ts';
import {
  type LocationOptions,
  readHostAndPort,
  splitLocation,
  writeHost,
  writeOptions,
} from './location-text.ts';
import { hiddenSecret, hideQuery } from './secrets.ts';

/** What a UDP stream carries: RTP by its payload, or a bare MPEG transport stream. */
export const streamFormats = ['rtp-h264', 'rtp-h265', 'rtp-jpeg', 'rtp-mpegts', 'mpegts'] as const;
export type StreamFormat = (typeof streamFormats)[number];

export const paces = ['asFastAsPossible', 'realTime'] as const;
export type Pace = (typeof paces)[number];

/** Patterns of GStreamer's videotestsrc that show whether a picture moves and has the right colours. */
export const testPatterns = ['ball', 'smpte', 'snow', 'black', 'white', 'red', 'green', 'blue'] as const;
export type TestPattern = (typeof testPatterns)[number];

/**
 * What becomes of the pictures after packets were lost, until the next key frame. The decoder mends them with what is left.
 * - `wait`: they are left out
 * - `conceal`: they are shown and judged
 * - `skip`: they are shown, and windows with too many of them are not judged
 */
export const lossRules = ['wait', 'conceal', 'skip'] as const;
export type LossRule = (typeof lossRules)[number];

export interface FileSourceSpec {
  readonly kind: 'file';
  readonly path: string;
  readonly pace: Pace;
  readonly loop: boolean;
}

export interface UdpSourceSpec {
  readonly kind: 'udp';
  /** A multicast group to join, or the local address to listen on; `0.0.0.0` for all. */
  readonly address: string;
  readonly port: number;
  /** Null: the station recognises it from the packets. */
  readonly format: StreamFormat | null;
  /** Network interface of a multicast group, such as `eth0`; null: the system's choice. */
  readonly interface: string | null;
  /** How long the jitter buffer waits for a packet that is late. */
  readonly latencyMilliseconds: number;
  readonly afterLoss: LossRule;
  /** Without a packet for this long, the source is stalled. */
  readonly stallSeconds: number;
}

/** User and password of a camera that are kept apart from its address. */
export interface SourceLogin {
  readonly user: string;
  readonly password: string;
}

export interface RtspSourceSpec {
  readonly kind: 'rtsp';
  readonly host: string;
  readonly port: number;
  /** With its query part, beginning with `/`. */
  readonly path: string;
  readonly user: string | null;
  readonly password: string | null;
  /** Used when the address has no user; no text of the source has it. */
  readonly login?: SourceLogin;
  readonly transport: 'tcp' | 'udp';
  readonly latencyMilliseconds: number;
  readonly afterLoss: LossRule;
  readonly stallSeconds: number;
}

export interface CameraSourceSpec {
  readonly kind: 'camera';
  /** Such as `/dev/video0`. */
  readonly device: string;
  /** Null: the camera's choice. */
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
  readonly stallSeconds: number;
}

export interface TestSourceSpec {
  readonly kind: 'test';
  readonly pattern: TestPattern;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

export type SourceSpec = FileSourceSpec | UdpSourceSpec | RtspSourceSpec | CameraSourceSpec | TestSourceSpec;

const defaults = {
  latencyMilliseconds: 100,
  afterLoss: 'skip',
  stallSeconds: 2,
  rtspPort: 554,
  camera: '/dev/video0',
  test: { pattern: 'ball', width: 1280, height: 720, framesPerSecond: 30 },
} as const;

/** What cameras are asked for in the query of their address: it tells two pictures of one camera apart. */
const choicesOfCameras: ReadonlySet<string> = new Set(
  (
    'audio camera ch channel codec compression fps height lens profile proto resolution rotation source stream ' +
    'streamprofile streamtype subtype transportmode unicast video videocodec view width'
  ).split(' '),
);

const grammar = {
  code: 'source_invalid',
  hint:
    'A source is a file, file:PATH#pace=realTime&loop=true, udp://ADDRESS:PORT#format=rtp-h264, ' +
    'rtsp://USER:PASSWORD@HOST/PATH, camera:/dev/video0 or test:ball (docs/media.md).',
} as const;

/** A live source has no end and does not wait: frames that are not taken in time are lost. */
export function isLive(spec: SourceSpec): boolean {
  return spec.kind !== 'file';
}

/** @throws StationError `source_invalid`, with the password left out of its message. */
export function parseSource(text: string): SourceSpec {
  const { scheme, rest, options } = splitLocation(text, grammar);
  const spec = readSpec(scheme, rest, options, text);
  options.end();
  return spec;
}

function readSpec(scheme: string | null, rest: string, options: LocationOptions, text: string): SourceSpec {
  switch (scheme) {
    case null:
      if (text.trim() === '') throw options.error('The source is empty.');
      return { kind: 'file', path: text, pace: 'asFastAsPossible', loop: false };
    case 'file':
      return readFile(rest, options);
    case 'udp':
      return readUdp(rest, options);
    case 'rtsp':
      return readRtsp(rest, options);
    case 'camera':
      return {
        kind: 'camera',
        device: rest || defaults.camera,
        ...readSize(options),
        framesPerSecond: options.takeNumber('fps', 1, 480, 'any'),
        stallSeconds: readStall(options),
      };
    case 'test': {
      const pattern = testPatterns.find((known) => known === (rest || defaults.test.pattern));
      if (!pattern) throw options.error(`There is no test pattern "${rest}": ${testPatterns.join(', ')}.`);
      const { width, height } = readSize(options);
      return {
        kind: 'test',
        pattern,
        width: width ?? defaults.test.width,
        height: height ?? defaults.test.height,
        framesPerSecond: options.takeNumber('fps', 1, 480) ?? defaults.test.framesPerSecond,
      };
    }
    default:
      throw options.error(`"${scheme}:" is no kind of source.`);
  }
}

function readFile(rest: string, options: LocationOptions): FileSourceSpec {
  let path: string;
  try {
    path = decodeURIComponent(rest);
  } catch {
    throw options.error('A "%" in a file address must be written as %25.');
  }
  if (path === '') throw options.error('The path is empty.');
  return {
    kind: 'file',
    path,
    pace: options.takeOneOf('pace', paces) ?? 'asFastAsPossible',
    loop: options.takeFlag('loop'),
  };
}

function readUdp(rest: string, options: LocationOptions): UdpSourceSpec {
  const address = readHostAndPort(rest.replace(/\/$/, ''));
  if (!address?.port) throw options.error('A UDP source needs a port from 1 to 65535, as in udp://:5000.');
  return {
    kind: 'udp',
    address: address.host || '0.0.0.0',
    port: address.port,
    format: options.takeOneOf('format', streamFormats),
    interface: options.takeText('interface'),
    latencyMilliseconds: readLatency(options),
    afterLoss: options.takeOneOf('loss', lossRules) ?? defaults.afterLoss,
    stallSeconds: readStall(options),
  };
}

function readRtsp(rest: string, options: LocationOptions): RtspSourceSpec {
  const slash = rest.search(/[/?]/);
  const authority = slash === -1 ? rest : rest.slice(0, slash);
  const path = slash === -1 ? '/' : rest.slice(slash).replace(/^\?/, '/?');
  const at = authority.lastIndexOf('@');
  const address = readHostAndPort(authority.slice(at + 1));
  if (!address?.host) throw options.error('An RTSP source needs a host, as in rtsp://192.168.1.20/stream.');
  const login = at === -1 ? null : authority.slice(0, at);
  const colon = login?.indexOf(':') ?? -1;
  const decode = (value: string): string => {
    try {
      return decodeURIComponent(value);
    } catch {
      throw options.error('A "%" in the user or the password must be written as %25.');
    }
  };
  return {
    kind: 'rtsp',
    host: address.host,
    port: address.port ?? defaults.rtspPort,
    path,
    user: login === null ? null : decode(colon === -1 ? login : login.slice(0, colon)),
    password: login === null || colon === -1 ? null : decode(login.slice(colon + 1)),
    transport: options.takeOneOf('transport', ['tcp', 'udp']) ?? 'tcp',
    latencyMilliseconds: readLatency(options),
    afterLoss: options.takeOneOf('loss', lossRules) ?? defaults.afterLoss,
    stallSeconds: readStall(options),
  };
}

function readSize(options: LocationOptions): { width: number | null; height: number | null } {
  return { width: options.takeNumber('width', 16, 8192), height: options.takeNumber('height', 16, 8192) };
}

function readLatency(options: LocationOptions): number {
  return options.takeNumber('latency', 0, 10_000) ?? defaults.latencyMilliseconds;
}

function readStall(options: LocationOptions): number {
  return options.takeNumber('stall', 0.2, 600, 'any') ?? defaults.stallSeconds;
}

/**
 * As `writeSource`, with `hiddenSecret` in place of a password, of a user without one, which may be a token, and of each
 * value of a query: the text is for screens, logs and the record.
 */
export function formatSource(spec: SourceSpec): string {
  if (spec.kind !== 'rtsp') return writeSource(spec);
  const { user, password, path } = spec;
  return writeSource({
    ...spec,
    user: user !== null && password === null ? hiddenSecret : user,
    password: password === null ? null : hiddenSecret,
    path: hideQuery(path, (name) => choicesOfCameras.has(name)),
  });
}

/** The shortest text that `parseSource` reads as the same source. It may hold secrets. */
export function writeSource(spec: SourceSpec): string {
  switch (spec.kind) {
    case 'file': {
      const plain = spec.pace === 'asFastAsPossible' && !spec.loop && isPlainPath(spec.path);
      if (plain) return spec.path;
      const path = encodeURI(spec.path).replaceAll('#', '%23');
      return `file:${path}${writeOptions({
        pace: spec.pace === 'asFastAsPossible' ? null : spec.pace,
        loop: spec.loop,
      })}`;
    }
    case 'udp': {
      const host = spec.address === '0.0.0.0' ? '' : writeHost(spec.address);
      return `udp://${host}:${spec.port}${writeOptions({
        format: spec.format,
        interface: spec.interface,
        ...delays(spec),
      })}`;
    }
    case 'rtsp': {
      const password = spec.password === null ? '' : `:${encodeURIComponent(spec.password)}`;
      const login = spec.user === null ? '' : `${encodeURIComponent(spec.user)}${password}@`;
      const port = spec.port === defaults.rtspPort ? '' : `:${spec.port}`;
      return `rtsp://${login}${writeHost(spec.host)}${port}${spec.path}${writeOptions({
        transport: spec.transport === 'tcp' ? null : spec.transport,
        ...delays(spec),
      })}`;
    }
    case 'camera':
      return `camera:${spec.device}${writeOptions({
        width: spec.width,
        height: spec.height,
        fps: spec.framesPerSecond,
        stall: otherThan(defaults.stallSeconds, spec.stallSeconds),
      })}`;
    case 'test':
      return `test:${spec.pattern}${writeOptions({
        width: otherThan(defaults.test.width, spec.width),
        height: otherThan(defaults.test.height, spec.height),
        fps: otherThan(defaults.test.framesPerSecond, spec.framesPerSecond),
      })}`;
    default:
      return spec satisfies never;
  }
}

function isPlainPath(path: string): boolean {
  try {
    return splitLocation(path, grammar).scheme === null;
  } catch (thrown) {
    if (thrown instanceof StationError) return false;
    throw thrown;
  }
}

function delays(spec: UdpSourceSpec | RtspSourceSpec) {
  return {
    latency: otherThan(defaults.latencyMilliseconds, spec.latencyMilliseconds),
    loss: spec.afterLoss === defaults.afterLoss ? null : spec.afterLoss,
    stall: otherThan(defaults.stallSeconds, spec.stallSeconds),
  };
}

function otherThan(usual: number, value: number): number | null {
  return value === usual ? null : value;
}
