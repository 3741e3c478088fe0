// The windows of a recorded video as the network sees them: what is measured and calibrated is what a station runs.
import { type SourceInfo, StationError } from '../contract/index.ts';
import { openSource } from '../media/index.ts';
import { type Clip, WindowAssembler } from './window-assembler.ts';

/** How a video is cut: the part of a model card that says so. */
export interface WindowLayout {
  readonly window: { readonly seconds: number; readonly hopSeconds: number };
  /** Pictures of a window, and their size in pixels. */
  readonly input: { readonly frames: number; readonly width: number; readonly height: number };
}

/** @throws StationError when the video cannot be opened or decoded, `aborted` when the signal came. */
export async function* clipsOf(
  video: string,
  { window, input }: WindowLayout,
  signal: AbortSignal | null = null,
  onInfo: (info: SourceInfo) => void = () => undefined,
): AsyncGenerator<Clip> {
  const source = await openSource(
    { kind: 'file', path: video, pace: 'asFastAsPossible', loop: false },
    { size: input, router: null, onState: () => undefined },
  );
  try {
    onInfo(source.info);
    const windows = new WindowAssembler(window, input.frames);
    for await (const frame of source.frames()) {
      if (signal) stopIfAborted(signal);
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
  throw new StationError('aborted', 'The job was stopped before its end.', {
    hint: 'Nothing was changed. Start it again.',
  });
}
