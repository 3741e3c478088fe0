// Keeps a worker with a line to the preview as long as the video is shown, and makes the line anew when it breaks.
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useStation } from '../../binding/index.tsx';
import type { PreviewWish } from '../../station/index.ts';
import type { FromPreviewWorker, PreviewFigures, ToPreviewWorker } from './preview-messages.ts';

const firstPauseMilliseconds = 250;
const longestPauseMilliseconds = 5000;
/** Figures older than this are of a picture that stands still. */
const figuresHoldMilliseconds = 2500;
const noWish = { width: null, quality: 0, annotation: 'none' } as const;

/**
 * @param place Where the canvas goes.
 * @param wish Null: it is not known yet how large the picture is shown.
 * @param wanted Whether there may be pictures: connected, with an engine.
 * @returns How the preview does; null while no pictures come.
 */
export function usePreview(
  place: RefObject<HTMLDivElement | null>,
  wish: PreviewWish | null,
  wanted: boolean,
): PreviewFigures | null {
  const station = useStation();
  const worker = useRef<Worker | null>(null);
  const [figures, setFigures] = useState<PreviewFigures | null>(null);
  const [breaks, setBreaks] = useState(0);
  const failures = useRef(0);
  const { width, quality, annotation } = wish ?? noWish;

  useEffect(() => {
    // A canvas can be handed over only once: each worker has its own.
    const canvas = document.createElement('canvas');
    canvas.className = 'size-full object-contain';
    canvas.ariaHidden = 'true';
    place.current?.append(canvas);
    const started = new Worker(new URL('./preview-worker.ts', import.meta.url), { type: 'module' });
    worker.current = started;
    let still: ReturnType<typeof setTimeout> | undefined;
    started.onmessage = ({ data }: MessageEvent<FromPreviewWorker>) => {
      if (data.kind === 'closed') {
        failures.current += 1;
        setBreaks((count) => count + 1);
        return;
      }
      failures.current = 0;
      setFigures(data.figures);
      clearTimeout(still);
      still = setTimeout(() => setFigures(null), figuresHoldMilliseconds);
    };
    const offscreen = canvas.transferControlToOffscreen();
    post(started, { kind: 'canvas', canvas: offscreen }, [offscreen]);
    const tellHidden = (): void => post(started, { kind: 'hidden', hidden: document.hidden });
    document.addEventListener('visibilitychange', tellHidden);
    return () => {
      document.removeEventListener('visibilitychange', tellHidden);
      clearTimeout(still);
      started.terminate();
      worker.current = null;
      canvas.remove();
    };
  }, [place]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a line that broke is made anew
  useEffect(() => {
    if (!wanted || width === null) {
      if (worker.current) post(worker.current, { kind: 'line', line: null });
      return;
    }
    let current = true;
    const connect = async (): Promise<void> => {
      const line = await station.openPreview({ width, quality, annotation });
      if (current && worker.current)
        post(worker.current, { kind: 'line', line }, line.kind === 'port' ? [line.port] : []);
      else if (line.kind === 'port') line.port.close();
    };
    const tries = failures.current;
    const pause =
      tries === 0 ? 0 : Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (tries - 1));
    const timer = setTimeout(connect, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [station, width, quality, annotation, wanted, breaks]);

  return figures;
}

function post(worker: Worker, message: ToPreviewWorker, transfer: Transferable[] = []): void {
  worker.postMessage(message, transfer);
}
