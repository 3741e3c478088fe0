// What the station needs of whatever joins a screen to its shell: a WebSocket, a message port, a test.
import type { Annotation, ScreenRequest, ShellMessage } from '../../src-inference/contract/index.ts';

/** `lost`: it broke off, another try may do; `refused`: the shell knows no session of this screen. */
export type LinkEnd = 'lost' | 'refused';

export interface LinkListener {
  message(message: ShellMessage): void;
  /** Once, and nothing after it. */
  ended(end: LinkEnd): void;
}

export interface Link {
  /** Lost without a word when the link has ended. */
  send(request: ScreenRequest): void;
  close(): void;
}

export interface PreviewWish {
  /** In pixels of the screen; the height follows from the source. */
  readonly width: number;
  /** 1 to 100. */
  readonly quality: number;
  readonly annotation: Extract<Annotation, 'none' | 'live'>;
}

/** Where a worker gets its pictures from. A port is transferred to it. */
export type PreviewLine =
  | { readonly kind: 'socket'; readonly url: string }
  | { readonly kind: 'port'; readonly port: MessagePort };

export interface Transport {
  connect(listener: LinkListener): Link;
  openPreview(wish: PreviewWish): Promise<PreviewLine>;
}
