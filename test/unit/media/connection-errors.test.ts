// Why a live source does not play, in words for people.
import { describe, expect, it } from 'vitest';
import { parseSource } from '../../../src-inference/contract/index.ts';
import {
  connectionError,
  type LiveSpec,
  type LostConnection,
} from '../../../src-inference/media/connection-errors.ts';
import type { Reach } from '../../../src-inference/media/reach.ts';

type BusError = NonNullable<LostConnection['error']>;

/** As GStreamer 1.22 says it: seen with real cameras and servers, except where it says otherwise. */
function said(domain: string, code: string, debug: string, factories = 'rtspsrc,pipeline'): BusError {
  const message = 'Could not open rtsp://ana:geheim@10.0.0.2/live?token=geheim';
  return {
    type: 'error',
    domain: `gst-${domain}-error-quark`,
    code,
    debug,
    factories,
    element: 'x',
    message,
  };
}

const unauthorized = said('resource', '15', 'Unauthorized (401)');
const notFound = said('resource', '3', 'Not Found (404)');
const generic = said('resource', '7', 'Failed to connect. (Generic error)');
const unlinked = said('stream', '1', 'streaming stopped, reason not-linked (-1)');
const onlySound = said(
  'core',
  '12',
  'Missing decoder: MPEG-4 AAC (audio/mpeg, mpegversion=(int)4)\n',
  'decodebin',
);
const noH265 = said('core', '12', 'Missing decoder: H.265 (video/x-h265, level=(string)4)\n', 'decodebin');
const noDevice = said('resource', '3', 'system error: No such file or directory', 'v4l2src,pipeline');
/** From the source of v4l2src. */
const busy = said('resource', '4', 'Device or resource busy', 'v4l2src,pipeline');
const forbidden = said('resource', '6', 'system error: Permission denied', 'v4l2src,pipeline');

describe('a connection that was lost', () => {
  const rtsp = 'rtsp://ana:geheim@10.0.0.2/live?token=geheim';
  it.each<[string, string, BusError | null, Partial<LostConnection>, string, RegExp]>([
    [
      'a wrong password',
      rtsp,
      unauthorized,
      { reach: 'answers' },
      'source_unauthorized',
      /user or the password/,
    ],
    [
      'no password',
      'rtsp://10.0.0.2/',
      unauthorized,
      {},
      'source_unauthorized',
      /wants a user and a password/,
    ],
    ['no such stream', rtsp, notFound, { reach: 'answers' }, 'source_not_found', /no stream at "\/live"/],
    [
      'only sound over RTSP',
      rtsp,
      unlinked,
      { reach: 'answers' },
      'source_not_video',
      /no picture, only sound/,
    ],
    ['only sound over UDP', 'udp://:5000', onlySound, {}, 'source_not_video', /no picture, only sound/],
    ['a codec that is missing', rtsp, noH265, { reach: 'answers' }, 'media_unavailable', /video\/x-h265/],
    [
      'something else answers',
      rtsp,
      generic,
      { reach: 'answers' },
      'source_unreadable',
      /cannot be read as a camera/,
    ],
    ['no pictures at first', rtsp, null, { reach: 'answers' }, 'source_unreadable', /sends no pictures/],
    ['packets without a picture', 'udp://:5000', null, {}, 'source_unrecognised', /no picture can be made/],
    [
      'no such camera',
      'camera:/dev/video7',
      noDevice,
      {},
      'source_not_found',
      /There is no camera \/dev\/video7/,
    ],
    ['a camera in use', 'camera:', busy, {}, 'source_unreadable', /Another program uses/],
    ['a camera without the right', 'camera:', forbidden, {}, 'source_unreadable', /may not open/],
    ['silence after pictures', rtsp, null, { hasPlayed: true }, 'source_silent', /No pictures come any more/],
    [
      'pictures that are late',
      rtsp,
      null,
      { hasPlayed: true, lateSeconds: 12.3 },
      'source_delayed',
      /12 s late: this machine cannot keep up/,
    ],
    ['an end after pictures', rtsp, generic, { hasPlayed: true }, 'source_silent', /broke off/],
  ])('by %s', (_, address, error, more, code, message) => {
    const spec = parseSource(address) as LiveSpec;
    const plain = connectionError(spec, {
      error,
      lateSeconds: null,
      hasPlayed: false,
      reach: null,
      ...more,
    }).toJSON();
    expect(plain).toMatchObject({ code, message: expect.stringMatching(message), hint: expect.any(String) });
    expect(JSON.stringify(plain)).not.toContain('geheim');
    if (more.hasPlayed !== true) expect(plain.message).not.toContain('broke off');
  });

  it.each<[Reach, string, RegExp]>([
    ['hostUnknown', 'source_host_unknown', /name "10.0.0.2" is not known/],
    ['refused', 'source_refused', /refuses the connection on port 554/],
    ['unreachable', 'source_unreachable', /Nothing answers at 10.0.0.2/],
  ])('whose machine is %s', (reach, code, message) => {
    const spec = parseSource(rtsp) as LiveSpec;
    for (const error of [generic, null]) {
      const lost = connectionError(spec, { error, lateSeconds: null, hasPlayed: false, reach });
      expect([lost.code, lost.message]).toEqual([code, expect.stringMatching(message)]);
    }
  });
});
