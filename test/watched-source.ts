// A source under test: its events and frames so far, and a way to wait for more.
import { type PlainStationError, parseSource, type SourceState } from '../src-inference/contract/index.ts';
import { type Frame, type FrameSource, type OutputSet, openSource } from '../src-inference/media/index.ts';

interface Said {
  readonly state: SourceState;
  readonly error: PlainStationError | null;
  readonly width: number;
  readonly height: number;
}

export interface Watched {
  readonly source: FrameSource;
  readonly said: readonly Said[];
  readonly frames: readonly Pick<Frame, 'presentationSeconds' | 'captureSeconds' | 'after'>[];
  /** Resolves as soon as the condition holds. */
  until(what: string, condition: () => boolean): Promise<void>;
  /** Resolves when the frames have ended. */
  readonly ended: Promise<void>;
}

const size = { width: 32, height: 32 };

/** @param outputs They get the frames of the source unchanged. */
export async function watch(
  text: string,
  outputs: Pick<OutputSet, 'router' | 'sourcePlays'> | null = null,
): Promise<Watched> {
  const said: Said[] = [];
  const frames: Watched['frames'][number][] = [];
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const check of waiting) check();
  };
  const source = await openSource(parseSource(text), {
    size,
    router: outputs?.router ?? null,
    onState(state, error) {
      if (state === 'playing') outputs?.sourcePlays(source.info);
      said.push({ state, error, width: source.info.width, height: source.info.height });
      look();
    },
  });
  if (source.info.width > 0) outputs?.sourcePlays(source.info);
  const ended = (async () => {
    for await (const { presentationSeconds, captureSeconds, after } of source.frames()) {
      frames.push({ presentationSeconds, captureSeconds, after });
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
  return { source, said, frames, until, ended };
}
