// Sends what waits in a queue, in order: some messages at a time, which are removed when the receiver has them all.
import { type StationError, toStationError } from '../contract/index.ts';
import type { LinkQueue } from './link-session.ts';
import type { QueuedMessage } from './outbox/outbox.ts';

export interface QueueSenderOptions {
  readonly queue: LinkQueue;
  /** How many are sent before waiting for the receiver. */
  readonly atOnce: number;
  /** Resolves when the receiver has them. @throws when it may not have them. */
  readonly send: (messages: readonly QueuedMessage[]) => Promise<void>;
  readonly fail: (error: StationError) => void;
}

export class QueueSender {
  private readonly options: QueueSenderOptions;
  private isSending = false;
  private isAskedAgain = false;
  private isStopped = false;

  constructor(options: QueueSenderOptions) {
    this.options = options;
  }

  wake(): void {
    this.isAskedAgain = true;
    if (!this.isSending && !this.isStopped) void this.run();
  }

  stop(): void {
    this.isStopped = true;
  }

  private async run(): Promise<void> {
    const { queue, atOnce, send, fail } = this.options;
    this.isSending = true;
    try {
      while (this.isAskedAgain && !this.isStopped) {
        this.isAskedAgain = false;
        for (let messages = queue.next(atOnce); messages.length > 0; messages = queue.next(atOnce)) {
          await send(messages);
          queue.acknowledge(messages.at(-1)!.id);
          if (this.isStopped) return;
        }
      }
    } catch (thrown) {
      this.isStopped = true;
      fail(toStationError(thrown));
    } finally {
      this.isSending = false;
    }
  }
}
