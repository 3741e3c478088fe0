// The outputs of a station: any number at once, on and off while it runs.
import { existsSync } from 'node:fs';
import {
  type OutputSpec,
  type OutputState,
  type PlainStationError,
  type PreviewFrame,
  type SourceInfo,
  StationError,
  toStationError,
} from '../contract/index.ts';
import { loadAddon, type NativeHub } from './native.ts';
import type { Output, OutputContext } from './output.ts';
import { openSharedMemory, openStream, Preview } from './plain-output.ts';
import { openRecording } from './recording.ts';

export interface OutputSetOptions {
  /** What holds for an output that is attached now. */
  readonly context: () => {
    readonly alignedDelaySeconds: number;
    /** Name of the recipe. */
    readonly recipe: string | null;
  };
  /** Time of the source that is being taken now. */
  readonly sourceSeconds: () => number;
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
  readonly hub: NativeHub;
  private readonly options: OutputSetOptions;
  private readonly outputs = new Map<number, AttachedOutput>();
  private nextId = 1;
  private source: SourceInfo | null = null;
  private text: string | null = null;

  constructor(options: OutputSetOptions) {
    this.options = options;
    this.hub = new (loadAddon().Hub)();
  }

  /**
   * @param setting Id of the setting that it comes from; null: it comes from none.
   * @returns Its number. It runs as soon as a source has shown a frame.
   * @throws StationError `output_invalid`, `output_failed`, `disk_full` or `media_unavailable`.
   */
  async attach(spec: OutputSpec, setting: string | null = null): Promise<number> {
    const id = this.nextId++;
    let opened: Output | null = null;
    const tell = (state: OutputState, error: PlainStationError | null): void => {
      if (!opened) return;
      if (state === 'failed') this.outputs.delete(id);
      this.tell(id, { output: opened, setting }, state, error);
    };
    const { alignedDelaySeconds } = this.options.context();
    const opening = this.open(spec, {
      common: { hub: this.hub, alignedDelaySeconds },
      recipe: () => this.options.context().recipe,
      sourceSeconds: this.options.sourceSeconds,
      exists: existsSync,
      onState: tell,
    });
    const output = await opening.catch((thrown: unknown) => {
      // Of one that is set up, everybody shall see that it is not there.
      if (setting !== null) this.refuse(id, spec, setting, toStationError(thrown));
      throw thrown;
    });
    opened = output;
    this.outputs.set(id, { output, setting });
    if (this.source) this.start(output, this.source);
    else tell('waiting', null);
    return id;
  }

  /** Finishes what it writes. @throws StationError `not_possible` when there is none of that number. */
  async detach(id: number): Promise<void> {
    const attached = this.find(id);
    this.outputs.delete(id);
    await attached.output.close();
    this.tell(id, attached, 'ended', null);
  }

  /** @throws StationError `not_possible` when there is no such preview, or it has nothing to show yet. */
  async nextPreview(id: number): Promise<PreviewFrame | null> {
    const { output } = this.find(id);
    if (output instanceof Preview) return output.next();
    throw new StationError('not_possible', `Output ${id} is no preview.`);
  }

  sourcePlays(source: SourceInfo): void {
    this.source = source;
    for (const { output } of this.outputs.values()) this.start(output, source);
  }

  /** @param runningSeconds Of the frame that the text belongs to, for outputs whose text is aligned. */
  annotate(text: string, runningSeconds: number | null): void {
    this.text = text;
    for (const { output } of this.outputs.values()) output.annotate(text, runningSeconds);
  }

  partClosed(nextPart: number): void {
    for (const { output } of this.outputs.values()) output.partClosed(nextPart);
  }

  async close(): Promise<void> {
    await Promise.all([...this.outputs.keys()].map((id) => this.detach(id)));
  }

  private start(output: Output, { width, height, framesPerSecond, name }: SourceInfo): void {
    output.sourcePlays({ width, height, framesPerSecond }, name);
    if (this.text !== null) output.annotate(this.text, null);
  }

  private async open(spec: OutputSpec, context: OutputContext): Promise<Output> {
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
      hint: 'It was taken off, or it failed.',
    });
  }
}
