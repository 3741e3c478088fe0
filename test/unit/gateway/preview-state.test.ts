// The states of a preview, as a table of states and inputs.
import { describe, expect, it } from 'vitest';
import {
  nextPreviewState,
  type PreviewAction,
  type PreviewInput,
  type PreviewState,
} from '../../../src-main/gateway/preview-state.ts';

const frame = { data: new Uint8Array(), width: 1, height: 1, sequence: 1, captureSeconds: 0 };
const noEngine = (hasCredit: boolean): PreviewState => ({ phase: 'noEngine', hasCredit });
const detached = (hasCredit: boolean): PreviewState => ({ phase: 'detached', hasCredit });
const attaching = (hasCredit: boolean, retry = false): PreviewState => ({
  phase: 'attaching',
  hasCredit,
  retry,
});
const attached = (output: number, hasCredit: boolean): PreviewState => ({
  phase: 'attached',
  output,
  hasCredit,
});
const fetching = (output: number, retry = false): PreviewState => ({ phase: 'fetching', output, retry });
const outputLost = (output: number): PreviewState => ({ phase: 'outputLost', output });
const closing: PreviewState = { phase: 'closing' };
const closed: PreviewState = { phase: 'closed' };

const attach: PreviewAction = { type: 'attach' };
const fetch = (output: number): PreviewAction => ({ type: 'fetch', output });
const detach = (output: number): PreviewAction => ({ type: 'detach', output });

type Row = readonly [string, PreviewState, PreviewInput, PreviewState, PreviewAction | null];

const rows: readonly Row[] = [
  ['an engine starts', noEngine(true), { type: 'engineStarted' }, attaching(true), attach],
  ['an engine is replaced', attached(5, true), { type: 'engineStarted' }, attaching(true), attach],
  ['the engine is lost', attached(5, false), { type: 'engineLost' }, noEngine(false), null],
  ['the engine is lost in a fetch', fetching(5), { type: 'engineLost' }, noEngine(true), null],
  ['a credit comes before the engine', noEngine(false), { type: 'credit' }, noEngine(true), null],

  ['it is attached', attaching(false), { type: 'attached', output: 5 }, attached(5, false), null],
  ['it is attached, with credit', attaching(true), { type: 'attached', output: 5 }, fetching(5), fetch(5)],
  ['it is refused', attaching(true), { type: 'attachFailed' }, detached(true), null],
  ['an opportunity in between', attaching(true), { type: 'opportunity' }, attaching(true, true), null],
  ['it is refused out of date', attaching(true, true), { type: 'attachFailed' }, attaching(true), attach],
  ['an opportunity', detached(false), { type: 'opportunity' }, attaching(false), attach],
  ['a credit is an opportunity', detached(false), { type: 'credit' }, attaching(true), attach],

  ['a credit', attached(5, false), { type: 'credit' }, fetching(5), fetch(5)],
  ['a second credit', fetching(5), { type: 'credit' }, fetching(5), null],
  [
    'a picture',
    fetching(5),
    { type: 'fetched', output: 5, frame },
    attached(5, false),
    { type: 'deliver', frame },
  ],
  ['no picture', fetching(5), { type: 'fetchFailed', output: 5 }, attached(5, true), null],
  ['no picture out of date', fetching(5, true), { type: 'fetchFailed', output: 5 }, fetching(5), fetch(5)],
  ['a picture of another output', fetching(6), { type: 'fetched', output: 5, frame }, fetching(6), null],
  ['an opportunity for a picture', attached(5, true), { type: 'opportunity' }, fetching(5), fetch(5)],
  ['an opportunity without credit', attached(5, false), { type: 'opportunity' }, attached(5, false), null],

  ['the output ends', attached(5, true), { type: 'outputEnded', output: 5 }, detached(true), null],
  ['another output ends', attached(5, true), { type: 'outputEnded', output: 4 }, attached(5, true), null],
  ['the output ends in a fetch', fetching(5), { type: 'outputEnded', output: 5 }, outputLost(5), null],
  ['that fetch is answered', outputLost(5), { type: 'fetchFailed', output: 5 }, attaching(true), attach],
  ['a chance before that answer', outputLost(5), { type: 'opportunity' }, attaching(true), attach],

  ['the port closes', attached(5, true), { type: 'portClosed' }, closed, detach(5)],
  ['the port closes in a fetch', fetching(5), { type: 'portClosed' }, closed, detach(5)],
  ['the port closes without an output', detached(true), { type: 'portClosed' }, closed, null],
  ['the port closes in between', attaching(true), { type: 'portClosed' }, closing, null],
  ['the answer after that', closing, { type: 'attached', output: 5 }, closed, detach(5)],
  ['the refusal after that', closing, { type: 'attachFailed' }, closed, null],
  ['another engine after that', closing, { type: 'engineStarted' }, closed, null],
  ['a late picture', closed, { type: 'fetched', output: 5, frame }, closed, null],
  ['a late engine', closed, { type: 'engineStarted' }, closed, null],
];

describe('a preview', () => {
  it.each(rows)('%s', (_name, before, input, state, action) => {
    expect(nextPreviewState(before, input)).toEqual({ state, action });
  });
});
