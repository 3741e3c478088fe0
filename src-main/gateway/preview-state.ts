// The states of one preview, from its first attachment to the engine until its port closes. Pure.
import type { PreviewFrame } from '../../src-inference/contract/index.ts';

/** `hasCredit`: the screen asked for a picture and did not get one yet. */
export type PreviewState =
  /** No engine runs. */
  | { readonly phase: 'noEngine'; readonly hasCredit: boolean }
  /** The engine runs, but could not attach the output. The next opportunity is waited for. */
  | { readonly phase: 'detached'; readonly hasCredit: boolean }
  /** `retry`: an opportunity came after the request was sent. A refusal may be out of date, so the request is repeated. */
  | { readonly phase: 'attaching'; readonly hasCredit: boolean; readonly retry: boolean }
  /** `output`: the number by which the engine knows the output. With credit, the engine had no picture yet. */
  | { readonly phase: 'attached'; readonly output: number; readonly hasCredit: boolean }
  /** A picture was requested from the engine. */
  | { readonly phase: 'fetching'; readonly output: number; readonly retry: boolean }
  /** The output ended while a picture was requested from it. It is attached again after the answer. */
  | { readonly phase: 'outputLost'; readonly output: number }
  /** The port closed while the output was being attached. It is detached after the answer. */
  | { readonly phase: 'closing' }
  | { readonly phase: 'closed' };

export type PreviewInput =
  | { readonly type: 'engineStarted' }
  | { readonly type: 'engineLost' }
  /** A source plays, a model was loaded, the output runs: what failed before may work now. */
  | { readonly type: 'opportunity' }
  | { readonly type: 'credit' }
  | { readonly type: 'attached'; readonly output: number }
  | { readonly type: 'attachFailed' }
  | { readonly type: 'fetched'; readonly output: number; readonly frame: PreviewFrame }
  /** The engine refused, or has no picture. */
  | { readonly type: 'fetchFailed'; readonly output: number }
  /** The output failed or ended. */
  | { readonly type: 'outputEnded'; readonly output: number }
  | { readonly type: 'portClosed' };

/** What the caller does next: a request to the engine, or a picture for the screen. */
export type PreviewAction =
  | { readonly type: 'attach' }
  | { readonly type: 'fetch'; readonly output: number }
  | { readonly type: 'detach'; readonly output: number }
  | { readonly type: 'deliver'; readonly frame: PreviewFrame };

export interface PreviewTransition {
  readonly state: PreviewState;
  readonly action: PreviewAction | null;
}

/** The output that is attached; null without one. */
export function outputOf(state: PreviewState): number | null {
  return state.phase === 'attached' || state.phase === 'fetching' ? state.output : null;
}

/** An input that does not fit the state changes nothing. */
export function nextPreviewState(state: PreviewState, input: PreviewInput): PreviewTransition {
  if (state.phase === 'closed') return stay(state);
  switch (input.type) {
    case 'engineStarted':
      return isClosing(state) ? stay({ phase: 'closed' }) : attach(owesPicture(state));
    case 'engineLost':
      return stay(
        isClosing(state) ? { phase: 'closed' } : { phase: 'noEngine', hasCredit: owesPicture(state) },
      );
    case 'opportunity':
      return onOpportunity(state);
    case 'credit':
      return onCredit(state);
    case 'attached':
    case 'attachFailed':
      return onAttachAnswer(state, input);
    case 'fetched':
    case 'fetchFailed':
      return onFetchAnswer(state, input);
    case 'outputEnded':
      return onOutputEnded(state, input.output);
    case 'portClosed':
      return onPortClosed(state);
    default:
      return input satisfies never;
  }
}

function onOpportunity(state: PreviewState): PreviewTransition {
  switch (state.phase) {
    case 'detached':
    case 'outputLost':
      return attach(owesPicture(state));
    case 'attaching':
    case 'fetching':
      return stay({ ...state, retry: true });
    case 'attached':
      return state.hasCredit ? fetch(state.output) : stay(state);
    default:
      return stay(state);
  }
}

function onCredit(state: PreviewState): PreviewTransition {
  switch (state.phase) {
    case 'detached':
      return attach(true);
    case 'attached':
      return fetch(state.output);
    case 'noEngine':
    case 'attaching':
      return stay({ ...state, hasCredit: true });
    default:
      return stay(state);
  }
}

function onAttachAnswer(
  state: PreviewState,
  answer: Extract<PreviewInput, { type: 'attached' | 'attachFailed' }>,
): PreviewTransition {
  if (state.phase === 'closing') {
    return answer.type === 'attached' ? detach(answer.output) : stay({ phase: 'closed' });
  }
  if (state.phase !== 'attaching') return stay(state);
  const { hasCredit, retry } = state;
  if (answer.type === 'attachFailed') {
    return retry ? attach(hasCredit) : stay({ phase: 'detached', hasCredit });
  }
  const { output } = answer;
  return hasCredit ? fetch(output) : stay({ phase: 'attached', output, hasCredit });
}

function onFetchAnswer(
  state: PreviewState,
  answer: Extract<PreviewInput, { type: 'fetched' | 'fetchFailed' }>,
): PreviewTransition {
  const { output } = answer;
  if (state.phase === 'outputLost' && state.output === output) return attach(true);
  if (state.phase !== 'fetching' || state.output !== output) return stay(state);
  if (answer.type === 'fetched') {
    return {
      state: { phase: 'attached', output, hasCredit: false },
      action: { type: 'deliver', frame: answer.frame },
    };
  }
  return state.retry ? fetch(output) : stay({ phase: 'attached', output, hasCredit: true });
}

function onOutputEnded(state: PreviewState, output: number): PreviewTransition {
  if (state.phase === 'attached' && state.output === output) {
    return stay({ phase: 'detached', hasCredit: state.hasCredit });
  }
  if (state.phase === 'fetching' && state.output === output) return stay({ phase: 'outputLost', output });
  return stay(state);
}

function onPortClosed(state: PreviewState): PreviewTransition {
  switch (state.phase) {
    case 'attaching':
      return stay({ phase: 'closing' });
    case 'attached':
    case 'fetching':
      return detach(state.output);
    default:
      return stay(isClosing(state) ? state : { phase: 'closed' });
  }
}

function isClosing({ phase }: PreviewState): boolean {
  return phase === 'closing' || phase === 'closed';
}

function owesPicture(state: PreviewState): boolean {
  switch (state.phase) {
    case 'fetching':
    case 'outputLost':
      return true;
    case 'closing':
    case 'closed':
      return false;
    default:
      return state.hasCredit;
  }
}

function attach(hasCredit: boolean): PreviewTransition {
  return { state: { phase: 'attaching', hasCredit, retry: false }, action: { type: 'attach' } };
}

function fetch(output: number): PreviewTransition {
  return { state: { phase: 'fetching', output, retry: false }, action: { type: 'fetch', output } };
}

function detach(output: number): PreviewTransition {
  return { state: { phase: 'closed' }, action: { type: 'detach', output } };
}

function stay(state: PreviewState): PreviewTransition {
  return { state, action: null };
}
