// What a pipeline has said on its bus.
import type { BusMessage } from './native.ts';

type MessageType = BusMessage['type'];
type MessageOf<Type extends MessageType> = Extract<BusMessage, { type: Type }>;

/** Keeps the first message of each type: what a stream repeats must not pile up. */
export class BusLog {
  private readonly kept: BusMessage[] = [];
  private readonly listeners = new Set<(message: BusMessage) => void>();

  get messages(): readonly BusMessage[] {
    return this.kept;
  }

  add(message: BusMessage): void {
    if (this.find(message.type) === undefined) this.kept.push(message);
    for (const listener of [...this.listeners]) listener(message);
  }

  find<Type extends MessageType>(type: Type): MessageOf<Type> | undefined {
    return this.kept.find((message): message is MessageOf<Type> => message.type === type);
  }

  /**
   * Waits for a message of one of these types, which may have come already.
   *
   * @returns Null when the signal aborts first.
   */
  until(types: readonly MessageType[], signal?: AbortSignal): Promise<BusMessage | null> {
    return new Promise((resolve) => {
      const settle = (message: BusMessage | null): void => {
        this.listeners.delete(look);
        signal?.removeEventListener('abort', giveUp);
        resolve(message);
      };
      const look = (message: BusMessage): void => {
        if (types.includes(message.type)) settle(message);
      };
      const giveUp = (): void => settle(null);
      const present = this.kept.find(({ type }) => types.includes(type));
      if (present || signal?.aborted) return resolve(present ?? null);
      this.listeners.add(look);
      signal?.addEventListener('abort', giveUp);
    });
  }
}
