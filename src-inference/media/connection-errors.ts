// Why a live source does not play, in words for people. The name of the source is told beside them. Pure.
import {
  type ErrorCode,
  formatSource,
  hideSecrets,
  type SourceSpec,
  StationError,
} from '../contract/index.ts';
import type { BusMessage } from './native.ts';
import type { Reach } from './reach.ts';
import { missingDecoders } from './source-errors.ts';

export type LiveSpec = Exclude<SourceSpec, { kind: 'file' }>;

export interface LostConnection {
  /** What GStreamer said; null: nothing, the pictures stayed away. */
  readonly error: (BusMessage & { readonly type: 'error' }) | null;
  /** So late was its last picture that the connection was given up; null: it was not. */
  readonly lateSeconds: number | null;
  /** This connection has shown a picture. */
  readonly hasPlayed: boolean;
  /** Whether the machine could be reached afterwards; null: it was not tried. */
  readonly reach: Reach | null;
}

type Explanation = readonly [code: ErrorCode, message: string, hint: string];

/** GST_RESOURCE_ERROR of gsterror.h. */
const resource = { notFound: '3', busy: '4', notAuthorized: '15' } as const;

export function connectionError(spec: LiveSpec, lost: LostConnection): StationError {
  const [code, message, hint] = explain(spec, lost);
  return new StationError(code, message, { where: formatSource(spec), hint });
}

function explain(spec: LiveSpec, { error, lateSeconds, hasPlayed, reach }: LostConnection): Explanation {
  if (lateSeconds !== null) return delayed(lateSeconds);
  if (hasPlayed) return brokenOff(spec, error);
  if (error !== null) {
    if (isResource(error, resource.notAuthorized)) return unauthorized(spec);
    if (carriesNoPicture(error)) return soundOnly(spec);
    const [missing] = missingDecoders(error);
    if (missing !== undefined) return noDecoder(missing);
  }
  switch (spec.kind) {
    case 'rtsp':
      return rtsp(spec, error, reach);
    case 'camera':
      return camera(spec.device, error);
    case 'udp':
      return [
        'source_unrecognised',
        'Packets arrive, but no picture can be made of them.',
        'Name their format in the address, such as udp://:5000#format=rtp-h264. The stream may carry sound only, or be encrypted.',
      ];
    case 'test':
      return ['source_unreadable', `The test picture cannot be shown: ${wordsOf(error)}`, 'Try another one.'];
    default:
      return spec satisfies never;
  }
}

function delayed(lateSeconds: number): Explanation {
  return [
    'source_delayed',
    `The pictures are ${lateSeconds.toFixed(0)} s late: this machine cannot keep up with them. What waited is left out.`,
    'Let the camera send smaller or fewer pictures, and see what else this machine is doing.',
  ];
}

function brokenOff(spec: LiveSpec, error: LostConnection['error']): Explanation {
  const hint = `${spec.kind === 'udp' ? 'Check the sender.' : 'Check the camera and its cable.'} The station goes on by itself when pictures return.`;
  if (error === null) return ['source_silent', 'No pictures come any more.', hint];
  return ['source_silent', `The connection broke off: ${wordsOf(error)}`, hint];
}

function rtsp(
  { host, port, path }: LiveSpec & { kind: 'rtsp' },
  error: LostConnection['error'],
  reach: Reach | null,
): Explanation {
  switch (reach) {
    case 'hostUnknown':
      return [
        'source_host_unknown',
        `The name "${host}" is not known on this network.`,
        'Check how it is written, or use the IP address of the camera.',
      ];
    case 'refused':
      return [
        'source_refused',
        `${host} refuses the connection on port ${port}.`,
        'Check the port, and whether video over RTSP is switched on in the camera.',
      ];
    case 'unreachable':
      return [
        'source_unreachable',
        `Nothing answers at ${host}, port ${port}.`,
        'Check that the camera is on, its network cable, and its address.',
      ];
    case 'answers':
    case null:
      break;
    default:
      return reach satisfies never;
  }
  if (error === null) {
    return [
      'source_unreadable',
      'The camera answers, but sends no pictures.',
      'Try #transport=udp or #transport=tcp, and check whether a firewall is in between.',
    ];
  }
  if (isResource(error, resource.notFound)) {
    return [
      'source_not_found',
      `The camera has no stream at "${path.replace(/\?.*$/s, '')}".`,
      'Check the path of the address: the manual of the camera names it.',
    ];
  }
  return [
    'source_unreadable',
    `What answers at ${host}, port ${port} cannot be read as a camera: ${wordsOf(error)}`,
    'Check the port and the path of the address.',
  ];
}

function camera(device: string, error: LostConnection['error']): Explanation {
  if (error !== null && isResource(error, resource.notFound)) {
    return ['source_not_found', `There is no camera ${device}.`, 'Plug it in, or choose another one.'];
  }
  if (error !== null && (isResource(error, resource.busy) || /Device or resource busy/.test(error.debug))) {
    return ['source_unreadable', `Another program uses the camera ${device}.`, 'Close that program.'];
  }
  if (error !== null && /Permission denied/.test(error.debug)) {
    return [
      'source_unreadable',
      `The station may not open the camera ${device}.`,
      'Add its user to the group video: sudo usermod -aG video USER, then log in again.',
    ];
  }
  const words = error === null ? 'it sends no pictures.' : wordsOf(error);
  return [
    'source_unreadable',
    `The camera ${device} cannot be read: ${words}`,
    'Unplug it and plug it in again.',
  ];
}

function unauthorized(spec: LiveSpec): Explanation {
  const isAnonymous = spec.kind === 'rtsp' && spec.user === null && spec.login === undefined;
  return [
    'source_unauthorized',
    isAnonymous
      ? 'The camera wants a user and a password.'
      : 'The camera does not accept the user or the password.',
    'Open the source again with the right user and password. The station waits long between two attempts: many cameras lock out after a few wrong ones.',
  ];
}

function soundOnly(spec: LiveSpec): Explanation {
  return [
    'source_not_video',
    'The stream carries no picture, only sound.',
    spec.kind === 'rtsp'
      ? 'Switch on video in the camera, or check the path of the address.'
      : 'Let the sender send the picture.',
  ];
}

function noDecoder(mediaType: string): Explanation {
  return [
    'media_unavailable',
    `No decoder is installed for what the stream carries (${mediaType}).`,
    'Install gstreamer1.0-libav, gstreamer1.0-plugins-good, -bad and -ugly ("npm run setup" does it), or choose H.264 in the camera.',
  ];
}

function isResource({ domain, code }: NonNullable<LostConnection['error']>, wanted: string): boolean {
  return domain === 'gst-resource-error-quark' && code === wanted;
}

/** Only pictures are taken of what is offered: without one, nothing is linked to rtspsrc, and decodebin finds no use for sound. */
function carriesNoPicture(error: NonNullable<LostConnection['error']>): boolean {
  const isUnlinked = error.factories.startsWith('rtspsrc') && /reason not-linked/.test(error.debug);
  const missing = missingDecoders(error);
  return (
    isUnlinked || (missing.length > 0 && missing.every((mediaType) => !/^(video|image)\//.test(mediaType)))
  );
}

/** GStreamer's words may repeat an address. */
function wordsOf(error: LostConnection['error']): string {
  return hideSecrets(error?.message ?? 'it sends no pictures.');
}
