// Messages between a screen and its shell, over a WebSocket (JSON) or a message port (plain data). The shell passes commands
// of the station on to the engine, and answers a few commands itself.
import type { PlainStationError } from './errors.ts';
import type { NumberedEvent } from './events.ts';

/** `viewer` may look on, `operator` may do everything that a screen offers. */
const roles = ['viewer', 'operator'] as const;
export type Role = (typeof roles)[number];

/** State of the engine's process, as its supervisor sees it. */
export type EngineState =
  | { readonly state: 'starting' }
  | { readonly state: 'running' }
  /** The process ended or hung; the supervisor starts another one after a pause. */
  | {
      readonly state: 'restarting';
      readonly failures: number;
      readonly inSeconds: number;
      readonly reason: string;
    }
  /** It ended too often in a row: only a person starts it again (`restartEngine`). */
  | { readonly state: 'failed'; readonly failures: number; readonly reason: string };

export interface ShellInfo {
  readonly version: string;
  readonly role: Role;
  /** `desktop`: Electron, with native file dialogs and a kiosk; `host`: served over HTTP. */
  readonly kind: 'desktop' | 'host';
  /**
   * How a screen covers the whole display of the station: by its setting (desktop), by a service of the installed package, or by
   * the browser alone.
   */
  readonly kiosk: 'setting' | 'service' | 'browser';
}

/** The commands that the shell itself answers: what goes in and what comes back. */
export interface ShellCommands {
  readonly restartEngine: { readonly input: null; readonly output: null };
  /** Desktop only: opens the file dialog of the system; null when the person cancelled it. */
  readonly choosePath: {
    readonly input: { readonly what: 'video' | 'recipe' | 'folder' };
    readonly output: string | null;
  };
}

export interface ScreenRequest {
  readonly id: number;
  /** Name of a command in `commands`, or in `ShellCommands`. */
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
