// A video to be checked: a path is a path, whatever characters it holds.
import type { FileSourceSpec } from '../../src-inference/contract/index.ts';

export function recordedFile(path: string): FileSourceSpec {
  return { kind: 'file', path, pace: 'asFastAsPossible', loop: false };
}
