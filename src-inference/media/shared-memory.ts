// Raw frames for other programs of this machine, through GStreamer's shmsink.
import { lstat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { type SharedMemorySpec, StationError } from '../contract/index.ts';
import { mustBePermitted } from '../files/index.ts';
import { requireElement } from './installed.ts';
import type { Output, OutputContext } from './output.ts';
import type { PictureSize } from './output-pipeline.ts';
import { SinglePipelineOutput } from './single-pipeline-output.ts';

/** Frames that readers may hold at the same time. */
const sharedFrames = 8;

/**
 * `drop-allocation=true`: elements before it must not draw their frames into the shared memory. Their pools would keep it for
 * themselves once a slow reader has it all in use, and shmsink would wait for ever (GStreamer 1.22). It copies frames instead.
 *
 * `enable-last-sample=false`: when its caps change, basesink copies the last sample while it holds a lock that shmsink's
 * allocator needs for the copy. It would wait for itself for ever (GStreamer 1.22).
 *
 * @throws StationError `not_permitted`, or `output_invalid` when something else is at that path.
 */
export async function openSharedMemory(spec: SharedMemorySpec, context: OutputContext): Promise<Output> {
  const element = requireElement('sharedMemory');
  mustBePermitted(dirname(spec.path), 'socket');
  await clearSocket(spec.path);
  return new SinglePipelineOutput({ kind: spec.kind, target: spec.path }, context, (size) => ({
    size,
    annotation: spec.annotation,
    demand: 'all',
    sink: [
      'identity drop-allocation=true !',
      `${element} name=memory wait-for-connection=false sync=false async=false enable-last-sample=false`,
      `shm-size=${sharedFrames * pictureBytes(size)}`,
    ].join(' '),
    properties: [['memory', 'socket-path', spec.path]],
  }));
}

/** An upper bound for I420: 12 bits for a pixel, and GStreamer aligns rows to 4 bytes. */
function pictureBytes({ width, height }: PictureSize): number {
  return Math.ceil((width + 8) * (height + 2) * 1.5);
}

/** Removes the socket of a station that was killed: shmsink would take another name and not say so. */
async function clearSocket(path: string): Promise<void> {
  const info = await lstat(path).catch(() => null);
  if (info === null) return;
  if (!info.isSocket()) throw taken(path, 'something else is there');
  if (await isServed(path)) throw taken(path, 'another program serves it');
  await unlink(path);
}

function taken(path: string, what: string): StationError {
  return new StationError('output_invalid', `"${path}" cannot be shared memory: ${what}.`, {
    where: path,
    hint: 'Give the path of a socket that does not exist yet, such as /tmp/stepwatch.',
  });
}

function isServed(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
