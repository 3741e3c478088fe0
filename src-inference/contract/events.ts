// What the engine reports while it runs: plain data that survives structuredClone.
import type { PlainStationError } from './errors.ts';
import type { EvidenceClip, WrittenEvidence } from './evidence.ts';
import type { AuditActor, AuditedSubject, EarlierPart, OperatorReason, PartIdentity } from './identity.ts';
import type { ServingState } from './inference-server.ts';
import type { LinkStatus } from './links.ts';
import type { LiveHop } from './live-hop.ts';
import type { NetworkChoice } from './model.ts';
import type { OutputSpec, OutputState } from './output.ts';
import type { PictureChange, PictureReferenceInfo } from './picture.ts';
import type { RecordState } from './record.ts';
import type { DeletedFiles, DeletionReason } from './retention.ts';
import type { StationRollout } from './rollouts.ts';
import type { ErrorEstimate, SequenceEvent, Verdict } from './sequence.ts';
import type { StationSettings } from './settings.ts';
import type { FinishedPart, ShiftCounts } from './snapshot.ts';
import type {
  AbortReason,
  Health,
  IndexStateName,
  ModelState,
  PartId,
  RecipeState,
  SourceInfo,
  SourceRetry,
  SourceState,
} from './states.ts';
import type { StorageState } from './storage.ts';
import type { DisturbanceCounts, StreamHealth } from './stream-health.ts';
import type { TeachingPart, TrainingJob } from './teaching.ts';

export type EngineEvent =
  | {
      readonly type: 'runStarted';
      readonly source: SourceInfo;
      /** Names from the card and the recipe. */
      readonly model: string;
      /** Which network of the model names the actions. */
      readonly network: NetworkChoice;
      readonly recipe: string | null;
      /** Steps of the expanded recipe; 0 without one. */
      readonly recipeSteps: number;
    }
  | {
      readonly type: 'windowClassified';
      readonly startSeconds: number;
      readonly endSeconds: number;
      readonly label: string;
      readonly probability: number;
      /** One for each label, in the order of the model card, rounded to 4 digits, so that a dry run can judge them again. */
      readonly probabilities: readonly number[];
    }
  | {
      readonly type: 'progress';
      readonly seconds: number;
      readonly frames: number;
      /** Of a live source: from the capture of a window's last frame to its judgement; null for a file. */
      readonly delaySeconds: number | null;
    }
  /** How far a long command is: optimizing, evaluating, measuring. */
  | {
      readonly type: 'jobProgress';
      /** What is being done, in a few words. */
      readonly text: string;
      /** 0 to 1; null when it is not known. */
      readonly done: number | null;
    }
  /** How often a window of a live source is judged from now on. */
  | { readonly type: 'hopState'; readonly hop: LiveHop }
  /** Hardware for video failed; what it did is done in software from now on, of a decoder for this source only. */
  | {
      readonly type: 'hardwareFailed';
      /** Name of the GStreamer element. */
      readonly element: string;
      readonly message: string;
    }
  /** Where an inference server is wanted: this place names the windows from now on. */
  | { readonly type: 'servingState'; readonly serving: ServingState }
  /** The network is slower than the hop: these windows were not judged, only the newest one. */
  | { readonly type: 'windowsDropped'; readonly count: number; readonly total: number }
  /** Too much of the picture was lost on its way: the window was not judged, and nothing that was done in it was seen. */
  | {
      readonly type: 'windowSkipped';
      readonly startSeconds: number;
      readonly endSeconds: number;
      readonly reason: 'damaged';
      /** Of this source. */
      readonly total: number;
    }
  /** More packets are lost than may be. It is told once, until `streamRecovered`. */
  | {
      readonly type: 'streamDisturbed';
      /** Of the packets of the last 30 s, 0 to 1. */
      readonly lostShare: number;
    }
  /** Hardly any packet is lost any more, or the source was closed. */
  | {
      readonly type: 'streamRecovered';
      /** By the clock, since `streamDisturbed`. */
      readonly seconds: number;
      readonly counts: DisturbanceCounts;
    }
  /** The pictures of a live source have another size from now on, in square pixels. */
  | { readonly type: 'sourceSizeChanged'; readonly width: number; readonly height: number }
  | {
      readonly type: 'sourceState';
      readonly state: SourceState;
      readonly source: SourceInfo;
      /** Why the source does not play; null when there is no error. */
      readonly error: PlainStationError | null;
      /** Attempts until now. With `playing`: those that were needed. Left out when there was none. */
      readonly retry?: SourceRetry;
    }
  /** Another attempt failed for the same reason. It is not recorded: the next `sourceState` has the number of attempts. */
  | { readonly type: 'sourceRetried'; readonly retry: SourceRetry }
  /** The picture of a live source is another one than usual, or the usual one again. */
  | ({ readonly type: 'pictureChanged' } & PictureChange)
  /** From now on this is the usual picture of the source. */
  | ({ readonly type: 'pictureTaken' } & PictureReferenceInfo)
  | {
      readonly type: 'outputState';
      /** The number that `attachOutput` answered with. */
      readonly output: number;
      readonly kind: OutputSpec['kind'];
      readonly state: OutputState;
      /** Where it goes: a file, a socket, an address. */
      readonly target: string;
      readonly error: PlainStationError | null;
      /** Id of the setting that the output comes from; null: a command attached it. */
      readonly setting: string | null;
      /** What a person calls it; left out when nobody has named it. */
      readonly name?: string;
      /** Of a recording: time of the source at the start of the current file; null for other outputs. */
      readonly fromSeconds: number | null;
    }
  | SequenceEvent
  /** The part has no verdict; the steps that were judged keep their judgement. */
  | {
      readonly type: 'partAborted';
      readonly part: number;
      readonly atSeconds: number;
      readonly reason: AbortReason;
    }
  /**
   * A person ended the part, which is not complete. It ends in `undoSeconds` (`partEnded`), as it was at `atSeconds`, unless
   * the person takes it back (`partEndUndone`). Nothing is judged, counted or sent until then.
   */
  | {
      readonly type: 'partEnding';
      readonly part: number;
      readonly atSeconds: number;
      readonly undoSeconds: number;
    }
  /** The part goes on: what was seen since `partEnding` is judged now. */
  | { readonly type: 'partEndUndone'; readonly part: number; readonly atSeconds: number }
  | {
      readonly type: 'runEnded';
      readonly frames: number;
      readonly seconds: number;
      /**
       * The worst of all parts; null when there was no recipe. When no part was seen at all: `fail` for a file, null for
       * a live source.
       */
      readonly verdict: Verdict | null;
      /** How well the stream arrived; left out for what is no stream. */
      readonly stream?: StreamHealth;
    }
  /** The run broke off. Judged steps keep their judgement; the part in progress has no verdict. */
  | { readonly type: 'runAborted'; readonly error: PlainStationError }
  | WorkplaceEvent;

