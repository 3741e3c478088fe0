// A video file as a source. The path is taken as it is: it is not parsed as the address of a source.
import type { FileSourceSpec } from '../../src-inference/contract/index.ts';

export function fileSource(path: string): FileSourceSpec {
  return { kind: 'file', path, pace: 'asFastAsPossible', loop: false };
}
