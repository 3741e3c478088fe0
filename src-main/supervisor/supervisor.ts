// Keeps one engine running: starts it, watches it, and starts another one when it is lost.
import {
  type CommandName,
  type Commands,
  type EngineState,
  type NumberedEvent,
  type Requester,
  StationError,
  type WorkplaceOptions,
} from '../../src-inference/contract/index.ts';
import { Emitter } from './emitter.ts';
import type { EngineClient, ResponseCallbacks } from './engine-client.ts';
import type { StartProcess } from './process-port.ts';
import { engineStateOf, type Lifecycle, type LifecycleInput, nextLifecycle } from './restart-policy.ts';
import { startSupervisedEngine } from './supervised-engine.ts';

export interface SupervisorOptions {
  readonly start: StartProcess;
  /** Sent to every engine; `source` only until an engine has opened it. A later engine opens what was watched last. */
  readonly workplace: WorkplaceOptions;
  /** Called with what happens to engines, and why. */
  readonly log: (text: string) => void;
}

export class Supervisor {
  private readonly options: SupervisorOptions;
  private readonly states = new Emitter<EngineState>();
  private readonly events = new Emitter<NumberedEvent>();
  private lifecycle: Lifecycle = { phase: 'starting', failures: 0 };
  /** The engine that counts. One that was asked to terminate for a restart no longer does. */
  private engine: EngineClient | null = null;
  private backoff: NodeJS.Timeout | undefined;
  /** Resolves when the replaced engines are gone: two engines must never have the same workplace open. */
  private terminations: Promise<unknown> = Promise.resolve();
  private workplace: WorkplaceOptions;

  constructor(options: SupervisorOptions) {
    this.options = options;
    this.workplace = options.workplace;
  }

  /** Starts the first engine. Call it once. */
  start(): void {
    this.launch();
  }

  /** Folder of the station. */
  get directory(): string {
    return this.workplace.directory;
  }

  /** After `stop`: `starting`. */
  get state(): EngineState {
    return engineStateOf(this.lifecycle) ?? { state: 'starting' };
  }

  /** @returns A function that unsubscribes the listener. */
  onState(listener: (state: EngineState) => void): () => void {
    return this.states.subscribe(listener);
  }

  /** @returns A function that unsubscribes the listener. */
  onEvent(listener: (event: NumberedEvent) => void): () => void {
    return this.events.subscribe(listener);
  }

  /**
   * Fails with the engine's own error, or with `engine_unavailable` while no engine runs and when it is lost. The
   * callbacks keep the order of the engine's messages: an event that follows a snapshot never arrives before it.
   */
  send<Name extends CommandName>(
    command: Name,
    input: Commands[Name]['input'],
    callbacks: ResponseCallbacks<Name>,
    from?: Requester,
  ): void {
    if (this.engine && this.lifecycle.phase === 'running') this.engine.send(command, input, callbacks, from);
    else callbacks.failed(this.unavailable());
  }

  /** The same as a promise, for callers to whom the order of answers and events does not matter. */
  request<Name extends CommandName>(
    command: Name,
    input: Commands[Name]['input'],
    from?: Requester,
  ): Promise<Commands[Name]['output']> {
    return new Promise((answered, failed) => this.send(command, input, { answered, failed }, from));
  }

  /** Starts a new engine as soon as the present one has finished its record. Earlier failures do not count any more. */
  async restart(): Promise<void> {
    this.options.log('a restart was requested');
    const replaced = this.engine;
    this.engine = null;
    this.handle({ type: 'restartRequested' });
    this.terminations = Promise.all([this.terminations, replaced?.terminate()]);
    await this.terminations;
    // Another restart may have been requested, or the shell stopped, while this one waited.
    if (this.engine === null && this.lifecycle.phase === 'starting') this.launch();
  }

  /** Ends the engine for good. Resolves when it has finished recordings and the log, and its process is gone. */
  async stop(): Promise<void> {
    this.handle({ type: 'stopRequested' });
    await Promise.all([this.terminations, this.engine?.terminate()]);
  }

  private launch(): void {
    const engine = startSupervisedEngine({
      start: this.options.start,
      workplace: this.workplace,
      onEvent: (event) => {
        if (this.engine === engine || this.lifecycle.phase === 'stopped') this.events.emit(event);
      },
      onOpened: () => {
        this.workplace = { ...this.workplace, source: null };
        if (this.engine === engine) this.handle({ type: 'workplaceOpened' });
      },
      onLost: (reason) => {
        if (this.engine !== engine) return;
        this.engine = null;
        this.handle({ type: 'engineLost', reason });
      },
      exitError: () => this.unavailable(),
    });
    this.engine = engine;
    this.options.log(`engine started, process ${engine.pid ?? 'none'}`);
  }

  private handle(input: LifecycleInput): void {
    const before = this.lifecycle;
    this.lifecycle = nextLifecycle(before, input, performance.now());
    if (this.lifecycle === before) return;
    clearTimeout(this.backoff);
    if (this.lifecycle.phase !== 'starting') this.options.log(describe(this.lifecycle));
    if (this.lifecycle.phase === 'backoff') {
      this.backoff = setTimeout(() => {
        this.handle({ type: 'backoffOver' });
        this.launch();
      }, this.lifecycle.seconds * 1000);
    }
    const state = engineStateOf(this.lifecycle);
    if (state) this.states.emit(state);
  }

  private unavailable(): StationError {
    return new StationError('engine_unavailable', 'The engine does not run at the moment.', {
      hint:
        this.lifecycle.phase === 'failed'
          ? 'Restart the engine from the screen.'
          : 'It is being started. Try again in a moment.',
    });
  }
}

function describe(lifecycle: Exclude<Lifecycle, { phase: 'starting' }>): string {
  switch (lifecycle.phase) {
    case 'running':
      return 'engine runs, its workplace is open';
    case 'backoff':
      return `engine lost (${lifecycle.failures} in a row), next start in ${lifecycle.seconds} s: ${lifecycle.reason}`;
    case 'failed':
      return `engine lost ${lifecycle.failures} times in a row, no further start: ${lifecycle.reason}`;
    case 'stopped':
      return 'engine stopped together with the program';
    default:
      return lifecycle satisfies never;
  }
}
