// The state of a station, and how an event changes it. The engine and every screen fold the same events with the same
// reducer: a screen that connects later asks for the snapshot, and goes on from its sequence number.
import type { PlainStationError } from './errors.ts';
import type { EngineEvent, NumberedEvent } from './events.ts';
import type { EvidenceClip } from './evidence.ts';
import type { IdentityRefusal, PartIdentity, PartOverride } from './identity.ts';
import type { ServingState } from './inference-server.ts';
import type { LinkStatus } from './links.ts';
import type { LiveHop } from './live-hop.ts';
import type { OutputSpec, OutputState } from './output.ts';
import type { NamedStep } from './reason.ts';
import type { StationRollout } from './rollouts.ts';
import { type ErrorEstimate, isSameStep, type JudgedStep, type Verdict } from './sequence.ts';
import type { StationSettings } from './settings.ts';
import { isLive, parseSource } from './source.ts';
import type {
  AbortReason,
  Health,
  ModelState,
  PartId,
  RecipeState,
  SourceInfo,
  SourceState,
} from './states.ts';
import type { StorageState } from './storage.ts';

/** Nobody looks through more; the snapshot of a station that nobody looks after must not grow without end. */
export const mostUnacknowledged = 500;
/** What became of older rollouts is in the trail. */
export const mostRollouts = 20;

export interface WatchedSource {
  /** As a person would type it, without its password. */
  readonly text: string;
  readonly live: boolean;
  readonly state: SourceState;
  readonly info: SourceInfo;
  readonly error: PlainStationError | null;
  /** Time of the source up to which windows were judged. */
  readonly seconds: number;
}

export interface OutputStatus {
  /** The number of the output, by which events and commands name it. */
  readonly output: number;
  readonly kind: OutputSpec['kind'];
  readonly state: OutputState;
  readonly target: string;
  readonly error: PlainStationError | null;
  /** Id of the setting that the output comes from; null: a command attached it. */
  readonly setting: string | null;
}

interface CurrentAction {
  readonly label: string;
  readonly probability: number;
}

interface WorkInterruption {
  /** The action that stopped; null: something is being done that is no known action. */
  readonly label: string | null;
  readonly sinceSeconds: number;
}

export interface CurrentPart {
  readonly id: PartId;
  readonly number: number;
  /** Serial number that the part was begun with; null without one. */
  readonly code: string | null;
  readonly startSeconds: number;
  readonly steps: readonly JudgedStep[];
  readonly expected: NamedStep | null;
  /** The action in progress, which is not judged yet. */
  readonly doing: string | null;
  /** The work has stopped; null while it goes on. */
  readonly interruption: WorkInterruption | null;
  /** An engine was lost in the middle of this part. */
  readonly interrupted: boolean;
  /** Null: nobody said which part it is. */
  readonly identity: PartIdentity | null;
  /** Who works on it; null: nobody had logged in. */
  readonly operator: string | null;
  /** Its mistakes that can be played already. */
  readonly filmed: readonly EvidenceClip[];
}

export interface FinishedPart {
  readonly id: PartId;
  readonly number: number;
  /** Serial number that the part was begun with; null without one. */
  readonly code: string | null;
  /** Null when it was aborted. */
  readonly verdict: Verdict | null;
  readonly abortReason: AbortReason | null;
  readonly steps: readonly JudgedStep[];
  readonly seconds: number;
  readonly interrupted: boolean;
  readonly acknowledgement: Acknowledgement | null;
  readonly identity: PartIdentity | null;
  readonly operator: string | null;
  /** Null: the verdict of the checker stands. */
  readonly override: PartOverride | null;
  /** Its mistakes that can be played. */
  readonly filmed: readonly EvidenceClip[];
}

