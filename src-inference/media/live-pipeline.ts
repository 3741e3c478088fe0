// The pipelines of live sources, in GStreamer's syntax.
import type {
  CameraSourceSpec,
  RtspSourceSpec,
  StreamFormat,
  TestSourceSpec,
  UdpSourceSpec,
} from '../contract/index.ts';
import type { FrameSize } from './frame.ts';
import type { PipelineDescription } from './frame-pipeline.ts';
import { requireElement } from './installed.ts';
import { decoder, describeBranches } from './source-pipeline.ts';

interface LiveOptions {
  readonly size: FrameSize;
  /** Without hardware. */
  readonly software: boolean;
}

/** Packets that wait for the decoder: a few seconds of a camera. */
const queuedBytes = 8 << 20;

const rtpCaps = (encoding: string): string =>
  `application/x-rtp,media=video,clock-rate=90000,encoding-name=${encoding}`;

const streamFormats: Readonly<Record<StreamFormat, { caps: string; unpack: string }>> = {
  'rtp-h264': { caps: rtpCaps('H264'), unpack: 'rtph264depay ! h264parse' },
  'rtp-h265': { caps: rtpCaps('H265'), unpack: 'rtph265depay ! h265parse' },
  'rtp-jpeg': { caps: rtpCaps('JPEG'), unpack: 'rtpjpegdepay' },
  'rtp-mpegts': { caps: rtpCaps('MP2T'), unpack: 'rtpmp2tdepay ! tsparse' },
  mpegts: { caps: 'video/mpegts,systemstream=true,packetsize=188', unpack: 'tsparse' },
};

/** Packets are pushed into the appsrc `packets`. */
export function describeUdp(
  spec: UdpSourceSpec,
  format: StreamFormat,
  { size, software }: LiveOptions,
): PipelineDescription {
  const { caps, unpack } = streamFormats[format];
  if (format.endsWith('mpegts')) requireElement('readMpegTs');
  const jitterBuffer = `${requireElement('jitterBuffer')} latency=${spec.latencyMilliseconds}`;
  return {
    description: [
      `appsrc name=packets is-live=true do-timestamp=true format=time max-bytes=${queuedBytes} leaky-type=downstream caps="${caps}"`,
      ...(format === 'mpegts' ? [] : [jitterBuffer]),
      unpack,
      decoder,
      liveBranches({ size, software }),
    ].join(' ! '),
    properties: [],
    software,
  };
}

export function describeRtsp(spec: RtspSourceSpec, { size, software }: LiveOptions): PipelineDescription {
  const [user, password] = [spec.user ?? spec.login?.user, spec.password ?? spec.login?.password];
  const host = spec.host.includes(':') ? `[${spec.host}]` : spec.host;
  requireElement('rtsp');
  return {
    description: [
      `rtspsrc name=rtsp protocols=${spec.transport} latency=${spec.latencyMilliseconds}`,
      'application/x-rtp,media=video',
      decoder,
      liveBranches({ size, software }),
    ].join(' ! '),
    properties: [
      ['rtsp', 'location', `rtsp://${host}:${spec.port}${spec.path}`],
      ...(user === undefined ? [] : [['rtsp', 'user-id', user] as const]),
      ...(password === undefined ? [] : [['rtsp', 'user-pw', password] as const]),
    ],
    software,
  };
}

/** Raw or JPEG, whichever the camera gives: decodebin passes the one through and decodes the other. */
export function describeCamera(spec: CameraSourceSpec, { size, software }: LiveOptions): PipelineDescription {
  const wanted = [
    spec.width === null ? '' : `,width=${spec.width}`,
    spec.height === null ? '' : `,height=${spec.height}`,
    spec.framesPerSecond === null ? '' : `,framerate=${Math.round(spec.framesPerSecond * 1000)}/1000`,
  ].join('');
  const caps = wanted === '' ? [] : [`video/x-raw${wanted};image/jpeg${wanted}`];
  return {
    description: [
      `${requireElement('camera')} name=camera`,
      ...caps,
      decoder,
      liveBranches({ size, software }),
    ].join(' ! '),
    properties: [['camera', 'device', spec.device]],
    software,
  };
}

export function describeTest(spec: TestSourceSpec, { size, software }: LiveOptions): PipelineDescription {
  const caps = `video/x-raw,format=I420,width=${spec.width},height=${spec.height},framerate=${spec.framesPerSecond}/1`;
  return {
    description: `videotestsrc is-live=true pattern=${spec.pattern} ! ${caps} ! ${liveBranches({ size, software })}`,
    properties: [],
    software,
  };
}

function liveBranches({ size, software }: LiveOptions): string {
  return describeBranches({ size, live: true, paced: false, software });
}
