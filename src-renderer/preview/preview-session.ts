// Decides when the preview is opened, and when it is opened again after it broke. The worker that draws is not known here.
import type { PreviewEndpoint, PreviewOptions } from '../station/index.ts';

export interface PreviewSession {
  /** @param options Null: no pictures are wanted. */
  want(options: PreviewOptions | null): void;
  /** A picture was drawn. */
  delivered(): void;
  /** The endpoint that was attached last has broken. */
  broke(): void;
  close(): void;
}

type State =
  | { readonly kind: 'off' }
  | {
      readonly kind: 'pausing';
      readonly options: PreviewOptions;
      readonly failures: number;
      readonly timer: ReturnType<typeof setTimeout>;
    }
  | { readonly kind: 'opening'; readonly options: PreviewOptions; readonly failures: number }
  /** `failures` in a row before this opening; 0 as soon as a picture was drawn. */
  | { readonly kind: 'attached'; readonly options: PreviewOptions; readonly failures: number };

const firstPauseMilliseconds = 250;
const longestPauseMilliseconds = 5000;

/**
 * @param open Asks the station for an endpoint.
 * @param attach Hands the endpoint to the worker, in place of the one before; null: none.
 */
export function createPreviewSession(
  open: (options: PreviewOptions) => Promise<PreviewEndpoint>,
  attach: (endpoint: PreviewEndpoint | null) => void,
): PreviewSession {
  let state: State = { kind: 'off' };

  const start = async (options: PreviewOptions, failures: number): Promise<void> => {
    const opening: State = { kind: 'opening', options, failures };
    state = opening;
    try {
      const endpoint = await open(options);
      if (state !== opening) {
        if (endpoint.kind === 'port') endpoint.port.close();
        return;
      }
      state = { kind: 'attached', options, failures };
      attach(endpoint);
    } catch {
      if (state === opening) startLater(options, failures + 1);
    }
  };

  const startLater = (options: PreviewOptions, failures: number): void => {
    const pause = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (failures - 1));
    const timer = setTimeout(() => void start(options, failures), pause);
    state = { kind: 'pausing', options, failures, timer };
  };

  const stop = (): void => {
    if (state.kind === 'pausing') clearTimeout(state.timer);
    state = { kind: 'off' };
  };

  return {
    want(options) {
      stop();
      if (options === null) attach(null);
      else void start(options, 0);
    },
    delivered() {
      if (state.kind === 'attached' && state.failures > 0) state = { ...state, failures: 0 };
    },
    broke() {
      if (state.kind === 'attached') startLater(state.options, state.failures + 1);
    },
    close: stop,
  };
}
