// Keeps one engine running: starts it, watches it, and starts another one when it is lost.
import { isDeepStrictEqual } from 'node:util';
import {
  allowedFolders,
  type CommandName,
  type Commands,
  type EngineState,
  type NumberedEvent,
  type Requester,
  StationError,
  type WorkplaceOptions,
} from '../../src-inference/contract/index.ts';
import { Emitter } from './emitter.ts';
import type { ResponseCallbacks } from './engine-client.ts';
import type { StartProcess } from './process-port.ts';
import { engineStateOf, type Lifecycle, type LifecycleInput, nextLifecycle } from './restart-policy.ts';
import { type Enclosure, StationSandbox } from './sandbox/station-sandbox.ts';
import { type SupervisedEngine, startSupervisedEngine } from './supervised-engine.ts';

export interface SupervisorOptions {
  readonly start: StartProcess;
  /** Sent to every engine; `source` only until an engine has opened it. A later engine opens what was watched last. */
  readonly workplace: WorkplaceOptions;
  /** Called with what happens to engines, and why. */
  readonly log: (text: string) => void;
  /**
   * A second process that has loaded its code waits until the engine is lost, and takes over at once. It costs about
   * 40 MB of memory (`test/bench/back.ts` prints how much). Left out: there is none.
   */
  readonly spare?: boolean;
}

interface WaitingEngine {
  readonly engine: SupervisedEngine;
  readonly enclosure: Enclosure;
  /** It has taken the folder already, so no other one can. */
  hasFolder: boolean;
}

/** After an opening: what the station itself does then comes first. */
const spareAfterSeconds = 5;

export class Supervisor {
  private readonly options: SupervisorOptions;
  private readonly states = new Emitter<EngineState>();
  private readonly events = new Emitter<NumberedEvent>();
  private readonly refusals = new Emitter<StationError>();
  private hasOpened = false;
  private lifecycle: Lifecycle = { phase: 'starting', failures: 0 };
  /** The engine that counts. One that was asked to terminate for a restart no longer does. */
  private engine: SupervisedEngine | null = null;
  /** A process that has no workplace yet. */
  private waiting: WaitingEngine | null = null;
  private spareTimer: NodeJS.Timeout | undefined;
  private backoff: NodeJS.Timeout | undefined;
  /** Resolves when the replaced engines are gone: two engines must never have the same workplace open. */
  private terminations: Promise<unknown> = Promise.resolve();
  private workplace: WorkplaceOptions;
  private readonly sandbox: StationSandbox;

  constructor(options: SupervisorOptions) {
    this.options = options;
    this.workplace = options.workplace;
    this.sandbox = new StationSandbox(options.workplace.directory);
  }

  /**
   * Starts the process of the first engine, which takes the folder of the station: whoever serves the station can tell a person
   * that another one has it before anything is shown. `start` does without.
   *
   * @throws StationError `folder_in_use`, `record_unwritable`. The process is gone then.
   */
  async takeFolder(): Promise<void> {
    const waiting = this.prepare();
    try {
      await waiting.engine.request('takeFolder', { directory: this.directory });
      waiting.hasFolder = true;
    } catch (thrown) {
      // The process ended. That is no matter of the folder: `start` starts another one.
      if (thrown instanceof StationError && thrown.code === 'engine_unavailable') return;
      await this.stop();
      throw thrown;
    }
  }

  /** Starts the first engine. Call it once. */
  start(): void {
    this.launch();
  }

  /** Folder of the station. */
  get directory(): string {
    return this.workplace.directory;
  }

  /** Files and folders that screens may name, and that shells serve files of. */
  get allowed(): readonly string[] {
    return allowedFolders(this.workplace);
  }

