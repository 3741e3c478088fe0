// A source under test: its events and frames so far, and a way to wait for more.
import {
  type PlainStationError,
  parseSource,
  type SourceRetry,
  type SourceState,
} from '../src-inference/contract/index.ts';
import { type Frame, type FrameSource, type OutputSet, openSource } from '../src-inference/media/index.ts';

interface Said {
  readonly state: SourceState;
  readonly error: PlainStationError | null;
  readonly retry: SourceRetry | null;
  readonly width: number;
  readonly height: number;
}

export interface Watched {
  readonly source: FrameSource;
  readonly said: readonly Said[];
  /** Attempts that failed for the reason that was said last. */
  readonly retried: readonly SourceRetry[];
  readonly frames: readonly Pick<
    Frame,
    'presentationSeconds' | 'captureSeconds' | 'after' | 'damage' | 'missingBefore'
  >[];
  /** That it changed to while it played. */
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
  /** Resolves as soon as the condition holds. */
  until(what: string, condition: () => boolean): Promise<void>;
  /** Resolves when the frames have ended. */
  readonly ended: Promise<void>;
}

/** Where a file begins. */
type Place = Pick<Parameters<typeof openSource>[1], 'fromSeconds' | 'aheadSeconds'>;

const size = { width: 32, height: 32 };

/** @param outputs They get the frames of the source unchanged. */
export async function watch(
  text: string,
  outputs: Pick<OutputSet, 'router' | 'sourcePlays'> | null = null,
  place: Place = {},
): Promise<Watched> {
  const said: Said[] = [];
  const retried: SourceRetry[] = [];
  const sizes: Watched['sizes'][number][] = [];
  const frames: Watched['frames'][number][] = [];
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const check of waiting) check();
  };
  const source = await openSource(parseSource(text), {
    ...place,
    size,
    router: outputs?.router ?? null,
    onState(state, error, retry) {
      if (state === 'playing') outputs?.sourcePlays(source.info);
      said.push({ state, error, retry: retry ?? null, width: source.info.width, height: source.info.height });
      look();
    },
    onSizeChanged(size) {
      sizes.push(size);
      look();
    },
    onRetried(retry) {
      retried.push(retry);
      look();
    },
  });
  if (source.info.width > 0) outputs?.sourcePlays(source.info);
  const ended = (async () => {
    for await (const { data: _, ...frame } of source.frames()) {
      frames.push(frame);
      look();
    }
  })();
  ended.catch(() => undefined);
  const until: Watched['until'] = (_, condition) =>
    new Promise((resolve, reject) => {
      ended.catch(reject);
      const check = (): void => {
        if (!condition()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  return { source, said, retried, frames, sizes, until, ended };
}
