// Parses the options that describe outputs. Pure.
import {
  type Annotation,
  annotations,
  type OutputSpec,
  parseStreamTarget,
  type RecordingSpec,
  recordingDefaults,
  StationError,
} from '../../src-inference/contract/index.ts';

export interface OutputOptions {
  readonly shm?: string;
  readonly record?: string;
  readonly split?: string;
  readonly stream?: string;
  readonly annotation?: string;
}

/** @throws StationError `usage` or `output_invalid`. */
export function readOutputs(options: OutputOptions): readonly OutputSpec[] {
  const annotation = readAnnotation(options.annotation);
  const split = readSplit(options.split);
  if (options.split !== undefined && options.record === undefined) {
    throw new StationError('usage', '"--split" only works together with "--record DIR".', {
      hint: 'Add --record DIR, or leave out --split.',
    });
  }
  const outputs: OutputSpec[] = [];
  if (options.shm !== undefined) {
    outputs.push({ kind: 'sharedMemory', path: options.shm, annotation: annotation ?? 'live' });
  }
  if (options.record !== undefined) {
    outputs.push({
      ...recordingDefaults,
      kind: 'recording',
      directory: options.record,
      split,
      annotation: annotation ?? recordingDefaults.annotation,
    });
  }
  if (options.stream !== undefined) {
    const target = parseStreamTarget(options.stream);
    outputs.push({ kind: 'stream', target, annotation: annotation ?? 'live' });
  }
  return outputs;
}

function readAnnotation(text: string | undefined): Annotation | null {
  if (text === undefined) return null;
  const found = annotations.find((known) => known === text);
  if (found) return found;
  throw new StationError('usage', `"--annotation ${text}" is not known.`, {
    hint: `Give one of ${annotations.join(', ')}.`,
  });
}

function readSplit(text: string | undefined): RecordingSpec['split'] {
  if (text === undefined) return recordingDefaults.split;
  if (text === 'part' || text === 'never') return text;
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds >= 1) return { seconds };
  throw new StationError('usage', `"--split ${text}" is not known.`, {
    hint: 'Give part, never, or a whole number of seconds.',
  });
}
