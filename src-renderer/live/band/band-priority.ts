// What the verdict band shows when several things are true at once: the first row that holds. Pure.
//
// First whatever keeps the station from checking, because nothing below it can be trusted meanwhile; then what is wrong with the
// part that is made now; then a record that cannot be written; then the part itself; then the one that was made last. Failures of
// earlier parts are never on the band: they wait in a list.
import {
  countSteps,
  type FinishedPart,
  isBlind,
  type PlainStationError,
  type StationSnapshot,
} from '../../../src-inference/contract/index.ts';
import { problemsOf } from '../../messages/index.ts';
import type { Connection } from '../../station/index.ts';
import type { BandData, BandKind, BandOf, ShellBand } from './band.ts';

interface ShellFacts {
  readonly connection: Connection;
  /** Whether the snapshot is that of now. */
  readonly fresh: boolean;
}

export interface Facts extends ShellFacts {
  readonly snapshot: StationSnapshot;
}

/** What a state is about. `station` and `checking`: nothing is checked. */
type Concern = 'station' | 'checking' | 'part' | 'record' | 'lastPart';

interface Row<Known, Kind extends BandKind> {
  readonly kind: Kind;
  readonly concern: Concern;
  /** Null: it does not hold. */
  readonly shows: (facts: Known) => BandOf<Kind> | null;
}

/** The screen hears nothing of the station, or the station has no engine. */
export const shellPriority: readonly Row<ShellFacts, ShellBand['kind']>[] = [
  row('connecting', 'station', ({ connection }) => connection.state === 'connecting' && {}),
  row('lost', 'station', ({ connection }) => connection.state === 'lost' && {}),
  row('refused', 'station', ({ connection }) => connection.state === 'refused' && {}),
  row('engineFailed', 'station', (facts) => {
    const engine = engineOf(facts);
    return engine?.state === 'failed' && { failures: engine.failures, reason: engine.reason };
  }),
  row('engineRestarting', 'station', (facts) => {
    const engine = engineOf(facts);
    return engine?.state === 'restarting' && { reason: engine.reason };
  }),
  row('engineStarting', 'station', (facts) => engineOf(facts)?.state === 'starting' && {}),
  row('opening', 'station', ({ fresh }) => !fresh && {}),
];

export const bandPriority: readonly Row<Facts, BandKind>[] = [
  ...shellPriority,

  row(
    'modelFailed',
    'checking',
    ({ snapshot: { model } }) => model.state === 'failed' && { error: model.error },
  ),
  row('modelLoading', 'checking', ({ snapshot: { model } }) => model.state === 'loading' && {}),
  row('noSource', 'checking', ({ snapshot: { source } }) => source === null && {}),
  row('sourceFailed', 'checking', ({ snapshot: { source } }) => {
    return source?.state === 'ended' && source.error !== null && { error: source.error };
  }),
  row('waiting', 'checking', (facts) => sourceTrouble(facts, 'waiting')),
  row('stalled', 'checking', (facts) => sourceTrouble(facts, 'stalled')),
  row('unusual', 'checking', ({ snapshot: { picture } }) => {
    return picture !== null && isBlind(picture) && { picture };
  }),
  row('recipeFailed', 'checking', ({ snapshot: { recipe } }) => {
    return recipe.state === 'failed' && { error: recipe.error };
  }),
  row('noRecipe', 'checking', ({ snapshot: { recipe } }) => recipe.state === 'none' && {}),
  row('paused', 'checking', ({ snapshot: { source } }) => source?.state === 'paused' && {}),

  row(
    'ending',
    'part',
    ({ snapshot: { part } }) => part?.ending != null && { undoSeconds: part.ending.undoSeconds },
  ),
  row('mistake', 'part', ({ snapshot }) => {
    const problems = problemsOf(snapshot.part?.steps ?? []);
    return problems.some(({ severity }) => severity === 'fail') && { problems };
  }),
  row('look', 'part', ({ snapshot }) => {
    const problems = problemsOf(snapshot.part?.steps ?? []);
    return problems.length > 0 && { problems };
  }),
  // Whoever is told of a mistake, or of a part that is not good, must see that first. Everything that is well comes after this.
  row('recordUnwritable', 'record', ({ snapshot: { record, part, lastPart } }) => {
    const isBad = part === null && isToBeLookedAt(lastPart);
    return record.state === 'unwritable' && !isBad && {};
  }),
  row('joined', 'part', ({ snapshot: { part } }) => part?.joined != null && {}),
  row('inProgress', 'part', ({ snapshot: { part, recipe } }) => {
    if (part === null) return false;
    const steps = recipe.state === 'ready' ? recipe.info.steps : [];
    const of = steps.some(({ optional }) => optional) ? null : steps.length;
    return { done: countSteps(part.steps).done, of };
  }),

  row('overridden', 'lastPart', ({ snapshot: { lastPart: part } }) => part?.override != null && { part }),
  row('acknowledged', 'lastPart', ({ snapshot: { lastPart: part } }) => {
    return part?.acknowledgement != null && { part };
  }),
  row('fail', 'lastPart', (facts) => lastPartThat(facts, 'fail')),
  row('warn', 'lastPart', (facts) => lastPartThat(facts, 'warn')),
  row('pass', 'lastPart', (facts) => lastPartThat(facts, 'pass')),
  row('notSeen', 'lastPart', ({ snapshot: { lastPart: part } }) => {
    return part?.abortReason === 'notSeenFromStart' && { part };
  }),
  row('aborted', 'lastPart', ({ snapshot: { lastPart: part } }) => part?.verdict === null && { part }),
  row('ended', 'lastPart', ({ snapshot: { source } }) => source?.state === 'ended' && {}),
  // Whenever nothing else does.
  row('ready', 'lastPart', ({ snapshot: { recipe } }) => ({
    first: recipe.state === 'ready' ? (recipe.info.steps[0]?.label ?? '') : '',
  })),
];

/** Whether nothing is checked while the band shows this. */
export function isUnchecked(kind: BandKind): boolean {
  const concern = bandPriority.find((one) => one.kind === kind)?.concern;
  return concern === 'station' || concern === 'checking';
}

function row<Known extends ShellFacts = Facts, Kind extends BandKind = BandKind>(
  kind: Kind,
  concern: Concern,
  holds: (facts: Known) => BandData[Kind] | false,
): Row<Known, Kind> {
  return {
    kind,
    concern,
    shows(facts) {
      const data = holds(facts);
      return data === false ? null : ({ kind, ...data } as BandOf<Kind>);
    },
  };
}

function engineOf({ connection }: ShellFacts) {
  return connection.state === 'connected' ? connection.engine : null;
}

function sourceTrouble(
  { snapshot: { source } }: Facts,
  state: 'waiting' | 'stalled',
): { readonly error: PlainStationError | null } | false {
  return source?.state === state && { error: source.error };
}

/** The part that has just ended is not good, and nobody has said anything of it yet. */
function isToBeLookedAt(part: FinishedPart | null): boolean {
  const isBad = part?.verdict === 'fail' || part?.verdict === 'warn';
  return isBad && part.acknowledgement === null && part.override === null;
}

function lastPartThat({ snapshot: { lastPart: part } }: Facts, verdict: 'pass' | 'warn' | 'fail') {
  return part !== null && part.verdict === verdict && { part };
}
