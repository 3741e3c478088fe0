// What all outputs have in common.
import type { OutputSpec, OutputState, PlainStationError } from '../contract/index.ts';
import type { OutputPipeline, OutputPipelineOptions, PictureSize } from './output-pipeline.ts';

export interface Output {
  readonly kind: OutputSpec['kind'];
  /** Where it goes, for people. */
  readonly target: string;
  /** Time of the source at the start of what is being written; null where nothing is kept. */
  readonly fromSeconds: number | null;
  /** A source shows its first frame. The first source fixes the size of the output. */
  sourcePlays(size: PictureSize, source: string): void;
  setText(text: string, runningSeconds: number | null): void;
  partClosed(nextPart: number): void;
  close(): Promise<void>;
}

export interface OutputContext {
  readonly common: Pick<OutputPipelineOptions, 'router' | 'alignedDelaySeconds'>;
  /** Name of the recipe. */
  readonly recipe: () => string | null;
  /** Time of the source now. */
  readonly sourceSeconds: () => number;
  readonly exists: (path: string) => boolean;
  /** Takes what a recording encodes; null: nobody does. */
  readonly onEncoding: ((pipeline: OutputPipeline, size: PictureSize) => void) | null;
  readonly onState: (state: OutputState, error: PlainStationError | null) => void;
}
