// A canvas with the pictures of the source, drawn by a worker, for as long as the video is shown.
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useStation } from '../hooks/index.ts';
import type { PreviewOptions } from '../station/index.ts';
import type { FromPreviewWorker, PreviewStatistics, ToPreviewWorker } from './preview-messages.ts';
import { createPreviewSession, type PreviewSession } from './preview-session.ts';

/** Statistics older than this are of a picture that stands still. */
const statisticsHoldMilliseconds = 2500;

/**
 * @param place Where the canvas goes.
 * @param options Null: no pictures are wanted.
 * @param source What is watched: the picture of another one goes at once.
 * @returns How well the preview runs; null while no pictures come.
 */
export function usePreview(
  place: RefObject<HTMLDivElement | null>,
  options: PreviewOptions | null,
  source: string | null = null,
): PreviewStatistics | null {
  const station = useStation();
  const session = useRef<PreviewSession | null>(null);
  const [statistics, setStatistics] = useState<PreviewStatistics | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another source has a canvas of its own
  useEffect(() => {
    // A canvas can be handed over once only: each worker has its own.
    const canvas = document.createElement('canvas');
    canvas.className = 'size-full object-contain';
    canvas.ariaHidden = 'true';
    place.current?.append(canvas);
    const worker = new Worker(new URL('./preview-worker.ts', import.meta.url), { type: 'module' });
    const preview = createPreviewSession(station.openPreview, (endpoint) =>
      post(worker, { kind: 'endpoint', endpoint }, endpoint?.kind === 'port' ? [endpoint.port] : []),
    );
    session.current = preview;
    let hold: ReturnType<typeof setTimeout> | undefined;
    worker.onmessage = ({ data }: MessageEvent<FromPreviewWorker>) => {
      if (data.kind === 'closed') {
        preview.broke();
        return;
      }
      preview.delivered();
      setStatistics(data.statistics);
      clearTimeout(hold);
      hold = setTimeout(() => setStatistics(null), statisticsHoldMilliseconds);
    };
    const offscreen = canvas.transferControlToOffscreen();
    post(worker, { kind: 'canvas', canvas: offscreen }, [offscreen]);
    const postVisibility = (): void => post(worker, { kind: 'visibility', hidden: document.hidden });
    document.addEventListener('visibilitychange', postVisibility);
    return () => {
      document.removeEventListener('visibilitychange', postVisibility);
      clearTimeout(hold);
      setStatistics(null);
      preview.close();
      session.current = null;
      worker.terminate();
      canvas.remove();
    };
  }, [place, station, source]);

  const { width, quality, annotation } = options ?? noOptions;
  // After the effect above: the session is there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each source has a session of its own
  useEffect(() => {
    session.current?.want(width === null ? null : { width, quality, annotation });
  }, [width, quality, annotation, source]);

  return statistics;
}

const noOptions = { width: null, quality: 0, annotation: 'none' } as const;

function post(worker: Worker, message: ToPreviewWorker, transfer: Transferable[] = []): void {
  worker.postMessage(message, transfer);
}
