// Copies a stretch of a video into a file of its own, encoded anew: recordings of a whole shift have no key frame where a part
// begins.
import { StationError } from '../contract/index.ts';
import { OutputSet } from './output-set.ts';
import { openSource } from './source.ts';

export interface CutOptions {
  /** Path of the video. */
  readonly video: string;
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** It is made when it is not there. */
  readonly directory: string;
  /** Of the new file, without its type. */
  readonly name: string;
}

/** Enough for hands and parts in full HD. */
const kilobitsPerSecond = 8000;
/** The network does not look. */
const unusedSize = { width: 16, height: 16 } as const;

/**
 * @returns The path, and the position in the old video of the new one's first frame.
 * @throws StationError when the video cannot be read, or the file not written; `not_possible` when the stretch has no frame.
 */
export async function cutVideo({
  video,
  fromSeconds,
  toSeconds,
  directory,
  name,
}: CutOptions): Promise<{ readonly path: string; readonly fromSeconds: number }> {
  let path: string | null = null;
  let failure: StationError | null = null;
  const outputs = new OutputSet({
    context: () => ({ alignedDelaySeconds: 0, recipe: null }),
    sourceSeconds: () => 0,
    film: null,
    onState({ state, target, error }) {
      if (state === 'running') path = target;
      if (error !== null) failure = StationError.from(error);
    },
  });
  try {
    await outputs.attach({
      kind: 'recording',
      directory,
      split: 'never',
      name,
      kilobitsPerSecond,
      keepFreeBytes: 0,
      annotation: 'none',
    });
    const source = await openSource(
      { kind: 'file', path: video, pace: 'asFastAsPossible', loop: false },
      { size: unusedSize, router: outputs.router, fromSeconds, onState: () => undefined },
    );
    let first: number | null = null;
    try {
      outputs.sourcePlays(source.info);
      for await (const { presentationSeconds } of source.frames()) {
        first ??= presentationSeconds;
        if (presentationSeconds >= toSeconds || failure !== null) break;
      }
    } finally {
      await source.close();
    }
    await outputs.close();
    if (failure !== null) throw failure;
    if (path !== null && first !== null) return { path, fromSeconds: first };
  } catch (thrown) {
    await outputs.close();
    throw thrown;
  }
  throw new StationError('not_possible', `"${video}" shows nothing there.`, { where: video });
}
