// Keeps one engine running: starts it, opens its workplace, watches it, starts another one when it is lost.
import {
  type CommandName,
  type Commands,
  type EngineState,
  type NumberedEvent,
  StationError,
  toStationError,
  type WorkplaceOptions,
} from '../../src-inference/contract/index.ts';
import { connectEngine, type EngineClient, type Outcome } from './engine-client.ts';
import { heartbeatSeconds, watchHeartbeats } from './heartbeat-watch.ts';
import { Listeners } from './listeners.ts';
import type { EngineExit, StartProcess } from './process-port.ts';
import { engineStateOf, type Life, nextLife, type Turn } from './restart-policy.ts';

export interface SupervisorOptions {
  readonly start: StartProcess;
  /** Sent to every engine; `source` only to the first: a later one opens what was watched last. */
  readonly workplace: WorkplaceOptions;
  /** Gets what happens to engines, and why. */
  readonly log: (text: string) => void;
}

export class Supervisor {
  private readonly options: SupervisorOptions;
  private readonly states = new Listeners<EngineState>();
  private readonly events = new Listeners<NumberedEvent>();
  private life: Life = { phase: 'starting', failures: 0 };
  private engine: EngineClient | null = null;
  private pause: NodeJS.Timeout | undefined;
  /** Of engines that were told to go: two must never have the same workplace open. */
  private ending: Promise<unknown> = Promise.resolve();
  private workplace: WorkplaceOptions;

  constructor(options: SupervisorOptions) {
    this.options = options;
    this.workplace = options.workplace;
  }

  /** The first engine; once. */
  start(): void {
    this.launch();
  }

  /** After `stop`: as it was last. */
  get state(): EngineState {
    return engineStateOf(this.life) ?? { state: 'starting' };
  }

  /** @returns A function that ends the listening. */
  onState(listener: (state: EngineState) => void): () => void {
    return this.states.add(listener);
  }

  /** @returns A function that ends the listening. */
  onEvent(listener: (event: NumberedEvent) => void): () => void {
    return this.events.add(listener);
  }

  /**
   * Fails with the engine's own error, or with `engine_unavailable` while there is no engine, or when it is lost. Calls
   * back between the events before and those after the answer: a snapshot must not be overtaken.
   */
  ask<Name extends CommandName>(command: Name, input: Commands[Name]['input'], outcome: Outcome<Name>): void {
    if (this.engine && this.life.phase === 'running') this.engine.ask(command, input, outcome);
    else outcome.failed(this.unavailable());
  }

  /** The same for callers to whom the order of answers and events does not matter. */
  request<Name extends CommandName>(
    command: Name,
    input: Commands[Name]['input'],
  ): Promise<Commands[Name]['output']> {
    return new Promise((answered, failed) => this.ask(command, input, { answered, failed }));
  }

  /** A new engine at once, as a person wants it: failures are forgotten. One that runs finishes its record first. */
  async restart(): Promise<void> {
    this.options.log('a new engine was asked for');
    const before = this.engine;
    this.engine = null;
    this.move({ type: 'retried' });
    this.ending = Promise.all([this.ending, before?.end()]);
    await this.ending;
    // It may have been asked for twice, or the shell went meanwhile.
    if (this.engine === null && this.life.phase === 'starting') this.launch();
  }

  /** For good. Recordings and the log are finished; resolves when the process is gone. */
  async stop(): Promise<void> {
    this.move({ type: 'ended' });
    await Promise.all([this.ending, this.engine?.end()]);
  }

  private launch(): void {
    let reason: string | null = null;
    const engine = connectEngine(this.options.start, {
      onEvent: (event) => {
        if (this.engine === engine || this.life.phase === 'ended') this.events.tell(event);
      },
      onSign: () => watch.beat(),
      explain: () => this.unavailable(),
    });
    this.engine = engine;
    this.options.log(`engine started, process ${engine.pid ?? 'none'}`);
    const watch = watchHeartbeats(() => {
      reason = `It gave no sign of life for ${heartbeatSeconds} s and was ended.`;
      engine.kill();
    });
    void engine.exited.then((exit) => {
      watch.stop();
      if (this.engine !== engine) return;
      this.engine = null;
      this.move({ type: 'lost', reason: reason ?? reasonOf(exit) });
    });
    engine.request('openWorkplace', this.workplace).then(
      () => {
        this.workplace = { ...this.workplace, source: null };
        if (this.engine === engine) this.move({ type: 'opened' });
      },
      (thrown) => {
        const { code, message, hint } = toStationError(thrown);
        if (code === 'engine_unavailable') return;
        reason = hint === undefined ? message : `${message} ${hint}`;
        void engine.end();
      },
    );
  }

  private move(turn: Turn): void {
    const before = this.life;
    this.life = nextLife(before, turn, performance.now());
    if (this.life === before) return;
    clearTimeout(this.pause);
    if (this.life.phase !== 'starting') this.options.log(describe(this.life));
    if (this.life.phase === 'pausing') {
      this.pause = setTimeout(() => {
        this.move({ type: 'pauseOver' });
        this.launch();
      }, this.life.seconds * 1000);
    }
    const state = engineStateOf(this.life);
    if (state) this.states.tell(state);
  }

  private unavailable(): StationError {
    const { state } = this.state;
    return new StationError('engine_unavailable', 'The engine is not there to answer.', {
      hint:
        state === 'failed'
          ? 'Start it again from the screen.'
          : 'It is being started; try again in a moment.',
    });
  }
}

function reasonOf({ how, lastWords }: EngineExit): string {
  return `It ended unexpectedly (${how}).${lastWords === '' ? '' : `\n${lastWords}`}`;
}

function describe(life: Exclude<Life, { phase: 'starting' }>): string {
  switch (life.phase) {
    case 'running':
      return 'running';
    case 'pausing':
      return `lost, ${life.failures} in a row; another one in ${life.seconds} s: ${life.reason}`;
    case 'failed':
      return `given up after ${life.failures} in a row: ${life.reason}`;
    case 'ended':
      return 'ended with the shell';
    default:
      return life satisfies never;
  }
}
