// GStreamer in separate processes. They play the cameras and the players that the tests need.
import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export interface Peer {
  readonly process: ChildProcess;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  /** Kills the process at once, as a power cut would. */
  kill(): Promise<void>;
}

const running = new Set<Peer>();

/** Starts gst-launch-1.0. Each word of the description becomes one argument. */
export function startPeer(...description: string[]): Peer {
  return startProcess('gst-launch-1.0', ['-q', ...description.flatMap((words) => words.split(' '))]);
}

export function startProcess(command: string, words: readonly string[]): Peer {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const peer: Peer = {
    process: child,
    ended,
    async kill() {
      running.delete(peer);
      child.kill('SIGKILL');
      await ended;
    },
  };
  running.add(peer);
  return peer;
}

export async function killPeers(): Promise<void> {
  await Promise.all([...running].map((peer) => peer.kill()));
}

/** A free UDP port. */
export async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

export interface CameraPicture {
  readonly width?: number;
  readonly height?: number;
  readonly pattern?: string;
}

/** What comes before the encoder in a sender that behaves as a camera. */
function picture({ width = 320, height = 240, pattern = 'ball' }: CameraPicture = {}): string {
  return (
    `videotestsrc is-live=true pattern=${pattern} ! ` +
    `video/x-raw,format=I420,width=${width},height=${height},framerate=30/1`
  );
}

const h264 = 'x264enc tune=zerolatency speed-preset=ultrafast key-int-max=10 ! h264parse config-interval=1';
const h265 = 'x265enc tune=zerolatency speed-preset=ultrafast key-int-max=10 ! h265parse config-interval=1';

/** Encoder and payloader for each format. */
export const packers = {
  'rtp-h264': `${h264} ! rtph264pay config-interval=1`,
  'rtp-h265': `${h265} ! rtph265pay config-interval=1`,
  'rtp-jpeg': 'jpegenc ! rtpjpegpay',
  'rtp-mpegts': `${h264} ! mpegtsmux alignment=7 ! rtpmp2tpay`,
  mpegts: `${h264} ! mpegtsmux alignment=7`,
} as const;

export function sendTo(
  port: number,
  format: keyof typeof packers,
  options: CameraPicture & { readonly host?: string; readonly through?: string } = {},
): Peer {
  const { host = '127.0.0.1', through = 'identity' } = options;
  const sink = `udpsink host=${host} port=${port} sync=false${host.startsWith('239.') ? ' multicast-iface=lo' : ''}`;
  return startPeer(picture(options), '!', packers[format], '!', through, '!', sink);
}
