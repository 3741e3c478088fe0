// How an event changes the state of a station. The engine and every screen fold the same events with this reducer. Pure.
import type { EngineEvent, NumberedEvent } from './events.ts';
import type { LinkStatus } from './links.ts';
import type { StationRollout } from './rollouts.ts';
import { isSameStep, type JudgedStep, type Verdict } from './sequence.ts';
import type { StationSettings } from './settings.ts';
import {
  type CurrentPart,
  type FinishedPart,
  mostRollouts,
  mostUnacknowledged,
  type OutputStatus,
  type StationSnapshot,
  type WatchedSource,
} from './snapshot.ts';
import { isLive, parseSource } from './source.ts';
import type { AbortReason, PartId, SourceInfo, SourceState } from './states.ts';

/** The snapshot after an event. Pure. */
export function advance(snapshot: StationSnapshot, { sequence, at, event }: NumberedEvent): StationSnapshot {
  return { ...snapshot, ...changesOf(snapshot, event, at), sequence };
}

function changesOf(snapshot: StationSnapshot, event: EngineEvent, at: string): Partial<StationSnapshot> {
  const { part, source } = snapshot;
  switch (event.type) {
    case 'runStarted':
      // A journal of the next day begins with a copy of it, and not with the state of the source.
      return { action: null, hop: null, picture: null, source: source ?? watched(event.source, 'playing') };
    case 'hopState':
      return { hop: event.hop };
    case 'windowClassified':
      return { action: { label: event.label, probability: event.probability } };
    case 'windowSkipped':
      return { action: null };
    case 'sourceSizeChanged': {
      const { width, height } = event;
      return source === null ? {} : { source: { ...source, info: { ...source.info, width, height } } };
    }
    case 'progress':
      return source === null ? {} : { source: { ...source, seconds: event.seconds } };
    case 'sourceState': {
      const { state, source: info, error, retry = null } = event;
      return {
        // The last part was made before another camera: it says nothing of what is seen now.
        ...(snapshot.lastPart?.source !== info.name && { lastPart: null }),
        source: {
          ...watched(info, state),
          error,
          retry: state === 'playing' ? null : retry,
          seconds: source?.text === info.name ? source.seconds : 0,
        },
      };
    }
    case 'sourceRetried':
      return source === null ? {} : { source: { ...source, retry: event.retry } };
    case 'pictureChanged': {
      const { type: _, ...picture } = event;
      return { picture: event.state === 'usual' ? null : { ...picture, since: at } };
    }
    case 'sourceGone':
      return { source: null, action: null, hop: null, picture: null };
    case 'partStarted':
      return {
        part: {
          id: at,
          number: event.part,
          code: event.code,
          startSeconds: event.atSeconds,
          steps: [],
          expected: event.mayFollow?.[0] ?? null,
          next: event.mayFollow ?? [],
          doing: null,
          joined: null,
          ending: null,
          interruption: null,
          interrupted: false,
          identity: snapshot.nextPart,
          operator: snapshot.operator,
          filmed: [],
        },
        nextPart: null,
        ...(event.day !== undefined && { numbered: { day: event.day, number: event.part } }),
      };
    case 'partJoined':
      return part === null ? {} : { part: { ...part, joined: event.step } };
    case 'partResumed':
      return part === null ? {} : { part: { ...part, interrupted: true, interruption: null, ending: null } };
    case 'partEnding': {
      const ending = { at, undoSeconds: event.undoSeconds };
      return part === null ? {} : { part: { ...part, ending } };
    }
    case 'partEndUndone':
      return part === null ? {} : { part: { ...part, ending: null } };
    case 'actionStarted': {
      const { label: doing, expected, mayFollow = [] } = event;
      return part === null ? {} : { part: { ...part, doing, expected, next: mayFollow } };
    }
    case 'workInterrupted': {
      const interruption = { label: event.label, sinceSeconds: event.atSeconds };
      return part === null ? {} : { part: { ...part, interruption } };
    }
    case 'workResumed':
      return part === null ? {} : { part: { ...part, interruption: null } };
    case 'stepJudged': {
      if (part === null) return {};
      const { next: expected, mayFollow } = event;
      const next = mayFollow ?? (expected === null ? [] : [expected]);
      return { part: { ...part, doing: null, steps: withStep(part.steps, event), expected, next } };
    }
    case 'partEnded':
      return part === null ? {} : finished(snapshot, part, event.verdict, null, event.steps, event.atSeconds);
    case 'partAborted':
      return part === null ? {} : finished(snapshot, part, null, event.reason, part.steps, event.atSeconds);
    case 'partAcknowledged': {
      const acknowledgement = { by: event.by, reason: event.reason, at };
      const { lastPart } = snapshot;
      return {
        unacknowledged: snapshot.unacknowledged.filter((id) => id !== event.id),
        ...(lastPart?.id === event.id && { lastPart: { ...lastPart, acknowledgement } }),
      };
    }
    case 'nextPartIdentified':
      return { nextPart: event.identity, identityRefusal: null };
    case 'partIdentified':
      return {
        ...changedPart(snapshot, event.id, () => ({ identity: event.identity })),
        identityRefusal: null,
      };
    case 'identityRefused': {
      const { type: _, ...refusal } = event;
      return { identityRefusal: { ...refusal, at } };
    }
    case 'operatorChanged': {
      const { operator } = event;
      // Who logs in during a part that nobody has been named for works on it.
      const isTheirs = part !== null && part.operator === null && operator !== null;
      return { operator, ...(isTheirs && { part: { ...part, operator } }) };
    }
    case 'partOverridden': {
      const { id, verdict, by, reason, replaces } = event;
      const { shift, lastPart } = snapshot;
      const isNew = replaces === null && id >= shift.since;
      return {
        unacknowledged: snapshot.unacknowledged.filter((other) => other !== id),
        ...(isNew && { shift: { ...shift, overridden: shift.overridden + 1 } }),
        ...(lastPart?.id === id && { lastPart: { ...lastPart, override: { verdict, by, reason, at } } }),
      };
    }
    case 'mistakeFilmed':
      return changedPart(snapshot, event.id, ({ filmed }) => ({
        filmed: [...filmed.filter(({ name }) => name !== event.clip.name), event.clip],
      }));
    case 'evidenceKept':
      return changedPart(snapshot, event.id, () => ({ filmed: event.evidence.clips }));
    case 'outputState': {
      // An output that was attached again has another number and the same setting.
      const others = snapshot.outputs.filter(
        ({ output, setting }) =>
          output !== event.output && (event.setting === null || setting !== event.setting),
      );
      if (event.kind === 'preview' || event.state === 'ended') return { outputs: others };
      const { output, kind, state, target, error, setting } = event;
      return { outputs: [...others, { output, kind, state, target, error, setting }] };
    }
    case 'settingsChanged':
      return {
        settings: event.settings,
        settingsError: null,
        outputs: snapshot.outputs.filter((output) => isStillWanted(output, event.settings)),
        links: snapshot.links.filter(({ link }) =>
          event.settings.links.some(({ id, enabled }) => enabled && id === link),
        ),
      };
    case 'settingsRefused':
      return { settingsError: event.error };
    case 'modelState':
      return {
        model: event.model,
        errorEstimate: null,
        ...(event.model.state !== 'ready' && { serving: null }),
      };
    case 'servingState':
      return { serving: event.serving };
    case 'errorsEstimated':
      return { errorEstimate: event.estimate };
    case 'recipeState':
      return { recipe: event.recipe, nextRecipe: event.next };
    case 'shiftStarted':
      return {
        shift: { since: at, pass: 0, warn: 0, fail: 0, aborted: 0, overridden: 0 },
        recordReplaced: null,
      };
    case 'countsRecalled':
      return {
        shift: event.shift,
        unacknowledged: event.unacknowledged,
        ...(event.lastPart !== null && { lastPart: event.lastPart }),
      };
    case 'linkState': {
      const { type: _, ...status } = event;
      const known = snapshot.links.find(({ link }) => link === event.link);
      const present = { ...status, waiting: known?.waiting ?? 0 };
      return { links: replaced(snapshot.links, present) };
    }
    case 'linkBacklog': {
      const known = snapshot.links.find(({ link }) => link === event.link);
      return known ? { links: replaced(snapshot.links, { ...known, waiting: event.waiting }) } : {};
    }
    case 'storageState': {
      const { type: _, ...storage } = event;
      return { storage };
    }
    case 'recordState': {
      const { type: _, ...record } = event;
      return { record };
    }
    case 'recordReplaced':
      return { recordReplaced: event.error };
    case 'rolloutState':
      return { rollouts: withRollout(snapshot.rollouts, event.rollout) };
    case 'health':
      return { health: event.health };
    case 'pictureTaken':
    case 'windowsDropped':
    case 'streamDisturbed':
    case 'streamRecovered':
    case 'hardwareFailed':
    case 'journalDamaged':
    case 'clockChanged':
    case 'indexState':
    case 'partJudgedOtherwise':
    case 'evidenceSeen':
    case 'evidenceState':
    case 'partKept':
    case 'filesDeleted':
    case 'jobProgress':
    case 'audited':
    case 'teachingChanged':
    case 'trainingProgress':
    case 'runEnded':
    case 'runAborted':
      return {};
    default:
      return event satisfies never;
  }
}

