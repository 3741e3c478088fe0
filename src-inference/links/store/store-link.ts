// Copies evidence to a store, in order, and tells the other connections where it is.
import { join } from 'node:path';
import type { StoreLinkSpec } from '../../contract/index.ts';
import { breakable, type LinkDriver, type LinkQueue, type LinkSession } from '../link-session.ts';
import type { EvidenceFileFacts } from '../messages/station-message.ts';
import type { QueuedMessage } from '../outbox/outbox.ts';
import { QueueSender } from '../queue-sender.ts';
import { FolderStore } from './folder-store.ts';
import { S3Store } from './s3-store.ts';
import type { Store } from './store.ts';

/** @param evidence Folder of the evidence. */
export function storeDriver(spec: StoreLinkSpec, evidence: string): LinkDriver {
  return {
    async connect(queue) {
      const store = await openStore(spec);
      const sender = new StoreSender(store, spec.station, evidence, queue);
      try {
        // Only what the store takes shows that it works; without evidence, that it is there must do.
        const [first] = queue.next(1);
        if (first) await sender.send(first);
        else await store.reach();
        return new StoreSession(sender);
      } catch (thrown) {
        store.close();
        throw thrown;
      }
    },
    async test() {
      const store = await openStore(spec);
      try {
        await store.test();
      } finally {
        store.close();
      }
    },
  };
}

async function openStore(spec: StoreLinkSpec): Promise<Store> {
  const { target } = spec;
  return target.type === 'folder' ? new FolderStore(target.path) : S3Store.open(spec, target);
}

class StoreSession implements LinkSession {
  readonly broken: Promise<never>;
  private readonly sender: QueueSender;
  private readonly files: StoreSender;

  constructor(files: StoreSender) {
    const { broken, fail } = breakable();
    this.broken = broken;
    this.files = files;
    this.sender = new QueueSender({
      queue: files.queue,
      atOnce: 1,
      send: ([queued]) => files.send(queued!),
      fail,
    });
  }

  /** A store keeps what happened, not states. */
  present(): void {}

  wake(): void {
    this.sender.wake();
  }

  async close(): Promise<void> {
    this.sender.stop();
    this.files.store.close();
  }
}

class StoreSender {
  readonly store: Store;
  readonly queue: LinkQueue;
  private readonly station: string;
  private readonly evidence: string;

  constructor(store: Store, station: string, evidence: string, queue: LinkQueue) {
    this.store = store;
    this.station = station;
    this.evidence = evidence;
    this.queue = queue;
  }

  /** @throws StationError when it must be sent again. */
  async send({ id, message }: QueuedMessage): Promise<void> {
    if (message.kind !== 'evidence') return this.queue.acknowledge(id);
    const { folder } = message;
    const files: EvidenceFileFacts[] = [];
    for (const { kind, name } of message.files) {
      const path = join(this.evidence, folder, name);
      const stored = await this.store.put([this.station, folder, name].join('/'), path);
      if (stored !== null) files.push({ kind, name, ...stored });
    }
    this.queue.stored(id, { ...message, files }, message.files.length - files.length);
  }
}
