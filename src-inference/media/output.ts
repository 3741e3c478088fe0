// What every output can be asked, whatever it is.
import type { OutputSpec, OutputState, PlainStationError } from '../contract/index.ts';
import type { OutputPipelineOptions, PictureSize } from './output-pipeline.ts';

export interface Output {
  readonly kind: OutputSpec['kind'];
  /** Where it goes, for people. */
  readonly target: string;
  /** Time of the source at the start of what is being written; null where nothing is kept. */
  readonly fromSeconds: number | null;
  /** A source shows its first frame: the first one fixes the size of most outputs. */
  sourcePlays(size: PictureSize, source: string): void;
  annotate(text: string, runningSeconds: number | null): void;
  partClosed(nextPart: number): void;
  close(): Promise<void>;
}

export interface OutputContext {
  readonly common: Pick<OutputPipelineOptions, 'hub' | 'alignedDelaySeconds'>;
  /** Name of the recipe. */
  readonly recipe: () => string | null;
  /** Time of the source that is being taken now. */
  readonly sourceSeconds: () => number;
  readonly exists: (path: string) => boolean;
  readonly onState: (state: OutputState, error: PlainStationError | null) => void;
}
