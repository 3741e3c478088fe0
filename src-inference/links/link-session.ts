// What every kind of connection has in common: it is made, it serves until it breaks, and it is made again.
import type {
  PartIdentity,
  PlainStationError,
  RolloutOrder,
  StationError,
  StationSnapshot,
} from '../contract/index.ts';
import type { EvidenceMessage } from './messages/station-message.ts';
import type { QueuedMessage } from './outbox/outbox.ts';
import type { Ask } from './questions.ts';

/** The messages that wait for one connection, and what it says to the station. */
export interface LinkQueue {
  /** Id of the connection. */
  readonly link: string;
  /** The oldest ones. */
  next(most: number): readonly QueuedMessage[];
  acknowledge(lastId: number): void;
  giveUp(message: QueuedMessage): void;
  /** How many there are. */
  waiting(): number;
  nextBirth(): number;
  /** The plant wants these rollouts of the station. */
  ordered(orders: readonly RolloutOrder[]): void;
  /** The files of a rollout are there and checked, or never will be. */
  fetched(rollout: string, error: PlainStationError | null): void;
  /**
   * A store has the evidence of a message: the other connections are told, and the message is done.
   *
   * @param missing Files that were deleted at the station before.
   */
  stored(id: number, evidence: EvidenceMessage, missing: number): void;
  /** The plant says which part comes next; null takes it back. */
  identify(identity: PartIdentity | null): void;
  /** A client wants something of the station. @throws StationError of the command. */
  readonly ask: Ask;
}

/** A connection that is made. */
export interface LinkSession {
  /** Rejects with a StationError when the connection breaks; never resolves. */
  readonly broken: Promise<never>;
  /** The station has changed: it is told before what waits. */
  present(snapshot: StationSnapshot): void;
  /** There are messages in the queue. */
  wake(): void;
  /** Says good-bye as the kind of connection asks for, and ends it. Never rejects. */
  close(): Promise<void>;
}

/** Folders of the station that a connection may need. */
export interface LinkPlaces {
  /** Folder of the journals. */
  readonly record: string;
  /** Where connections keep their own files. */
  readonly folder: string;
  /** Evidence of parts. */
  readonly evidence: string;
  /** What the plant rolls out. */
  readonly rollouts: string;
}

/** How a kind of connection is made and tried. */
export interface LinkDriver {
  /** @throws StationError when it cannot be made. */
  connect(queue: LinkQueue, snapshot: StationSnapshot): Promise<LinkSession>;
  /** @throws StationError that says what is wrong. */
  test(): Promise<void>;
}

/** A promise that is only ever rejected, and the function for it. */
export function breakable(): {
  readonly broken: Promise<never>;
  readonly fail: (error: StationError) => void;
} {
  let fail: (error: StationError) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Whoever closes the connection does not wait for it to break.
  broken.catch(() => undefined);
  return { broken, fail };
}
