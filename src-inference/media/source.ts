// Opens any kind of source.
import type { SourceSpec } from '../contract/index.ts';
import { openFileSource } from './file-source.ts';
import type { FrameSource, SourceOptions } from './frame.ts';
import { openLiveSource } from './live-source.ts';

/** @throws StationError, see `openFileSource` and `openLiveSource`. */
export function openSource(spec: SourceSpec, options: SourceOptions): Promise<FrameSource> {
  return spec.kind === 'file' ? openFileSource(spec, options) : openLiveSource(spec, options);
}
