// Encoded pictures as an mp4 file that a browser plays at once. Nothing is encoded anew.
import { rename, rm, stat } from 'node:fs/promises';
import { StationError } from '../../contract/index.ts';
import { FramePipeline } from '../frame-pipeline.ts';
import { requireElement } from '../installed.ts';
import type { EncodedPicture } from './encoded-ring.ts';

/** Writing some megabytes takes far less. */
const mostMilliseconds = 20_000;

export interface WrittenClip {
  /** Time of its first picture. */
  readonly fromSeconds: number;
  readonly seconds: number;
  readonly bytes: number;
}

/**
 * The file is there whole or not at all.
 *
 * @param pictures In the order of decoding, the first one a key frame; at least one.
 * @throws StationError `evidence_unwritable`.
 */
export async function writeClip(pictures: readonly EncodedPicture[], path: string): Promise<WrittenClip> {
  const part = `${path}.part`;
  const first = pictures[0]!;
  const origin = first.seconds - first.reorderSeconds;
  const pipeline = new FramePipeline({
    description: [
      'appsrc name=in format=time max-bytes=0 caps="video/x-h264,stream-format=byte-stream,alignment=au"',
      'h264parse',
      `${requireElement('writeMp4')} name=mux faststart=true`,
      'filesink name=file async=false',
    ].join(' ! '),
    properties: [
      ['file', 'location', part],
      // Else it would be in a folder of the system, which may be in memory.
      ['mux', 'faststart-file', `${path}.media`],
    ],
  });
  try {
    pipeline.native.setState('playing');
    for (const { bytes, seconds, reorderSeconds, isKeyFrame } of pictures) {
      pipeline.native.pushEncoded('in', bytes, seconds - origin, reorderSeconds, isKeyFrame);
    }
    pipeline.native.endStream('in');
    const outcome = await pipeline.bus.until(['eos', 'error'], AbortSignal.timeout(mostMilliseconds));
    await pipeline.stop();
    if (outcome?.type !== 'eos')
      throw clipFailed(path, outcome?.type === 'error' ? outcome.message : 'it took too long');
    const { size } = await stat(part);
    await rename(part, path);
    const last = Math.max(...pictures.map(({ seconds }) => seconds));
    return { fromSeconds: first.seconds, seconds: last - first.seconds, bytes: size };
  } finally {
    await pipeline.stop();
    await Promise.all([part, `${path}.media`].map((leftover) => rm(leftover, { force: true })));
  }
}

function clipFailed(path: string, message: string): StationError {
  return new StationError('evidence_unwritable', `A clip could not be written: ${message}`, {
    where: path,
    hint: 'Check the disk. Checking goes on.',
  });
}
