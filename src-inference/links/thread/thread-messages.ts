// What the engine and the thread of the connections say to each other.
import type {
  Commands,
  LinkCondition,
  LinkSetting,
  NumberedEvent,
  PartIdentity,
  PlainStationError,
  RolloutOrder,
  StationSnapshot,
} from '../../contract/index.ts';

/** `workerData` of the thread. */
export interface LinksSetup {
  /** Folder of the journals. */
  readonly record: string;
  /** Folder of the evidence. */
  readonly evidence: string;
  /** Folder of what the plant rolls out. */
  readonly rollouts: string;
  /** Path of the outbox. */
  readonly outbox: string;
}

/** Commands that a client of a connection may cause. */
type AskedCommand = 'listRecipes' | 'useRecipe' | 'acknowledgePart';

export type Question = {
  readonly [Name in AskedCommand]: {
    readonly command: Name;
    readonly input: Commands[Name]['input'];
    /** Which user of the connection; null: one without a name. */
    readonly user: string | null;
  };
}[AskedCommand];

/** Of the question with this id. */
export interface Answer {
  readonly id: number;
  /** Exactly one of them is null. */
  readonly output: unknown;
  readonly error: PlainStationError | null;
}

export type AnswerTo<Asked extends Question> = Commands[Asked['command']]['output'];

/** A connection that is switched on. */
export interface FollowedLink extends LinkSetting {
  /** ISO 8601: when it was saved or switched on. What happened from then on is sent to it. */
  readonly since: string;
}

export type LinksRequest =
  /** The first message, and again when the settings changed. With secrets; those that are switched off are left out. */
  | { readonly kind: 'follow'; readonly links: readonly FollowedLink[] }
  /** Before the events that follow it. */
  | { readonly kind: 'snapshot'; readonly snapshot: StationSnapshot }
  | { readonly kind: 'event'; readonly event: NumberedEvent }
  | { readonly kind: 'test'; readonly id: number; readonly link: LinkSetting }
  /** Of the question with this id. */
  | ({ readonly kind: 'answer' } & Answer)
  /** Signals go off, receivers are told, and the thread ends. */
  | { readonly kind: 'close' };

/** State of one connection as its thread sees it. */
export interface LinkReport {
  readonly link: string;
  readonly state: LinkCondition;
  readonly error: PlainStationError | null;
  readonly lost: number;
  readonly waiting: number;
}

export type LinksMessage =
  /** Every second: a thread that hangs sends none. */
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'report'; readonly report: LinkReport }
  /** Without an error the connection is as it should be. */
  | { readonly kind: 'tested'; readonly id: number; readonly error: PlainStationError | null }
  /** The plant says which part comes next; null takes it back. */
  | { readonly kind: 'identify'; readonly link: string; readonly identity: PartIdentity | null }
  | { readonly kind: 'ask'; readonly id: number; readonly link: string; readonly question: Question }
  /** The plant wants these rollouts of the station. */
  | { readonly kind: 'ordered'; readonly link: string; readonly orders: readonly RolloutOrder[] }
  /** The files of a rollout are there and checked, or never will be. */
  | { readonly kind: 'fetched'; readonly rollout: string; readonly error: PlainStationError | null }
  /** What waited in the outbox is lost: the file was damaged. */
  | { readonly kind: 'outboxDamaged' };
