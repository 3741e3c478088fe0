// An output as it is being edited: every kind has its fields, and what cannot work is told before the station is asked. Pure.
import {
  type ConfiguredOutputSpec,
  type OutputSetting,
  type OutputState,
  type OutputStatus,
  type RecordingSpec,
  recordingDefaults,
} from '../../../src-inference/contract/index.ts';

export const outputKinds = ['recording', 'stream', 'sharedMemory'] as const;
export type OutputKind = (typeof outputKinds)[number];

/** @param recordings Folder of the station's recordings. */
export function newOutput(kind: OutputKind, recordings: string): ConfiguredOutputSpec {
  switch (kind) {
    case 'recording':
      return { kind, directory: recordings, ...recordingDefaults };
    case 'stream':
      return {
        kind,
        target: { host: '127.0.0.1', port: 5004, format: 'rtp-h264', kilobitsPerSecond: 4000 },
        annotation: 'live',
      };
    case 'sharedMemory':
      return { kind, path: '/tmp/stepwatch', annotation: 'live' };
    default:
      return kind satisfies never;
  }
}

/** Names of texts, `setup.outputs.problem.NAME`, by the field that they speak of. */
export type OutputProblem = 'pathMissing' | 'pathNotAbsolute' | 'hostMissing';

export function problemOf(spec: ConfiguredOutputSpec): OutputProblem | null {
  switch (spec.kind) {
    case 'recording':
      return pathProblem(spec.directory);
    case 'sharedMemory':
      return pathProblem(spec.path);
    case 'stream':
      return spec.target.host.trim() === '' ? 'hostMissing' : null;
    default:
      return spec satisfies never;
  }
}

function pathProblem(path: string): OutputProblem | null {
  if (path.trim() === '') return 'pathMissing';
  return path.startsWith('/') ? null : 'pathNotAbsolute';
}

/** Where it goes, in one line. */
export function targetOf(spec: ConfiguredOutputSpec): string {
  switch (spec.kind) {
    case 'recording':
      return spec.directory;
    case 'sharedMemory':
      return spec.path;
    case 'stream':
      return `udp://${spec.target.host}:${spec.target.port}`;
    default:
      return spec satisfies never;
  }
}

export const splitKinds = ['part', 'seconds', 'never'] as const;
export type SplitKind = (typeof splitKinds)[number];

export function splitKindOf({ split }: RecordingSpec): SplitKind {
  return typeof split === 'object' ? 'seconds' : split;
}

/** Long enough to be few files, short enough to be copied while the next one is written. */
const usualSplitSeconds = 600;

export function splitOf(kind: SplitKind): RecordingSpec['split'] {
  return kind === 'seconds' ? { seconds: usualSplitSeconds } : kind;
}

/** How an output fares; `off` when it is not enabled. */
export function stateOf(
  { id, enabled }: OutputSetting,
  statuses: readonly OutputStatus[],
): { readonly state: OutputState | 'off'; readonly status: OutputStatus | null } {
  const status = statuses.find(({ setting }) => setting === id) ?? null;
  if (!enabled) return { state: 'off', status: null };
  return { state: status?.state ?? 'waiting', status };
}
