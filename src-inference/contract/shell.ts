// What a screen and its shell say to each other, over a WebSocket or a message port: JSON, or plain data. Requests that
// concern the station go on to the engine; the shell answers the few of its own.
import type { PlainStationError } from './errors.ts';
import type { NumberedEvent } from './events.ts';

/** `viewer` looks on, `operator` may do everything that a screen offers. */
export const roles = ['viewer', 'operator'] as const;
export type Role = (typeof roles)[number];

/** How the engine's process is, as its supervisor sees it. */
export type EngineState =
  | { readonly state: 'starting' }
  | { readonly state: 'running' }
  /** It ended or hung; another one is started after a pause. */
  | {
      readonly state: 'restarting';
      readonly failures: number;
      readonly inSeconds: number;
      readonly reason: string;
    }
  /** Too often in a row: only a person starts it again (`restartEngine`). */
  | { readonly state: 'failed'; readonly failures: number; readonly reason: string };

export interface ShellInfo {
  readonly version: string;
  readonly role: Role;
  /** `desktop`: Electron, with native file dialogs and a kiosk; `host`: served over HTTP. */
  readonly kind: 'desktop' | 'host';
}

/** Name of a command that the shell itself answers to what goes in and what comes back. */
export interface ShellCommands {
  readonly restartEngine: { readonly input: null; readonly output: null };
  /** Desktop only: the system's own dialog; null when it was cancelled. */
  readonly choosePath: {
    readonly input: { readonly what: 'video' | 'recipe' | 'folder' };
    readonly output: string | null;
  };
}

export interface ScreenRequest {
  readonly id: number;
  /** Name of a command that its role allows. */
  readonly command: string;
  readonly input: unknown;
}

export type ShellMessage =
  /** The first message of a connection. */
  | { readonly kind: 'welcome'; readonly shell: ShellInfo; readonly engine: EngineState }
  | { readonly kind: 'engine'; readonly engine: EngineState }
  | { readonly kind: 'event'; readonly event: NumberedEvent }
  | { readonly kind: 'answer'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: PlainStationError };
