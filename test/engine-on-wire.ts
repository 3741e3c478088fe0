// The built engine in its own process, as a screen sees it: numbered events, and the snapshot that they are folded into.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import {
  advance,
  type CommandName,
  type Commands,
  type EngineEvent,
  type EngineMessage,
  type NumberedEvent,
  StationError,
  type StationSnapshot,
} from '../src-inference/contract/index.ts';

const entry = resolve(import.meta.dirname, '../out/main/engine.js');

export class EngineOnWire {
  readonly events: NumberedEvent[] = [];
  heartbeats = 0;
  readonly child: ChildProcess;
  private readonly waiting = new Set<() => void>();
  private readonly pending = new Map<
    number,
    { resolve: (output: unknown) => void; reject: (error: StationError) => void }
  >();
  private nextId = 1;

  constructor() {
    this.child = fork(entry, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' });
    this.child.on('message', (message: EngineMessage) => this.hear(message));
    this.child.once('exit', () => {
      for (const { reject } of this.pending.values()) {
        reject(new StationError('engine_unavailable', 'The engine ended.'));
      }
    });
  }

  request<Name extends CommandName>(
    command: Name,
    input: Commands[Name]['input'],
  ): Promise<Commands[Name]['output']> {
    return this.send(command, input) as Promise<Commands[Name]['output']>;
  }

  /** Everything that a browser may send. */
  send(command: string, input: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = this.nextId++;
      this.pending.set(id, { resolve, reject });
      this.child.send({ id, command, input });
    });
  }

  /** Resolves with the first matching event from `since` on. It may have arrived already. */
  until<Type extends EngineEvent['type']>(
    type: Type,
    fits: (event: Extract<EngineEvent, { type: Type }>) => boolean = () => true,
    since = 0,
  ): Promise<Extract<EngineEvent, { type: Type }>> {
    return new Promise((resolve) => {
      const look = (): void => {
        for (const { event } of this.events.slice(since)) {
          if (event.type !== type || !fits(event as Extract<EngineEvent, { type: Type }>)) continue;
          this.waiting.delete(look);
          return resolve(event as Extract<EngineEvent, { type: Type }>);
        }
      };
      this.waiting.add(look);
      look();
    });
  }

  of<Type extends EngineEvent['type']>(type: Type): readonly Extract<EngineEvent, { type: Type }>[] {
    return this.events
      .map(({ event }) => event)
      .filter((event): event is Extract<EngineEvent, { type: Type }> => event.type === type);
  }

  /** The state that a screen shows after a snapshot and the events that follow it. */
  fold(snapshot: StationSnapshot): StationSnapshot {
    return this.events
      .filter(({ sequence }) => sequence > snapshot.sequence)
      .reduce((state, event) => advance(state, event), snapshot);
  }

  async kill(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exited;
  }

  private hear(message: EngineMessage): void {
    if (message.kind === 'heartbeat') this.heartbeats += 1;
    else if (message.kind === 'event') this.events.push(message.event);
    else {
      const request = this.pending.get(message.id);
      this.pending.delete(message.id);
      if (message.kind === 'answer') request?.resolve(message.output);
      else request?.reject(StationError.from(message.error));
    }
    for (const look of this.waiting) look();
  }
}
