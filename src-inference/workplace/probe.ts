// Takes a picture of a source without changing what is watched. The probe opens a pipeline of its own. When the watched source
// has the same port or device, which only one pipeline can read, the picture comes from that source.
import {
  type OutputSpec,
  type PlainStationError,
  type PreviewFrame,
  type SourceProbe,
  type SourceSpec,
  StationError,
  sourceTitle,
} from '../contract/index.ts';
import { type FrameSource, OutputSet, openSource } from '../media/index.ts';

/** Gives previews: the outputs of a station, or those of the pipeline that the probe opens. */
export interface PreviewSource {
  attachOutput(spec: OutputSpec): Promise<number>;
  detachOutput(output: number): Promise<void>;
  nextPreview(output: number): Promise<PreviewFrame | null>;
}

const timeoutMilliseconds = 8000;
const retryMilliseconds = 50;
/** Size of the frames for the network, which the probe does not use. */
const unusedSize = { width: 32, height: 32 };
const quality = 80;

/**
 * @param watched What plays now; null: nothing does.
 * @throws StationError when it cannot be opened, `source_unreadable` when no picture comes in time.
 */
export async function probeSource(
  spec: SourceSpec,
  width: number,
  watched: {
    readonly spec: SourceSpec;
    readonly source: FrameSource;
    readonly outputs: PreviewSource;
  } | null,
): Promise<SourceProbe> {
  const deadline = performance.now() + timeoutMilliseconds;
  if (watched && readsSamePort(watched.spec, spec)) {
    return takePicture(watched.source, watched.outputs, width, deadline, () => null);
  }
  let error: PlainStationError | null = null;
  const outputs = new OutputSet({
    context: () => ({ alignedDelaySeconds: 0, recipe: null }),
    sourceSeconds: () => 0,
    film: null,
    onState: () => undefined,
  });
  const source = await openSource(spec, {
    size: unusedSize,
    router: outputs.router,
    onState(state, failure) {
      error = failure ?? error;
      if (state === 'playing') outputs.sourcePlays(source.info);
    },
  });
  const previews: PreviewSource = {
    attachOutput: (one) => outputs.attach(one),
    detachOutput: (one) => outputs.detach(one),
    nextPreview: (one) => outputs.nextPreview(one),
  };
  if (source.info.width > 0) outputs.sourcePlays(source.info);
  const playing = play(source);
  try {
    return await takePicture(source, previews, width, deadline, () => error);
  } finally {
    await source.close();
    await playing;
    await outputs.close();
  }
}

async function play(source: FrameSource): Promise<void> {
  try {
    for await (const _ of source.frames());
  } catch {
    // A file that breaks off has shown its first picture already.
  }
}

async function takePicture(
  source: FrameSource,
  outputs: PreviewSource,
  width: number,
  deadline: number,
  lastError: () => PlainStationError | null,
): Promise<SourceProbe> {
  const output = await outputs.attachOutput({ kind: 'preview', width, quality, annotation: 'none' });
  try {
    const picture = await waitForPicture(() => outputs.nextPreview(output), deadline);
    if (picture === null) throw noPicture(source, lastError());
    const { codec, width: wide, height, framesPerSecond } = source.info;
    const thumbnail = Buffer.from(picture.data).toString('base64');
    return { format: source.format, codec, width: wide, height, framesPerSecond, thumbnail };
  } finally {
    await outputs.detachOutput(output);
  }
}

/** A preview answers with `not_possible` until the source has shown a picture. */
async function waitForPicture(
  next: () => Promise<PreviewFrame | null>,
  deadline: number,
): Promise<PreviewFrame | null> {
  while (performance.now() < deadline) {
    const late = new Promise<null>((resolve) => {
      setTimeout(resolve, deadline - performance.now(), null).unref();
    });
    try {
      return await Promise.race([next(), late]);
    } catch (thrown) {
      if (!(thrown instanceof StationError) || thrown.code !== 'not_possible') throw thrown;
    }
    await new Promise((resolve) => setTimeout(resolve, retryMilliseconds));
  }
  return null;
}

/** Two sockets on one port would share its packets, and a camera allows one reader only. */
function readsSamePort(watched: SourceSpec, wanted: SourceSpec): boolean {
  if (watched.kind === 'udp') return wanted.kind === 'udp' && watched.port === wanted.port;
  return watched.kind === 'camera' && wanted.kind === 'camera' && watched.device === wanted.device;
}

function noPicture({ info }: FrameSource, error: PlainStationError | null): StationError {
  if (error) return StationError.from(error);
  return new StationError('source_unreadable', `No picture came from "${sourceTitle(info)}" within 8 s.`, {
    where: info.name,
    hint: 'Check that the camera or the sender is on, and the address and the port.',
  });
}
