// The state of a station, and how an event changes it. The engine and every screen fold the same events with the same
// function: a screen that comes late asks for the snapshot, and goes on from its sequence number.
import type { PlainStationError } from './errors.ts';
import type { AbortReason, EngineEvent, Health, SourceInfo, SourceState } from './events.ts';
import type { ModelInfo } from './model.ts';
import type { OutputSpec, OutputState } from './output.ts';
import type { NamedStep } from './reason.ts';
import type { RecipeInfo } from './recipe.ts';
import { isSameStep, type JudgedStep, type Verdict } from './sequence.ts';
import type { StationSettings } from './settings.ts';
import { isLive, parseSource } from './source.ts';

/** More than anybody will go through: a station that nobody looks after must not grow. */
const mostUnacknowledged = 500;

/** ISO time at which the part began: unique, sorts by age, and finds its place in the journal. */
export type PartId = string;

export type ModelState =
  | { readonly state: 'loading'; readonly directory: string }
  | {
      readonly state: 'ready';
      readonly directory: string;
      readonly info: ModelInfo;
      /** Of the file that was taken, such as `fp32`. */
      readonly precision: string;
      /** Such as `cpu`. */
      readonly backend: string;
    }
  | { readonly state: 'failed'; readonly directory: string; readonly error: PlainStationError };

export type RecipeState =
  | { readonly state: 'none' }
  | { readonly state: 'ready'; readonly name: string; readonly info: RecipeInfo }
  /** It is chosen, but cannot be used: not valid, not there, or not for this model. */
  | { readonly state: 'failed'; readonly name: string; readonly error: PlainStationError };

export interface WatchedSource {
  /** As a person would type it, passwords left out. */
  readonly text: string;
  readonly live: boolean;
  readonly state: SourceState;
  readonly info: SourceInfo;
  readonly error: PlainStationError | null;
  /** Time in the source that was judged last. */
  readonly seconds: number;
}

export interface OutputStatus {
  /** Number by which the engine names it. */
  readonly output: number;
  readonly kind: OutputSpec['kind'];
  readonly state: OutputState;
  readonly target: string;
  readonly error: PlainStationError | null;
  /** Id of the setting that it comes from; null: it was attached by hand. */
  readonly setting: string | null;
}

export interface CurrentAction {
  readonly label: string;
  readonly probability: number;
}

export interface CurrentPart {
  readonly id: PartId;
  readonly number: number;
  /** Serial number that it was begun with; null without one. */
  readonly code: string | null;
  readonly startSeconds: number;
  readonly steps: readonly JudgedStep[];
  readonly expected: NamedStep | null;
  /** What is being done right now, not judged yet. */
  readonly doing: string | null;
  /** The engine was lost and came back in the middle of this part. */
  readonly interrupted: boolean;
}

export interface FinishedPart {
  readonly id: PartId;
  readonly number: number;
  /** Serial number that it was begun with; null without one. */
  readonly code: string | null;
  /** Null when it was aborted. */
  readonly verdict: Verdict | null;
  readonly abortReason: AbortReason | null;
  readonly steps: readonly JudgedStep[];
  readonly seconds: number;
  readonly interrupted: boolean;
  readonly acknowledgement: Acknowledgement | null;
}

export interface Acknowledgement {
  readonly by: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface ShiftCounts {
  readonly since: string;
  readonly pass: number;
  readonly warn: number;
  readonly fail: number;
  readonly aborted: number;
}

export interface StationSnapshot {
  /** Changes when the engine was started anew: sequence numbers begin again. */
  readonly engine: string;
  /** Of the last event that is in it. */
  readonly sequence: number;
  readonly settings: StationSettings;
  /** Why the file of the settings could not be used; null once they were changed. */
  readonly settingsError: PlainStationError | null;
  readonly model: ModelState;
  readonly recipe: RecipeState;
  /** Chosen while a part was in progress: checks from the next part on; null when there is none. */
  readonly nextRecipe: string | null;
  readonly source: WatchedSource | null;
  readonly action: CurrentAction | null;
  readonly part: CurrentPart | null;
  /** Null until a part has ended. */
  readonly lastPart: FinishedPart | null;
  /** Failed parts that nobody has acknowledged, oldest first; the newest 500. */
  readonly unacknowledged: readonly PartId[];
  readonly shift: ShiftCounts;
  readonly outputs: readonly OutputStatus[];
  readonly health: Health | null;
}

/** An event on its way to the screens. */
export interface NumberedEvent {
  readonly sequence: number;
  /** ISO 8601. */
  readonly at: string;
  readonly event: EngineEvent;
}

/** The snapshot after an event. Pure. */
export function advance(snapshot: StationSnapshot, { sequence, at, event }: NumberedEvent): StationSnapshot {
  return { ...snapshot, ...changesOf(snapshot, event, at), sequence };
}

function changesOf(snapshot: StationSnapshot, event: EngineEvent, at: string): Partial<StationSnapshot> {
  const { part, source } = snapshot;
  switch (event.type) {
    case 'runStarted':
      return { action: null };
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
      return { source: null, action: null };
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
          interrupted: false,
        },
      };
    case 'partResumed':
      return part === null ? {} : { part: { ...part, interrupted: true } };
    case 'actionStarted':
      return part === null ? {} : { part: { ...part, doing: event.label, expected: event.expected } };
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
    case 'outputState': {
      // One that is attached anew has another number, and the same setting.
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
      };
    case 'settingsRefused':
      return { settingsError: event.error };
    case 'modelState':
      return { model: event.model };
    case 'recipeState':
      return { recipe: event.recipe, nextRecipe: event.next };
    case 'shiftStarted':
      return { shift: { since: at, pass: 0, warn: 0, fail: 0, aborted: 0 } };
    case 'health':
      return { health: event.health };
    case 'windowsDropped':
    case 'jobProgress':
    case 'runEnded':
    case 'runAborted':
      return {};
    default:
      return event satisfies never;
  }
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

/** An output that failed is shown until somebody switches it off. */
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
  const { id, number, code, startSeconds, interrupted } = part;
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
    },
    shift: { ...shift, [count]: shift[count] + 1 },
    ...(verdict === 'fail' && { unacknowledged: [...unacknowledged, id].slice(-mostUnacknowledged) }),
  };
}
