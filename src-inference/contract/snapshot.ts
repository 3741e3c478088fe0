// The state of a station. A screen that connects later asks for it, and goes on from its sequence number.
import type { PlainStationError } from './errors.ts';
import type { EvidenceClip } from './evidence.ts';
import type { IdentityRefusal, PartIdentity, PartOverride } from './identity.ts';
import type { ServingState } from './inference-server.ts';
import type { LinkStatus } from './links.ts';
import type { LiveHop } from './live-hop.ts';
import type { OutputSpec, OutputState } from './output.ts';
import type { PictureStatus } from './picture.ts';
import type { NamedStep } from './reason.ts';
import type { RecordState } from './record.ts';
import type { StationRollout } from './rollouts.ts';
import type { ErrorEstimate, JudgedStep, Verdict } from './sequence.ts';
import type { StationSettings } from './settings.ts';
import type {
  AbortReason,
  Health,
  ModelState,
  PartId,
  RecipeState,
  SourceInfo,
  SourceRetry,
  SourceState,
} from './states.ts';
import type { StorageState } from './storage.ts';

/** Nobody looks through more; the snapshot of a station that nobody looks after must not grow without end. */
export const mostUnacknowledged = 500;
/** What became of older rollouts is in the trail. */
export const mostRollouts = 20;

/** Parts are numbered from 1 each day: the local date, or that on which the shift began that the part is made in. */
export interface PartNumber {
  readonly day: string;
  readonly number: number;
}

export interface WatchedSource {
  /** As a person would type it, without its secrets. */
  readonly text: string;
  readonly live: boolean;
  readonly state: SourceState;
  readonly info: SourceInfo;
  readonly error: PlainStationError | null;
  /** Null while it plays, and while nothing has failed. */
  readonly retry: SourceRetry | null;
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

/** A person ended the part in the middle, and may take it back. */
interface PartEnding {
  /** When, ISO 8601. */
  readonly at: string;
  /** For how long it can be taken back. */
  readonly undoSeconds: number;
}

export interface CurrentPart {
  readonly id: PartId;
  /** Of the station and the day, over sources and restarts. */
  readonly number: number;
  /** Serial number that the part was begun with; null without one. */
  readonly code: string | null;
  readonly startSeconds: number;
  readonly steps: readonly JudgedStep[];
  /** The step that the recipe asks for; null when nothing is left. */
  readonly expected: NamedStep | null;
  /** All steps that may be done next, after the action in progress if there is one; empty when nothing is left. */
  readonly next: readonly NamedStep[];
  /** The action in progress, which is not judged yet. */
  readonly doing: string | null;
  /** The first step that was seen of a part whose beginning was not; null: it was seen from its start. */
  readonly joined: NamedStep | null;
  /** Null: nobody has ended it. */
  readonly ending: PartEnding | null;
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
  /** Of the station and the day, over sources and restarts. */
  readonly number: number;
  /** The source that showed it, as `WatchedSource.text`. */
  readonly source: string;
  /** Serial number that the part was begun with; null without one. */
  readonly code: string | null;
  /** Null when it was aborted. */
  readonly verdict: Verdict | null;
  readonly abortReason: AbortReason | null;
  readonly steps: readonly JudgedStep[];
  readonly seconds: number;
  readonly interrupted: boolean;
  /** The first step that was seen of a part whose beginning was not; null: it was seen from its start. */
  readonly joined: NamedStep | null;
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
  /** Null: it is as usual, or nobody can know: a file, no picture yet, nothing to compare it with. */
  readonly picture: PictureStatus | null;
  readonly action: CurrentAction | null;
  readonly part: CurrentPart | null;
  /** Null until a part has ended. */
  readonly lastPart: FinishedPart | null;
  /** The number of the newest part, and the day that it is counted in; null: none was numbered yet. */
  readonly numbered: PartNumber | null;
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
  /** Whether events reach the disk. */
  readonly record: RecordState;
  /** What happened to files of the record that were deleted or replaced in this shift; null: nothing did. */
  readonly recordReplaced: PlainStationError | null;
  /** Whether there is room to record. */
  readonly storage: StorageState;
  /** What the plant rolled out to this station, the newest last; the newest 20. */
  readonly rollouts: readonly StationRollout[];
  readonly health: Health | null;
}
