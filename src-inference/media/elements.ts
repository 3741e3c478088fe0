// Which GStreamer element does which job on this machine. Hardware comes first, software last; the first candidate that is
// installed is taken. Decoders are taken by decodebin, which is told to prefer them.
import type { ElementChoice } from '../contract/index.ts';

interface Candidate {
  readonly element: string;
  readonly hardware: boolean;
}

interface Role {
  readonly title: string;
  readonly candidates: readonly Candidate[];
  /** Debian or Ubuntu package of the software element. */
  readonly package: string;
  readonly essential: boolean;
}

const hardware = (...elements: string[]): Candidate[] =>
  elements.map((element) => ({ element, hardware: true }));
const software = (...elements: string[]): Candidate[] =>
  elements.map((element) => ({ element, hardware: false }));

/** nvv4l2*, nvvidconv and nvjpeg* are of a Jetson, va* of a PC, nvh26* of a graphics card, v4l2h26* of a small board. */
const table = {
  decodeH264: {
    title: 'decode H.264',
    candidates: [
      ...hardware('nvv4l2decoder', 'vah264dec', 'nvh264dec', 'v4l2h264dec'),
      ...software('avdec_h264', 'openh264dec'),
    ],
    package: 'gstreamer1.0-libav',
    essential: true,
  },
  decodeH265: {
    title: 'decode H.265',
    candidates: [
      ...hardware('nvv4l2decoder', 'vah265dec', 'nvh265dec', 'v4l2h265dec'),
      ...software('avdec_h265'),
    ],
    package: 'gstreamer1.0-libav',
    essential: false,
  },
  decodeJpeg: {
    title: 'decode JPEG',
    candidates: [...hardware('nvjpegdec', 'vajpegdec'), ...software('jpegdec', 'avdec_mjpeg')],
    package: 'gstreamer1.0-plugins-good',
    essential: false,
  },
  convert: {
    title: 'bring frames to memory',
    candidates: [...hardware('nvvidconv'), ...software('videoconvert')],
    package: 'gstreamer1.0-plugins-base',
    essential: true,
  },
  scale: {
    title: 'scale for the network',
    candidates: software('videoscale'),
    package: 'gstreamer1.0-plugins-base',
    essential: true,
  },
  crop: {
    title: 'crop for the network',
    candidates: software('aspectratiocrop'),
    package: 'gstreamer1.0-plugins-good',
    essential: true,
  },
  encodeH264: {
    title: 'encode H.264',
    candidates: [
      ...hardware('nvv4l2h264enc', 'vah264enc', 'nvh264enc', 'v4l2h264enc'),
      ...software('x264enc', 'openh264enc'),
    ],
    package: 'gstreamer1.0-plugins-ugly',
    essential: false,
  },
  encodeJpeg: {
    title: 'encode JPEG',
    candidates: [...hardware('nvjpegenc', 'vajpegenc'), ...software('jpegenc')],
    package: 'gstreamer1.0-plugins-good',
    essential: false,
  },
  overlay: {
    title: 'draw text',
    candidates: software('textoverlay'),
    package: 'gstreamer1.0-x',
    essential: false,
  },
  sharedMemory: {
    title: 'share memory',
    candidates: software('shmsink'),
    package: 'gstreamer1.0-plugins-bad',
    essential: false,
  },
  writeMp4: {
    title: 'write mp4',
    candidates: software('mp4mux'),
    package: 'gstreamer1.0-plugins-good',
    essential: false,
  },
  writeMpegTs: {
    title: 'write MPEG-TS',
    candidates: software('mpegtsmux'),
    package: 'gstreamer1.0-plugins-bad',
    essential: false,
  },
  readMpegTs: {
    title: 'read MPEG-TS',
    candidates: software('tsdemux'),
    package: 'gstreamer1.0-plugins-bad',
    essential: false,
  },
  sendUdp: {
    title: 'send over UDP',
    candidates: software('udpsink'),
    package: 'gstreamer1.0-plugins-good',
    essential: false,
  },
  jitterBuffer: {
    title: 'put packets in order',
    candidates: software('rtpjitterbuffer'),
    package: 'gstreamer1.0-plugins-good',
    essential: false,
  },
  rtsp: {
    title: 'RTSP',
    candidates: software('rtspsrc'),
    package: 'gstreamer1.0-plugins-good',
    essential: false,
  },
  camera: {
    title: 'camera',
    candidates: software('v4l2src'),
    package: 'gstreamer1.0-plugins-good',
    essential: false,
  },
} as const satisfies Record<string, Role>;

export type RoleName = keyof typeof table;

