// What the thread of the connections and the thread of an OPC UA server say to each other.
import type { OpcuaLinkSpec, PlainStationError } from '../../contract/index.ts';
import type { StationMessage } from '../messages/station-message.ts';
import type { Answer, Question } from '../thread/thread-messages.ts';
import type { VisionState } from './vision-state.ts';

/** `workerData` of the thread. */
export interface ServerSetup {
  readonly spec: OpcuaLinkSpec;
  /** Certificates: of the station, and of the clients that it trusts. */
  readonly certificates: string;
  /** Folder of the journals. */
  readonly record: string;
  /** Only whether the server could be started: the thread ends with `ready` or `refused`. */
  readonly isTest: boolean;
}

export type ServerRequest =
  /** Whenever it has changed. */
  | { readonly kind: 'state'; readonly state: VisionState }
  | { readonly kind: 'message'; readonly id: number; readonly message: StationMessage }
  /** Of the question with this id. */
  | ({ readonly kind: 'answer' } & Answer)
  | { readonly kind: 'close' };

export type ServerMessage =
  /** Every second: a thread that hangs sends none. */
  | { readonly kind: 'heartbeat' }
  /** Clients may come. */
  | { readonly kind: 'ready' }
  /** The thread ends. */
  | { readonly kind: 'refused'; readonly error: PlainStationError }
  /** The message with this id is known to clients. */
  | { readonly kind: 'taken'; readonly id: number }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question };
