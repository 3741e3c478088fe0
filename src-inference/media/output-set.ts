// The outputs of a station: any number, attached and detached while it runs.
import { existsSync } from 'node:fs';
import {
  isLive,
  type OutputSpec,
  type OutputState,
  type PlainStationError,
  type PreviewFrame,
  parseSource,
  type SourceInfo,
  StationError,
  toStationError,
  usualTitle,
} from '../contract/index.ts';
import { Film, type FilmOptions } from './film/film.ts';
import { requireElement } from './installed.ts';
import { loadAddon, type NativeFrameRouter } from './native.ts';
import type { Output, OutputContext } from './output.ts';
import { Preview } from './preview.ts';
import { openRecording } from './recording.ts';
import { openSharedMemory } from './shared-memory.ts';
import { openStream } from './stream-output.ts';

export interface OutputSetOptions {
  /** For a pipeline that starts now. */
  readonly context: () => {
    readonly alignedDelaySeconds: number;
    /** Name of the recipe. */
    readonly recipe: string | null;
  };
  /** Time of the source now. */
  readonly sourceSeconds: () => number;
  /** Left out: nothing may be deleted. */
  readonly makeRoom?: OutputContext['makeRoom'];
  /** The last seconds of live sources are kept as encoded video; null: they are not. */
  readonly film: Omit<FilmOptions, 'common'> | null;
  readonly onState: (change: {
    readonly output: number;
    readonly kind: OutputSpec['kind'];
    readonly state: OutputState;
    readonly target: string;
    readonly error: PlainStationError | null;
    readonly setting: string | null;
    readonly fromSeconds: number | null;
  }) => void;
}

interface AttachedOutput {
  readonly output: Output;
  readonly setting: string | null;
}

export class OutputSet {
  /** Sources give their frames here. */
  readonly router: NativeFrameRouter;
  /** Null: no video is kept in memory. */
  readonly film: Film | null;
  private readonly options: OutputSetOptions;
  private readonly outputs = new Map<number, AttachedOutput>();
  private nextId = 1;
  private source: SourceInfo | null = null;
  private text: string | null = null;

  constructor(options: OutputSetOptions) {
    this.options = options;
    this.router = new (loadAddon().FrameRouter)();
    this.film = options.film && new Film({ common: this.common(), ...options.film });
  }

  /**
   * @param setting Id of the setting that it comes from; null when it comes from none.
   * @returns Its number. It runs as soon as a source has shown a frame.
   * @throws StationError `output_invalid`, `output_failed`, `disk_full` or `media_unavailable`.
   */
  async attach(spec: OutputSpec, setting: string | null = null): Promise<number> {
    const id = this.nextId++;
    const { film } = this;
    const opening = this.open(spec, {
      common: this.common(),
      onEncoding: film && ((pipeline, size) => film.record(id, pipeline, size)),
      recipe: () => this.options.context().recipe,
      sourceSeconds: this.options.sourceSeconds,
      exists: existsSync,
      makeRoom: this.options.makeRoom ?? (() => Promise.resolve()),
      onState: (state, error) => this.hear(id, state, error),
    });
    const output = await opening.catch((thrown: unknown) => {
      // An output of the settings is seen by everybody: they must also see that it is not there.
      if (setting !== null) this.refuse(id, spec, setting, toStationError(thrown));
      throw thrown;
    });
    const attached = { output, setting };
    this.outputs.set(id, attached);
    if (this.source) this.start(output, this.source);
    else this.tell(id, attached, 'waiting', null);
    this.followFilm();
    return id;
  }

  /** Finishes the output's file. @throws StationError `not_possible` when there is none of that number. */
  async detach(id: number): Promise<void> {
    const attached = this.find(id);
    this.outputs.delete(id);
    this.followFilm();
    await attached.output.close();
    this.tell(id, attached, 'ended', null);
  }

  /** @throws StationError `not_possible` when there is no such preview, or it has nothing to show yet. */
  async nextPreview(id: number): Promise<PreviewFrame | null> {
    const { output } = this.find(id);
    if (output instanceof Preview) return output.next();
    throw new StationError('not_possible', `Output ${id} is not a preview.`);
  }

  sourcePlays(source: SourceInfo): void {
    this.source = source;
    for (const { output } of this.outputs.values()) this.start(output, source);
    this.followFilm();
  }

  /** @param runningSeconds Of the frame that the text belongs to, for outputs whose text is aligned. */
  annotate(text: string, runningSeconds: number | null): void {
    this.text = text;
    for (const { output } of this.outputs.values()) output.setText(text, runningSeconds);
  }

  partClosed(nextPart: number): void {
    for (const { output } of this.outputs.values()) output.partClosed(nextPart);
  }

  async close(): Promise<void> {
    this.source = null;
    await Promise.all([this.film?.close(), ...[...this.outputs.keys()].map((id) => this.detach(id))]);
  }

  private common(): OutputContext['common'] {
    const { context } = this.options;
    return {
      router: this.router,
      // Read when a pipeline starts: for a live source it is known only then.
      get alignedDelaySeconds() {
        return context().alignedDelaySeconds;
      },
    };
  }

  /** A recorded file has its pictures itself. */
  private followFilm(): void {
    const { source } = this;
    const live = source !== null && isLive(parseSource(source.name)) ? source : null;
    const recording = [...this.outputs].find(
      ([, { output }]) => output.kind === 'recording' && output.fromSeconds !== null,
    );
    this.film?.follow(live, recording?.[0] ?? null);
  }

  private start(output: Output, { width, height, framesPerSecond, name, title }: SourceInfo): void {
    output.sourcePlays({ width, height, framesPerSecond }, title ?? usualTitle(name).what);
    if (this.text !== null) output.setText(this.text, null);
  }

  private async open(spec: OutputSpec, context: OutputContext): Promise<Output> {
    // Here the caller gets the error; at the first frame there is none.
    if (spec.annotation !== 'none') requireElement('overlay');
    switch (spec.kind) {
      case 'sharedMemory':
        return openSharedMemory(spec, context);
      case 'recording':
        return openRecording(spec, context);
      case 'stream':
        return openStream(spec, context);
      case 'preview':
        return new Preview(spec, context);
      default:
        return spec satisfies never;
    }
  }

  private refuse(output: number, spec: OutputSpec, setting: string, error: StationError): void {
    const target = error.where ?? spec.kind;
    this.options.onState({
      output,
      kind: spec.kind,
      state: 'failed',
      target,
      error: error.toJSON(),
      setting,
      fromSeconds: null,
    });
  }

  /** One that was detached, or has failed, says nothing more. */
  private hear(id: number, state: OutputState, error: PlainStationError | null): void {
    const attached = this.outputs.get(id);
    if (!attached) return;
    if (state === 'failed') {
      this.outputs.delete(id);
      this.followFilm();
    }
    this.tell(id, attached, state, error);
  }

  private tell(
    id: number,
    { output, setting }: AttachedOutput,
    state: OutputState,
    error: PlainStationError | null,
  ): void {
    const { kind, target, fromSeconds } = output;
    this.options.onState({ output: id, kind, state, target, error, setting, fromSeconds });
  }

  private find(id: number): AttachedOutput {
    const output = this.outputs.get(id);
    if (output) return output;
    throw new StationError('not_possible', `There is no output ${id}.`, {
      hint: 'It was detached, or it failed.',
    });
  }
}