type ChangingFields = Pick<FinishedPart, 'identity' | 'filmed'>;

/** The part in progress or the last one, whichever it is. */
function changedPart(
  { part, lastPart }: StationSnapshot,
  id: PartId,
  change: (part: ChangingFields) => Partial<ChangingFields>,
): Partial<StationSnapshot> {
  if (part?.id === id) return { part: { ...part, ...change(part) } };
  return lastPart?.id === id ? { lastPart: { ...lastPart, ...change(lastPart) } } : {};
}

/**
 * The part that began without the serial number that it needs: the one in progress, or the last one until the next part
 * begins. A code that is scanned is for this part. Null: no part asks.
 */
export function askingPart({
  settings,
  part,
  lastPart,
}: Pick<StationSnapshot, 'settings' | 'part' | 'lastPart'>): {
  readonly id: PartId;
  readonly number: number;
} | null {
  if (!settings.identity.serialRequired) return null;
  if (part !== null) return part.identity?.serial ? null : part;
  return lastPart === null || lastPart.verdict === null || lastPart.identity?.serial ? null : lastPart;
}

/** A judgement that amends an earlier one takes its place. */
export function withStep(
  steps: readonly JudgedStep[],
  { step, amends }: { readonly step: JudgedStep; readonly amends: boolean },
): readonly JudgedStep[] {
  const isSame = (other: JudgedStep): boolean => isSameStep(other, step);
  if (!amends || !steps.some(isSame)) return [...steps, step];
  return steps.map((other) => (isSame(other) ? step : other));
}

