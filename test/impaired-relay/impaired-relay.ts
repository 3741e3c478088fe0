// A network that loses, doubles, reorders, delays and cuts, between two ports of this machine. It stands in for `tc netem`, which needs
// rights and a module of the kernel.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Impairment } from './impairment.ts';
import type { RelayAnswer, RelayCounters, RelayOptions, RelayRequest } from './relay-messages.ts';

export interface ImpairedRelay {
  /** Where packets are sent to. */
  readonly port: number;
  counters(): Promise<RelayCounters>;
  /** From the next packet on, which is number 0. */
  impair(impairment: Impairment): Promise<void>;
  close(): Promise<void>;
}

const running = new Set<ChildProcess>();

export async function startRelay({
  toPort,
  impairment = {},
  protocol = 'udp',
  port = 0,
}: Pick<RelayOptions, 'toPort'> & Partial<RelayOptions>): Promise<ImpairedRelay> {
  const options: RelayOptions = { protocol, port, toPort, impairment };
  const child = fork(fileURLToPath(new URL('relay-process.ts', import.meta.url)), [JSON.stringify(options)], {
    execArgv: ['--import', 'tsx'],
  });
  running.add(child);
  const ask = async (request: RelayRequest): Promise<RelayCounters> => {
    child.send(request);
    const [answer] = (await once(child, 'message')) as [RelayAnswer];
    if (answer.type !== 'counters') throw new Error('the relay did not answer with its counters');
    return answer.counters;
  };
  const [ready] = (await once(child, 'message')) as [RelayAnswer];
  if (ready.type !== 'listening') throw new Error('the relay does not listen');
  return {
    port: ready.port,
    counters: () => ask({ type: 'count' }),
    async impair(next) {
      await ask({ type: 'impair', impairment: next });
    },
    close: () => end(child),
  };
}

export async function closeRelays(): Promise<void> {
  await Promise.all([...running].map(end));
}

async function end(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