/** Events that only a workplace publishes. */
type WorkplaceEvent =
  /** The engine before this one was lost in the middle of the part; this engine goes on with it. */
  | {
      readonly type: 'partResumed';
      readonly part: number;
      readonly atSeconds: number;
      /** What was not seen of the source. A file goes on where it was: nothing is missing of it. */
      readonly missedSeconds: number;
      /** By the clock: from the last window that was judged to the first picture after it. Earlier versions do not say it. */
      readonly stoppedSeconds?: number;
    }
  | { readonly type: 'partAcknowledged'; readonly id: PartId; readonly by: string; readonly reason: string }
  | { readonly type: 'shiftStarted' }
  /** The part that begins next has this identity; null takes it back. The one that is begun with takes it with it. */
  | { readonly type: 'nextPartIdentified'; readonly identity: PartIdentity | null; readonly by: string }
  /** A part has this identity, which began without one or with another. */
  | {
      readonly type: 'partIdentified';
      readonly id: PartId;
      readonly identity: PartIdentity;
      readonly by: string;
    }
  /** Nothing was taken of it. */
  | {
      readonly type: 'identityRefused';
      /** What was scanned or sent, with visible signs in place of control characters. */
      readonly text: string;
      readonly by: string;
      readonly error: PlainStationError;
      readonly identity: PartIdentity | null;
      readonly earlier: EarlierPart | null;
    }
  /** Who works at the bench from now on; null: nobody has logged in. */
  | { readonly type: 'operatorChanged'; readonly operator: string | null; readonly reason: OperatorReason }
  /** A person's verdict in place of the checker's. */
  | {
      readonly type: 'partOverridden';
      readonly id: PartId;
      readonly verdict: Verdict;
      readonly by: string;
      readonly reason: string;
      /** The verdict of an earlier override; null: this is the first one. */
      readonly replaces: Verdict | null;
    }
  /** A person judges the part otherwise than the station, for the next network to learn from. The verdict stays. */
  | {
      readonly type: 'partJudgedOtherwise';
      readonly id: PartId;
      readonly judgement: 'falseAlarm' | 'missed';
      readonly by: string;
      readonly note: string;
    }
  /** A mistake of the part in progress, or of one that has just ended, can be played. Its name changes with `evidenceKept`. */
  | { readonly type: 'mistakeFilmed'; readonly id: PartId; readonly clip: EvidenceClip }
  /** What is kept of a part that is not a pass was written. */
  | { readonly type: 'evidenceKept'; readonly id: PartId; readonly evidence: WrittenEvidence }
  /** Somebody has looked at the evidence of the part. */
  | { readonly type: 'evidenceSeen'; readonly id: PartId; readonly by: string }
  /** Whether clips of mistakes can be kept; said when it changes. */
  | {
      readonly type: 'evidenceState';
      /** `withoutClips`: video cannot be encoded. `failed`: nothing can be written. */
      readonly state: 'ready' | 'withoutClips' | 'failed';
      /** Null when it is ready. */
      readonly error: PlainStationError | null;
    }
  /** A person keeps the recording and the evidence of a part for good, or lets them go. */
  | { readonly type: 'partKept'; readonly id: PartId; readonly kept: boolean; readonly by: string }
  /** Recordings and evidence are gone from the disk. At most a hundred in one event. */
  | {
      readonly type: 'filesDeleted';
      readonly reason: DeletionReason;
      readonly files: readonly DeletedFiles[];
      /** Of all of them together. */
      readonly bytes: number;
    }
  /** Whether there is room to record; said when it changes. */
  | ({ readonly type: 'storageState' } & StorageState)
  /** Whether events reach the disk; said when it changes, and when the first of them is lost. */
  | ({ readonly type: 'recordState' } & RecordState)
  /** Files of the record were deleted, moved or replaced. They were made again, of what was still known. */
  | { readonly type: 'recordReplaced'; readonly error: PlainStationError }
  /** Somebody changed something that parts are judged by, or that people rely on. Secrets are never in it. */
  | {
      readonly type: 'audited';
      readonly what: AuditedSubject;
      /** Name of the recipe, the setting, the person. */
      readonly subject: string;
      readonly by: AuditActor;
      /** As short texts; null: there was nothing, or there is nothing any more. */
      readonly before: string | null;
      readonly after: string | null;
    }
  /** A command closed the source. */
  | { readonly type: 'sourceGone' }
  | { readonly type: 'modelState'; readonly model: ModelState }
  /** From here on parts are judged by this estimate of the network's errors: the card does not say how it errs. */
  | { readonly type: 'errorsEstimated'; readonly estimate: ErrorEstimate }
  | { readonly type: 'recipeState'; readonly recipe: RecipeState; readonly next: string | null }
  | { readonly type: 'settingsChanged'; readonly settings: StationSettings }
  /** The file of the settings could not be used. It was kept under another name; the station began with initial settings. */
  | { readonly type: 'settingsRefused'; readonly error: PlainStationError }
  /** Lines of the newest journals could not be used when the station began. They stay where they are. */
  | { readonly type: 'journalDamaged'; readonly error: PlainStationError }
  /** The clock of the machine was set, other than by a time service that keeps it in step: times jump here, the order does not. */
  | {
      readonly type: 'clockChanged';
      /** Above 0: forward. */
      readonly bySeconds: number;
      /** No engine ran meanwhile: known only of a clock that went back, and it may have gone further. */
      readonly whileStopped: boolean;
    }
  /** A station that began before its index was complete knows now what the record says of the shift. It is not recorded. */
  | {
      readonly type: 'countsRecalled';
      readonly shift: ShiftCounts;
      readonly unacknowledged: readonly PartId[];
      /** Null: there is none, or it is known already. */
      readonly lastPart: FinishedPart | null;
    }
  /** Something is wrong with the index of the history, or no longer. */
  | {
      readonly type: 'indexState';
      readonly state: IndexStateName;
      /** Why it is built again, or cannot be; null when it is ready. */
      readonly error: PlainStationError | null;
    }
  | ({ readonly type: 'linkState' } & Omit<LinkStatus, 'waiting'>)
  /** How many messages wait for a connection: at most once a second. */
  | { readonly type: 'linkBacklog'; readonly link: string; readonly waiting: number }
  /** What has become of something that the plant rolls out. */
  | { readonly type: 'rolloutState'; readonly rollout: StationRollout }
  | { readonly type: 'health'; readonly health: Health }
  /** Something about the project that teaches has changed: whoever shows it asks again. */
  | { readonly type: 'teachingChanged'; readonly what: TeachingPart }
  | { readonly type: 'trainingProgress'; readonly job: TrainingJob };

/** An event on its way to the screens. */
export interface NumberedEvent {
  /** Rises with every event of a station, over restarts and whatever its clock does: the order of events, where `at` is none. */
  readonly sequence: number;
  /** ISO 8601. */
  readonly at: string;
  readonly event: EngineEvent;
}
