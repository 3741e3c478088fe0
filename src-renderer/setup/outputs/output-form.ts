// The form of an output: defaults of each kind, and problems that can be found without asking the station. Pure.
import {
  type ConfiguredOutputSpec,
  isHost,
  type OutputSetting,
  type OutputState,
  type OutputStatus,
  type RecordingSpec,
  recordingDefaults,
} from '../../../src-inference/contract/index.ts';

export const outputKinds = ['recording', 'stream', 'sharedMemory'] as const;
export type OutputKind = (typeof outputKinds)[number];

/** @param recordings Folder of the recordings. */
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

/** Keys of the texts `setup.outputs.problem.NAME`. */
export type OutputProblem = 'pathMissing' | 'pathNotAbsolute' | 'hostMissing' | 'hostInvalid';

export function problemOf(spec: ConfiguredOutputSpec): OutputProblem | null {
  switch (spec.kind) {
    case 'recording':
      return pathProblem(spec.directory);
    case 'sharedMemory':
      return pathProblem(spec.path);
    case 'stream':
      if (spec.target.host.trim() === '') return 'hostMissing';
      return isHost(spec.target.host) ? null : 'hostInvalid';
    default:
      return spec satisfies never;
  }
}

function pathProblem(path: string): OutputProblem | null {
  if (path.trim() === '') return 'pathMissing';
  return path.startsWith('/') ? null : 'pathNotAbsolute';
}

/** The target of the output, in one line. */
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

/** Few files, and each can be copied while the next one is written. */
const usualSplitSeconds = 600;

export function splitOf(kind: SplitKind): RecordingSpec['split'] {
  return kind === 'seconds' ? { seconds: usualSplitSeconds } : kind;
}

/** The state of an output; `off` when it is not enabled. */
export function stateOf(
  { id, enabled }: OutputSetting,
  statuses: readonly OutputStatus[],
): { readonly state: OutputState | 'off'; readonly status: OutputStatus | null } {
  const status = statuses.find(({ setting }) => setting === id) ?? null;
  if (!enabled) return { state: 'off', status: null };
  return { state: status?.state ?? 'waiting', status };
}