function replaced(links: readonly LinkStatus[], status: LinkStatus): readonly LinkStatus[] {
  return links.some(({ link }) => link === status.link)
    ? links.map((one) => (one.link === status.link ? status : one))
    : [...links, status];
}

/** In the order in which they were first heard of. */
function withRollout(
  rollouts: readonly StationRollout[],
  rollout: StationRollout,
): readonly StationRollout[] {
  return rollouts.some((one) => one.rollout === rollout.rollout)
    ? rollouts.map((one) => (one.rollout === rollout.rollout ? rollout : one))
    : [...rollouts, rollout].slice(-mostRollouts);
}

/** A failed output is shown until somebody switches it off. */
function isStillWanted({ setting, state }: OutputStatus, { outputs }: StationSettings): boolean {
  return (
    state !== 'failed' || setting === null || outputs.some(({ id, enabled }) => id === setting && enabled)
  );
}

function watched(info: SourceInfo, state: SourceState): WatchedSource {
  const live = isLive(parseSource(info.name));
  return { text: info.name, live, state, info, error: null, retry: null, seconds: 0 };
}

function finished(
  { shift, unacknowledged, source }: StationSnapshot,
  part: CurrentPart,
  verdict: Verdict | null,
  abortReason: AbortReason | null,
  steps: readonly JudgedStep[],
  endSeconds: number,
): Partial<StationSnapshot> {
  const { id, number, code, startSeconds, interrupted, joined, identity, operator, filmed } = part;
  const count = verdict ?? 'aborted';
  return {
    part: null,
    lastPart: {
      id,
      number,
      source: source?.text ?? '',
      code,
      verdict,
      abortReason,
      steps,
      seconds: Math.max(0, endSeconds - startSeconds),
      interrupted,
      joined,
      acknowledgement: null,
      identity,
      operator,
      override: null,
      filmed,
    },
    shift: { ...shift, [count]: shift[count] + 1 },
    ...(verdict === 'fail' && { unacknowledged: [...unacknowledged, id].slice(-mostUnacknowledged) }),
  };
}
