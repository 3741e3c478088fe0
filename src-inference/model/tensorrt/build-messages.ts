// What the process that builds an engine is told, and what it says.
import type { EngineKey } from './engine-cache.ts';
import type { BuildOptions, NativeFailure } from './native.ts';

/** Its first argument, as JSON. */
export interface BuildRequest {
  readonly options: BuildOptions;
  /** Where the engine is kept, and under which key. */
  readonly file: string;
  readonly key: EngineKey;
}

export type BuildMessage =
  | { readonly kind: 'progress'; readonly text: string; readonly done: number | null }
  | { readonly kind: 'built' }
  /** `unwritable`: it was built, and cannot be kept. */
  | {
      readonly kind: 'failure';
      readonly code: NativeFailure['code'] | 'unwritable';
      readonly reason: string;
    };
