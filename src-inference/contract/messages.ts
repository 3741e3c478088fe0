// Requests and answers as they look on whatever port joins an engine with the process that started it.
import type { CommandName, Commands } from './commands/index.ts';
import type { PlainStationError } from './errors.ts';
import type { NumberedEvent } from './events.ts';
import type { Requester } from './identity.ts';

export type EngineRequest = {
  readonly [Name in CommandName]: {
    readonly id: number;
    readonly command: Name;
    readonly input: Commands[Name]['input'];
    /** Left out: the program that started the engine. */
    readonly from?: Requester;
  };
}[CommandName];

export type EngineMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly output: Commands[CommandName]['output'] }
  | { readonly kind: 'failure'; readonly id: number; readonly error: PlainStationError }
  | { readonly kind: 'event'; readonly event: NumberedEvent }
  /** Every second. An engine that is busy or hangs sends none. */
  | { readonly kind: 'heartbeat' };