export interface Acknowledgement {
  readonly by: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Parts by the verdict of the checker. */
export interface ShiftCounts {
  readonly since: string;
  readonly pass: number;
  readonly warn: number;
  readonly fail: number;
  readonly aborted: number;
  /** How many of them a person gave a verdict of their own. */
  readonly overridden: number;
}

export interface StationSnapshot {
  /** Another value for each engine process, whose sequence numbers begin again. */
  readonly engine: string;
  /** Sequence number of the last event that is in it. */
  readonly sequence: number;
  readonly settings: StationSettings;
  /** Why the file of the settings could not be used; null after a change of the settings. */
  readonly settingsError: PlainStationError | null;
  readonly model: ModelState;
  /** Where windows are named; null while no inference server is wanted. */
  readonly serving: ServingState | null;
  /** What parts are judged by where the card does not say how the network errs; null without an estimate. */
  readonly errorEstimate: ErrorEstimate | null;
  readonly recipe: RecipeState;
  /** The recipe that holds from the next part on; null when it is the current one. */
  readonly nextRecipe: string | null;
  readonly source: WatchedSource | null;
  /** How often a window of the live source is judged; null for a file, and before the first run. */
  readonly hop: LiveHop | null;
  readonly action: CurrentAction | null;
  readonly part: CurrentPart | null;
  /** Null until a part has ended. */
  readonly lastPart: FinishedPart | null;
  /** Failed parts that nobody has acknowledged, oldest first; the newest 500. */
  readonly unacknowledged: readonly PartId[];
  readonly shift: ShiftCounts;
  /** Who works at the bench; null: nobody has logged in. */
  readonly operator: string | null;
  /** Of the part that begins next; null: nobody has said it. */
  readonly nextPart: PartIdentity | null;
  /** The last code or identity, if it was not taken. */
  readonly identityRefusal: IdentityRefusal | null;
  readonly outputs: readonly OutputStatus[];
  /** Of the connections that are switched on, in the order in which they were first heard of. */
  readonly links: readonly LinkStatus[];
  /** Whether there is room to record. */
  readonly storage: StorageState;
  /** What the plant rolled out to this station, the newest last; the newest 20. */
  readonly rollouts: readonly StationRollout[];
  readonly health: Health | null;
}

/** The snapshot after an event. Pure. */
export function advance(snapshot: StationSnapshot, { sequence, at, event }: NumberedEvent): StationSnapshot {
  return { ...snapshot, ...changesOf(snapshot, event, at), sequence };
}

function changesOf(snapshot: StationSnapshot, event: EngineEvent, at: string): Partial<StationSnapshot> {
  const { part, source } = snapshot;
  switch (event.type) {
    case 'runStarted':
      return { action: null, hop: null };
    case 'hopState':
      return { hop: event.hop };
    case 'windowClassified':
      return { action: { label: event.label, probability: event.probability } };
    case 'progress':
      return source === null ? {} : { source: { ...source, seconds: event.seconds } };
    case 'sourceState': {
      const { state, source: info, error } = event;
      return {
        source: {
          text: info.name,
          live: isLive(parseSource(info.name)),
          state,
          info,
          error,
          seconds: source?.text === info.name ? source.seconds : 0,
        },
      };
    }
    case 'sourceGone':
      return { source: null, action: null, hop: null };
    case 'partStarted':
      return {
        part: {
          id: at,
          number: event.part,
          code: event.code,
          startSeconds: event.atSeconds,
          steps: [],
          expected: null,
          doing: null,
          interruption: null,
          interrupted: false,
          identity: snapshot.nextPart,
          operator: snapshot.operator,
          filmed: [],
        },
        nextPart: null,
      };
    case 'partResumed':
      return part === null ? {} : { part: { ...part, interrupted: true, interruption: null } };
    case 'actionStarted':
      return part === null ? {} : { part: { ...part, doing: event.label, expected: event.expected } };
    case 'workInterrupted': {
      const interruption = { label: event.label, sinceSeconds: event.atSeconds };
      return part === null ? {} : { part: { ...part, interruption } };
    }
    case 'workResumed':
      return part === null ? {} : { part: { ...part, interruption: null } };
    case 'stepJudged':
      if (part === null) return {};
      return {
        part: { ...part, doing: null, steps: withStep(part.steps, event), expected: event.next },
      };
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
      return { shift: { since: at, pass: 0, warn: 0, fail: 0, aborted: 0, overridden: 0 } };
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
    case 'rolloutState':
      return { rollouts: withRollout(snapshot.rollouts, event.rollout) };
    case 'health':
      return { health: event.health };
    case 'windowsDropped':
    case 'hardwareFailed':
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

function finished(
  { shift, unacknowledged }: StationSnapshot,
  part: CurrentPart,
  verdict: Verdict | null,
  abortReason: AbortReason | null,
  steps: readonly JudgedStep[],
  endSeconds: number,
): Partial<StationSnapshot> {
  const { id, number, code, startSeconds, interrupted, identity, operator, filmed } = part;
  const count = verdict ?? 'aborted';
  return {
    part: null,
    lastPart: {
      id,
      number,
      code,
      verdict,
      abortReason,
      steps,
      seconds: Math.max(0, endSeconds - startSeconds),
      interrupted,
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
