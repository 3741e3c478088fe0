// An OPC UA server, in a thread of its own: its address space takes 90 MB and some seconds to make, and a client may ask for more
// than it can bear. Neither may end or delay the other connections, which share one thread. It is a thread and not a process,
// because a packaged desktop program cannot fork.
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { linkTarget, type OpcuaLinkSpec, StationError, type StationSnapshot } from '../../contract/index.ts';
import { connectionError } from '../connection-errors.ts';
import {
  breakable,
  type LinkDriver,
  type LinkPlaces,
  type LinkQueue,
  type LinkSession,
} from '../link-session.ts';
import { QueueSender } from '../queue-sender.ts';
import { mustBeFree } from './free-port.ts';
import { ServerThread } from './server-thread.ts';
import { type VisionState, visionState } from './vision-state.ts';

/** Ports at which this station listens itself. */
const ownPorts = new Set<number>();

export function opcuaDriver(spec: OpcuaLinkSpec, { record, folder }: LinkPlaces): LinkDriver {
  const setup = { spec, record, certificates: join(folder, 'opcua') };
  return {
    async connect(queue) {
      await mustBeFree(spec.port);
      return OpcuaSession.open(spec, queue, await ServerThread.start({ ...setup, isTest: false }));
    },
    async test() {
      if (!ownPorts.has(spec.port)) await mustBeFree(spec.port);
      await (await ServerThread.start({ ...setup, isTest: true })).close();
    },
  };
}

class OpcuaSession implements LinkSession {
  readonly broken: Promise<never>;
  private readonly port: number;
  private readonly thread: ServerThread;
  private readonly sender: QueueSender;
  private told: VisionState | null = null;

  static open(spec: OpcuaLinkSpec, queue: LinkQueue, thread: ServerThread): OpcuaSession {
    ownPorts.add(spec.port);
    return new OpcuaSession(spec, queue, thread);
  }

  private constructor(spec: OpcuaLinkSpec, queue: LinkQueue, thread: ServerThread) {
    const { broken, fail } = breakable();
    this.broken = broken;
    this.port = spec.port;
    this.thread = thread;
    thread.onLost((reason) => {
      ownPorts.delete(spec.port);
      const target = linkTarget(spec);
      fail(
        new StationError('link_stopped', `${target}: the server was lost and is started again: ${reason}.`, {
          where: target,
          hint: 'Wait a moment. If it happens again, export a support bundle.',
        }),
      );
    });
    thread.onAsk((question) => queue.ask(question));
    this.sender = new QueueSender({
      queue,
      atOnce: 50,
      send: async (messages) => {
        await Promise.all(messages.map(({ message }) => thread.tell(message)));
      },
      fail: (error) => fail(connectionError(linkTarget(spec), error)),
    });
  }

  present(snapshot: StationSnapshot): void {
    const state = visionState(snapshot);
    if (isDeepStrictEqual(state, this.told)) return;
    this.told = state;
    this.thread.send({ kind: 'state', state });
  }

  wake(): void {
    this.sender.wake();
  }

  async close(): Promise<void> {
    this.sender.stop();
    await this.thread.close();
    ownPorts.delete(this.port);
  }
}
