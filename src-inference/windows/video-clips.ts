// The windows of a recorded video as the network sees them: what is measured and calibrated is what a station runs.
import { type SourceInfo, StationError } from '../contract/index.ts';
import { openSource } from '../media/index.ts';
import type { ModelCard } from '../model/index.ts';
import { type Clip, WindowAssembler } from './window-assembler.ts';

/** @throws StationError when the video cannot be opened or decoded. */
export async function* clipsOf(
  video: string,
  card: ModelCard,
  signal: AbortSignal,
  onInfo: (info: SourceInfo) => void = () => undefined,
): AsyncGenerator<Clip> {
  const source = await openSource(
    { kind: 'file', path: video, pace: 'asFastAsPossible', loop: false },
    { size: card.input, router: null, onState: () => undefined },
  );
  try {
    onInfo(source.info);
    const windows = new WindowAssembler(card.window, card.input.frames);
    for await (const frame of source.frames()) {
      stopIfAborted(signal);
      yield* windows.push(frame);
    }
    yield* windows.finish();
  } finally {
    await source.close();
  }
}

/** @throws StationError `aborted`. */
export function stopIfAborted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new StationError('aborted', 'It was stopped before the end.', {
    hint: 'Nothing was changed; start it again.',
  });
}