  /**
   * Allows one more, to this engine and to those after it. What this one is closed in to never grows: a new one begins, at once
   * or when the part has ended that is being made.
   *
   * @param path Absolute.
   */
  async allow(path: string): Promise<void> {
    const { roots = [] } = this.workplace;
    this.workplace = { ...this.workplace, roots: [...new Set([...roots, path])] };
    this.options.log(`"${path}" is allowed to the engine`);
    if (this.sandbox.allow(path)) return this.restart();
    // An engine that is still starting hears of it when it is asked to open the workplace.
    await this.request('allowPath', { path }).catch(() => undefined);
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
   * Another program has the folder, and no engine of this supervisor had it before. The supervisor has stopped.
   *
   * @returns A function that unsubscribes the listener.
   */
  onRefused(listener: (error: StationError) => void): () => void {
    return this.refusals.subscribe(listener);
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
    // It has the code of before: perhaps there is another one now.
    const spare = this.waiting?.engine;
    this.engine = null;
    this.waiting = null;
    this.handle({ type: 'restartRequested' });
    this.terminations = Promise.all([this.terminations, replaced?.terminate(), spare?.terminate()]);
    await this.terminations;
    // Another restart may have been requested, or the shell stopped, while this one waited.
    if (this.engine === null && this.lifecycle.phase === 'starting') this.launch();
  }

  /** Ends the engine for good. Resolves when it has finished recordings and the log, and its process is gone. */
  async stop(): Promise<void> {
    this.handle({ type: 'stopRequested' });
    await Promise.all([this.terminations, this.engine?.terminate(), this.waiting?.engine.terminate()]);
  }

  private launch(): void {
    const { engine, enclosure } = this.prepare();
    this.waiting = null;
    this.engine = engine;
    this.sandbox.begin(enclosure);
    this.options.log(`engine started, process ${engine.pid ?? 'none'}`);
    void engine.open(this.workplace).then(() => {
      this.workplace = { ...this.workplace, source: null };
      this.hasOpened = true;
      if (this.engine === engine) this.handle({ type: 'workplaceOpened' });
    });
  }

  private prepare(): WaitingEngine {
    const enclosure = this.sandbox.enclosureFor(this.workplace);
    if (this.waiting !== null) {
      if (this.waiting.hasFolder || isDeepStrictEqual(this.waiting.enclosure, enclosure)) return this.waiting;
      this.terminations = Promise.all([this.terminations, this.waiting.engine.terminate()]);
    }
    const engine = startSupervisedEngine({
      start: this.options.start,
      folders: enclosure.folders,
      onEvent: (event) => {
        if (this.engine !== engine && this.lifecycle.phase !== 'stopped') return;
        this.follow(event);
        this.events.emit(event);
      },
      onLost: (reason, refusal) => {
        if (this.waiting?.engine === engine) this.waiting = null;
        if (this.engine !== engine) return;
        this.engine = null;
        if (refusal?.code === 'folder_in_use' && !this.hasOpened) this.refuse(refusal);
        else this.handle({ type: 'engineLost', reason, isFinal: refusal?.code === 'station_newer' });
      },
      exitError: () => this.unavailable(),
    });
    this.waiting = { engine, enclosure, hasFolder: false };
    return this.waiting;
  }

  /** One that is lost is not replaced before the next opening. */
  private keepSpare(): void {
    // What it cannot load, it says when it opens the workplace.
    this.prepare()
      .engine.request('prepare', null)
      .catch(() => undefined);
  }

  private refuse(error: StationError): void {
    this.handle({ type: 'stopRequested' });
    this.refusals.emit(error);
  }

  private follow({ event }: NumberedEvent): void {
    const { mustRestart, told } = this.sandbox.follow(event);
    if (told !== null) this.options.log(told);
    if (mustRestart && this.lifecycle.phase === 'running') void this.restart();
  }

  private handle(input: LifecycleInput): void {
    const before = this.lifecycle;
    this.lifecycle = nextLifecycle(before, input, performance.now());
    if (this.lifecycle === before) return;
    clearTimeout(this.backoff);
    clearTimeout(this.spareTimer);
    if (this.lifecycle.phase !== 'starting') this.options.log(describe(this.lifecycle));
    if (this.lifecycle.phase === 'backoff') {
      this.backoff = setTimeout(() => {
        this.handle({ type: 'backoffOver' });
        this.launch();
      }, this.lifecycle.seconds * 1000);
    }
    if (this.lifecycle.phase === 'running' && this.options.spare) {
      this.spareTimer = setTimeout(() => this.keepSpare(), spareAfterSeconds * 1000);
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
