// An engine in memory, for what real processes cannot be made to do on purpose.
import type {
  EngineMessage,
  EngineRequest,
  ErrorCode,
  NumberedEvent,
} from '../../../src-inference/contract/index.ts';
import {
  type EngineListeners,
  type StartProcess,
  Supervisor,
  type SupervisorOptions,
} from '../../../src-main/supervisor/index.ts';

interface FakeEngine {
  readonly requests: EngineRequest[];
  readonly listeners: EngineListeners;
  killed: boolean;
  isTerminating: boolean;
  say(message: EngineMessage): void;
  answer(command: EngineRequest['command'], output: unknown): void;
  /** Of the oldest request of that name that has no answer. */
  fail(command: EngineRequest['command'], code: ErrorCode): void;
  exit(status: string): void;
}

const workplace = {
  directory: '/nowhere',
  defaults: { model: '/model', recipes: [], folders: [] },
  source: 'test:ball',
} as const;

/** A supervisor whose engines are in memory, oldest first. A killed one exits by itself. */
export function superviseFakes(more: Pick<SupervisorOptions, 'spare'> = {}) {
  const engines: FakeEngine[] = [];
  const log: string[] = [];
  const start: StartProcess = (listeners) => {
    const open: EngineRequest[] = [];
    const take = (command: string): number => {
      const index = open.findIndex((request) => request.command === command);
      if (index === -1) throw new Error(`nobody asked for ${command}`);
      return open.splice(index, 1)[0]!.id;
    };
    const engine: FakeEngine = {
      requests: [],
      listeners,
      killed: false,
      isTerminating: false,
      say: (message) => listeners.onMessage(message),
      answer: (command, output) => engine.say({ kind: 'answer', id: take(command), output: output as never }),
      fail: (command, code) =>
        engine.say({ kind: 'failure', id: take(command), error: { code, message: 'No.' } }),
      exit: (status) => listeners.onExit({ status, stderrTail: '' }),
    };
    engines.push(engine);
    return {
      pid: engines.length,
      send(request) {
        engine.requests.push(request);
        open.push(request);
      },
      terminate() {
        engine.isTerminating = true;
      },
      kill() {
        engine.killed = true;
        queueMicrotask(() => engine.exit('SIGKILL'));
      },
    };
  };
  const supervisor = new Supervisor({ start, workplace, log: (text) => log.push(text), ...more });
  return { supervisor, engines, log, last: () => engines.at(-1)! };
}

/** Lets promises that are settled be heard. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

export function numbered(sequence: number, event: NumberedEvent['event']): EngineMessage {
  return { kind: 'event', event: { sequence, at: '2026-01-01T00:00:00.000Z', event } };
}
