// How the station is now: what receivers are told before everything that waits. It is not queued, for an old state is worth
// nothing. Pure.
import {
  advance,
  type CurrentPart,
  conditionOf,
  type FinishedPart,
  type NumberedEvent,
  type PartIdentity,
  type ShiftCounts,
  type StationCondition,
  type StationSnapshot,
  type Verdict,
} from '../../contract/index.ts';

export interface PresentState {
  readonly condition: StationCondition;
  readonly source: { readonly name: string; readonly state: string } | null;
  readonly model: string | null;
  readonly recipe: string | null;
  readonly part: PresentPart | null;
  /** What was said of the part that begins next. */
  readonly nextPart: PartIdentity | null;
  readonly operator: string | null;
  /** The last part whose end was seen since the station last began to check. */
  readonly lastPart:
    | (PresentPart & { readonly verdict: Verdict | null; readonly acknowledged: boolean })
    | null;
  /** Failed parts that nobody has acknowledged. */
  readonly unacknowledged: number;
  readonly shift: ShiftCounts;
}

interface PresentPart {
  readonly id: string;
  readonly number: number;
  readonly serial: string | null;
}

function presentPart({ id, number, code, identity }: CurrentPart | FinishedPart): PresentPart {
  return { id, number, serial: identity?.serial ?? code };
}

/**
 * The snapshot after an event, as the line may know it. Once the station has not been checking, nobody knows whether the part
 * on the bench is still the one that passed: its verdict is forgotten. A failed part that nobody has acknowledged stays failed.
 */
export function followEvent(snapshot: StationSnapshot, event: NumberedEvent): StationSnapshot {
  return withoutOldVerdict(advance(snapshot, event));
}

/** @param snapshot When a connection begins to follow the station. */
export function firstSnapshot(snapshot: StationSnapshot): StationSnapshot {
  return { ...snapshot, lastPart: stillFailed(snapshot) };
}

function withoutOldVerdict(snapshot: StationSnapshot): StationSnapshot {
  if (snapshot.lastPart === null || conditionOf(snapshot) !== 'notReady') return snapshot;
  return { ...snapshot, lastPart: stillFailed(snapshot) };
}

function stillFailed({ lastPart }: StationSnapshot): StationSnapshot['lastPart'] {
  return lastPart?.verdict === 'fail' && lastPart.acknowledgement === null ? lastPart : null;
}

export function presentState(snapshot: StationSnapshot): PresentState {
  const { source, model, recipe, part, nextPart, operator, lastPart, unacknowledged, shift } = snapshot;
  return {
    condition: conditionOf(snapshot),
    source: source && { name: source.text, state: source.state },
    model: model.state === 'ready' ? model.info.name : null,
    recipe: recipe.state === 'ready' ? recipe.name : null,
    part: part && presentPart(part),
    nextPart,
    operator,
    lastPart: lastPart && {
      ...presentPart(lastPart),
      verdict: lastPart.verdict,
      acknowledged: lastPart.acknowledgement !== null,
    },
    unacknowledged: unacknowledged.length,
    shift,
  };
}
