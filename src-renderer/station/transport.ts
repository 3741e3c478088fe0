// What the station needs of whatever joins a screen to its shell: a WebSocket, a message port, or a test.
import type { Annotation, ScreenRequest, ShellMessage } from '../../src-inference/contract/index.ts';

/** `lost`: it broke, and another try may succeed. `refused`: the shell knows no session of this screen. */
export type ChannelEnd = 'lost' | 'refused';

export interface ChannelListener {
  message(message: ShellMessage): void;
  /** Called once at most, and nothing is called after it. */
  ended(end: ChannelEnd): void;
}

export interface Channel {
  /** Does nothing when the channel has ended. */
  send(request: ScreenRequest): void;
  /** The listener is not called any more. */
  close(): void;
}

export interface PreviewOptions {
  /** In pixels; the height follows from the source. */
  readonly width: number;
  /** Of the JPEG pictures, 1 to 100. */
  readonly quality: number;
  readonly annotation: Extract<Annotation, 'none' | 'live'>;
}

/** Where a worker gets the pictures from. A port is transferred to the worker. */
export type PreviewEndpoint =
  | { readonly kind: 'socket'; readonly url: string }
  | { readonly kind: 'port'; readonly port: MessagePort };

export interface Transport {
  connect(listener: ChannelListener): Channel;
  openPreview(options: PreviewOptions): Promise<PreviewEndpoint>;
}
