// The other end of a screen's transport, played by the test.
import type { ScreenRequest, ShellInfo, ShellMessage } from '../../../src-inference/contract/index.ts';
import type { ChannelListener, Transport } from '../../../src-renderer/station/index.ts';

const shell: ShellInfo = { version: '1', role: 'operator', kind: 'host', kiosk: 'browser' };
export const welcome: ShellMessage = { kind: 'welcome', shell, engine: { state: 'running' } };

export interface FakeShell {
  readonly transport: Transport;
  /** Of the connection that was made last. */
  readonly listener: ChannelListener;
  readonly connections: number;
  readonly requests: readonly ScreenRequest[];
  /** Answers the newest request of this command. */
  answer(command: string, output: unknown): Promise<void>;
  say(message: ShellMessage): Promise<void>;
}

export function createFakeShell(): FakeShell {
  const requests: ScreenRequest[] = [];
  const links: ChannelListener[] = [];
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const say: FakeShell['say'] = async (message) => {
    links.at(-1)!.message(structuredClone(message));
    await settle();
  };
  return {
    transport: {
      connect(listener) {
        links.push(listener);
        return { send: (request) => requests.push(request), close() {} };
      },
      openPreview: () => Promise.reject(new Error('not in this test')),
    },
    get listener() {
      return links.at(-1)!;
    },
    get connections() {
      return links.length;
    },
    requests,
    answer(command, output) {
      const request = requests.findLast((one) => one.command === command)!;
      return say({ kind: 'answer', id: request.id, output });
    },
    say,
  };
}