/** Says what is installed under a name; null when nothing is. */
type Inspect = (element: string) => { plugin: string; version: string } | null;

export type Elements = Readonly<Record<RoleName, ElementChoice>>;

/** Every element that stands for hardware. */
/**
 * Decoders that decodebin must not take. Those for transparent pictures end in a missing decoder where only video is asked
 * for (GStreamer 1.22); the others decode such pictures without their transparency.
 */
export const unsuitableDecoders: readonly string[] = ['vp8alphadecodebin', 'vp9alphadecodebin'];

export const hardwareElements: readonly string[] = [
  ...new Set(
    Object.values<Role>(table).flatMap(({ candidates }) =>
      candidates.flatMap((one) => (one.hardware ? [one.element] : [])),
    ),
  ),
];

/**
 * Pure.
 *
 * @param inspect Says what the machine has.
 * @param avoided Elements that are not taken although they are installed.
 */
export function chooseElements(inspect: Inspect, avoided: readonly string[] = []): Elements {
  const choose = (role: Role): ElementChoice => {
    const taken = role.candidates.find(
      ({ element }) => !avoided.includes(element) && inspect(element) !== null,
    );
    const installed = taken ? inspect(taken.element) : null;
    return {
      role: role.title,
      element: taken?.element ?? null,
      plugin: installed?.plugin ?? null,
      version: installed?.version ?? null,
      hardware: taken?.hardware ?? false,
      candidates: role.candidates.map(({ element }) => element),
      package: role.package,
      essential: role.essential,
    };
  };
  const choices = Object.entries(table).map(([name, role]) => [name, choose(role)] as const);
  return Object.fromEntries(choices) as Record<RoleName, ElementChoice>;
}

/** The decoders that decodebin is to prefer. */
export function preferredDecoders(elements: Elements): readonly string[] {
  const roles = [elements.decodeH264, elements.decodeH265, elements.decodeJpeg];
  return [...new Set(roles.flatMap(({ element }) => (element === null ? [] : [element])))];
}

/**
 * Brings decoded frames to memory that every element can read. A Jetson's decoder leaves them in memory of its own
 * (`memory:NVMM`), from which only nvvidconv takes them. The decoders of VA-API, of a graphics card and of a small board
 * (`memory:VAMemory`, `memory:CUDAMemory`, `memory:DMABuf`) copy them themselves when the next element does not take theirs.
 */
export function describeConversion(elements: Elements): string {
  return elements.convert.element === 'nvvidconv' ? 'nvvidconv ! video/x-raw,format=I420' : 'videoconvert';
}

interface EncoderSettings {
  readonly kilobitsPerSecond: number;
  /** Frames from one key frame to the next. */
  readonly keyFrameInterval: number;
}

/**
 * An H.264 encoder without reordering or look-ahead: each frame comes out before the next goes in.
 *
 * @param element One of the candidates of `encodeH264`.
 */
export function describeH264Encoder(element: string, settings: EncoderSettings): string {
  const { kilobitsPerSecond: kilobits, keyFrameInterval: interval } = settings;
  switch (element) {
    case 'nvv4l2h264enc':
      return (
        'nvvidconv ! video/x-raw(memory:NVMM),format=NV12 ! ' +
        `nvv4l2h264enc bitrate=${kilobits * 1000} iframeinterval=${interval} insert-sps-pps=true`
      );
    case 'vah264enc':
      return `videoconvert ! vah264enc bitrate=${kilobits} key-int-max=${interval} b-frames=0`;
    case 'nvh264enc':
      return `videoconvert ! nvh264enc bitrate=${kilobits} gop-size=${interval} bframes=0 zerolatency=true`;
    case 'v4l2h264enc':
      return (
        `v4l2h264enc extra-controls="controls,video_bitrate=${kilobits * 1000},h264_i_frame_period=${interval}" ! ` +
        'video/x-h264,level=(string)4'
      );
    case 'x264enc':
      return (
        `x264enc speed-preset=ultrafast tune=zerolatency sliced-threads=false threads=2 ` +
        `bitrate=${kilobits} key-int-max=${interval}`
      );
    default:
      return `openh264enc complexity=low bitrate=${kilobits * 1000} gop-size=${interval}`;
  }
}

/** The command that installs what is missing; null when nothing is. */
export function remedyFor(elements: readonly ElementChoice[]): string | null {
  const packages = elements.filter(({ element }) => element === null).map((choice) => choice.package);
  if (packages.length === 0) return null;
  return `sudo apt-get install ${[...new Set(packages)].sort().join(' ')}`;
}
