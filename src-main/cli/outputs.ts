// The outputs that were typed. Pure.
import {
  type Annotation,
  annotations,
  type OutputSpec,
  parseStreamTarget,
  type RecordingSpec,
  recordingDefaults,
  StationError,
} from '../../src-inference/contract/index.ts';

export interface OutputWords {
  readonly shm?: string;
  readonly record?: string;
  readonly split?: string;
  readonly stream?: string;
  readonly annotation?: string;
}

/** @throws StationError `usage` or `output_invalid`. */
export function outputsOf(words: OutputWords): readonly OutputSpec[] {
  const annotation = readAnnotation(words.annotation);
  const split = readSplit(words.split);
  if (words.split !== undefined && words.record === undefined) {
    throw new StationError('usage', '"--split" needs "--record DIR".', {
      hint: 'It says how recordings are split.',
    });
  }
  const outputs: OutputSpec[] = [];
  if (words.shm !== undefined) {
    outputs.push({ kind: 'sharedMemory', path: words.shm, annotation: annotation ?? 'live' });
  }
  if (words.record !== undefined) {
    outputs.push({
      ...recordingDefaults,
      kind: 'recording',
      directory: words.record,
      split,
      annotation: annotation ?? recordingDefaults.annotation,
    });
  }
  if (words.stream !== undefined) {
    const target = parseStreamTarget(words.stream);
    outputs.push({ kind: 'stream', target, annotation: annotation ?? 'live' });
  }
  return outputs;
}

function readAnnotation(word: string | undefined): Annotation | null {
  if (word === undefined) return null;
  const found = annotations.find((known) => known === word);
  if (found) return found;
  throw new StationError('usage', `"--annotation" must be one of ${annotations.join(', ')}, not "${word}".`);
}

function readSplit(word: string | undefined): RecordingSpec['split'] {
  if (word === undefined) return recordingDefaults.split;
  if (word === 'part' || word === 'never') return word;
  const seconds = Number(word);
  if (/^\d+$/.test(word) && seconds >= 1) return { seconds };
  throw new StationError('usage', `"--split" must be part, never or a number of seconds, not "${word}".`);
}
