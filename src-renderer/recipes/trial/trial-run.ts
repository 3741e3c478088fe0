// Tries a draft on many parts of the history, a few with each request: so it is known how far it is, and it can be stopped.
// The run is kept outside of the components: a person who looks at one of the parts finds it again.
import { createStore } from 'zustand/vanilla';
import {
  type PartFilter,
  type PartSummary,
  type StationError,
  type TrialOutcome,
  toStationError,
} from '../../../src-inference/contract/index.ts';
import type { Station } from '../../station/index.ts';
import { sessionStore } from '../editing-session.ts';

export interface TrialRow {
  readonly part: PartSummary;
  readonly outcome: TrialOutcome;
}

export interface TrialRun {
  /** Text of the draft that is tried out. */
  readonly text: string;
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  readonly error: StationError | null;
  /** Parts to try it on; null: they are being looked up. */
  readonly total: number | null;
  /** Newest first. */
  readonly rows: readonly TrialRow[];
  /** Parts of the range that have no verdict, such as those that were aborted: there is nothing to compare with. */
  readonly withoutVerdict: number;
  /** Whether the range has more parts than were taken. */
  readonly isCut: boolean;
}

/** Which parts a draft is tried on. */
export type TrialRange =
  | { readonly kind: 'last'; readonly recipe: string | null }
  /** `shift`: null for the whole day. */
  | {
      readonly kind: 'day';
      readonly day: string;
      readonly shift: string | null;
      readonly recipe: string | null;
    };

export const lastParts = 100;
/** A day of a fast line. More would take minutes. */
const mostParts = 1000;
const pageParts = 500;
/** Few, so that it can be stopped soon. */
const partsOfRequest = 5;

export const trialStore = createStore<{ readonly run: TrialRun | null }>(() => ({ run: null }));

// The result is about the draft: it goes with it.
sessionStore.subscribe(({ session }) => {
  if (session === null) forgetTrial();
});

/** Never rejects: what goes wrong is in the run. */
export async function startTrial(
  { request }: Pick<Station, 'request'>,
  text: string,
  range: TrialRange,
): Promise<void> {
  let mine: TrialRun = {
    text,
    state: 'running',
    error: null,
    total: null,
    rows: [],
    withoutVerdict: 0,
    isCut: false,
  };
  /** @returns Whether the run goes on: it ends when it was stopped, or another one has begun. */
  const put = (change: Partial<TrialRun>): boolean => {
    if (trialStore.getState().run !== mine) return false;
    mine = { ...mine, ...change };
    trialStore.setState({ run: mine });
    return true;
  };
  trialStore.setState({ run: mine });
  try {
    const { parts, isCut } = await partsOf(request, range);
    const judged = parts.filter(({ verdict }) => verdict !== null);
    const withoutVerdict = parts.length - judged.length;
    if (!put({ total: judged.length, withoutVerdict, isCut })) return;
    for (let at = 0; at < judged.length; at += partsOfRequest) {
      const some = judged.slice(at, at + partsOfRequest);
      const outcomes = await request('tryOnParts', { text, ids: some.map(({ id }) => id) });
      const rows = some.map((part, index) => ({ part, outcome: outcomes[index]! }));
      if (!put({ rows: [...mine.rows, ...rows] })) return;
    }
    put({ state: 'done' });
  } catch (thrown) {
    put({ state: 'failed', error: toStationError(thrown) });
  }
}

/** What was found so far stays. */
export function stopTrial(): void {
  const { run } = trialStore.getState();
  if (run?.state === 'running') trialStore.setState({ run: { ...run, state: 'stopped' } });
}

function forgetTrial(): void {
  if (trialStore.getState().run !== null) trialStore.setState({ run: null });
}

async function partsOf(
  request: Station['request'],
  range: TrialRange,
): Promise<{ readonly parts: readonly PartSummary[]; readonly isCut: boolean }> {
  const isDay = range.kind === 'day';
  const conditions = {
    fromDay: isDay ? range.day : null,
    toDay: isDay ? range.day : null,
    shift: isDay ? range.shift : null,
    recipe: range.recipe,
    verdict: null,
    step: null,
    serial: null,
  } satisfies Omit<PartFilter, 'before' | 'limit'>;
  const most = isDay ? mostParts : lastParts;
  const found: PartSummary[] = [];
  let more = true;
  while (more && found.length < most) {
    const before = found.at(-1)?.id ?? null;
    const limit = Math.min(pageParts, most - found.length);
    const page = await request('listParts', { ...conditions, before, limit });
    found.push(...page.parts);
    more = page.more;
  }
  return { parts: found, isCut: isDay && more };
}
