// An output that is one pipeline from its first frame to its end.
import { StationError } from '../contract/index.ts';
import { setEncodersAside } from './hardware.ts';
import type { Output, OutputContext } from './output.ts';
import { evenSize, OutputPipeline, type OutputPipelineOptions, type PictureSize } from './output-pipeline.ts';

/** What the pipeline is to be, for the size of the source's frames. */
type OutputSetup = (
  size: PictureSize,
) => Pick<OutputPipelineOptions, 'size' | 'annotation' | 'demand' | 'sink' | 'properties'>;

type State =
  /** No source has shown a frame yet. */
  | { readonly phase: 'waiting' }
  | { readonly phase: 'running'; readonly pipeline: OutputPipeline }
  | { readonly phase: 'closed' };

export class SinglePipelineOutput implements Output {
  readonly kind: Output['kind'];
  readonly target: string;
  readonly fromSeconds = null;
  private readonly context: OutputContext;
  private readonly setup: OutputSetup;
  private state: State = { phase: 'waiting' };

  constructor(
    identity: { readonly kind: Output['kind']; readonly target: string },
    context: OutputContext,
    setup: OutputSetup,
  ) {
    this.kind = identity.kind;
    this.target = identity.target;
    this.context = context;
    this.setup = setup;
  }

  sourcePlays(size: PictureSize): void {
    if (this.state.phase === 'waiting') this.start(evenSize(size), null);
  }

  setText(text: string, runningSeconds: number | null): void {
    this.pipeline?.setText(text, runningSeconds);
  }

  partClosed(): void {}

  async close(): Promise<void> {
    const { pipeline } = this;
    this.state = { phase: 'closed' };
    await pipeline?.stop();
  }

  /** Null unless it is running. */
  protected get pipeline(): OutputPipeline | null {
    return this.state.phase === 'running' ? this.state.pipeline : null;
  }

  protected get isClosed(): boolean {
    return this.state.phase === 'closed';
  }

  private start(size: PictureSize, replaces: OutputPipeline | null): void {
    const pipeline = new OutputPipeline({
      ...this.context.common,
      ...this.setup(size),
      replaces,
      onError: (message, hardware) => {
        if (hardware === null || this.state.phase !== 'running') return this.fail(message);
        setEncodersAside(hardware);
        this.start(size, pipeline);
        void pipeline.stop();
      },
    });
    this.state = { phase: 'running', pipeline };
    this.context.onState('running', null);
  }

  private fail(message: string): void {
    if (this.isClosed) return;
    const error = new StationError('output_failed', `The output to "${this.target}" failed: ${message}`, {
      where: this.target,
      hint: 'Check where it goes, and attach it again. Checking goes on.',
    });
    this.context.onState('failed', error.toJSON());
    void this.close();
  }
}
