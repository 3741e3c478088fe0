// The engine of a network for this GPU: the one that is kept, or a new one.
import { type Precision, StationError } from '../../contract/index.ts';
import { unwritable } from '../../files/index.ts';
import type { BackendSettings, ModelFile } from '../card.ts';
import { shapeOfTensor } from '../input.ts';
import { tensorRtAvailability } from './availability.ts';
import type { BuildMessage, BuildRequest } from './build-messages.ts';
import { startBuild } from './build-process-port.ts';
import { type EngineKey, engineFile, engineFolder, engineKey, readEngine } from './engine-cache.ts';
import { tensorRtError } from './errors.ts';
import type { BuildOptions } from './native.ts';

/** Where the thread of the session finds its engine. */
export interface KeptEngine {
  readonly file: string;
  readonly key: EngineKey;
  readonly device: number;
  readonly dla: number | null;
  readonly shapes: BuildOptions['shapes'];
}

/** Of a build, which takes minutes. */
export interface BuildWatch {
  readonly onProgress?: (text: string, done: number | null) => void;
  readonly signal?: AbortSignal;
}

/**
 * @throws StationError `backend_unavailable`, `network_unsupported`, `engine_build_failed`, `gpu_failed`, `record_unwritable` when
 *   the engine cannot be kept, or `aborted`.
 */
export async function ensureEngine(
  { path, input }: Pick<ModelFile, 'path' | 'input'>,
  precision: Precision,
  settings: BackendSettings,
  watch: BuildWatch,
): Promise<KeptEngine> {
  const { device, dla } = settings;
  const { probe, gaps } = tensorRtAvailability(device);
  const [gap] = gaps;
  if (gap !== undefined || probe === null) throw tensorRtError('backend_unavailable', gap?.what ?? '', path);
  const shapes = Object.fromEntries([
    ...input.tensors.map((tensor) => [tensor.name, shapeOfTensor(tensor, input)] as const),
    ...input.state.flatMap((state) => (state.shape === null ? [] : [[state.input, state.shape] as const])),
  ]);
  const options: BuildOptions = {
    network: path,
    device,
    // The accelerator has no floats of 32 bits.
    fp16: settings.fp16 || dla !== null,
    int8: precision === 'int8Qdq',
    dla,
    workspaceBytes: settings.workspaceMegabytes === null ? null : settings.workspaceMegabytes * 2 ** 20,
    shapes,
  };
  const key = await engineKey(options, probe);
  const file = engineFile(engineFolder(settings), key);
  if ((await readEngine(file, key)) === null) await build({ options, file, key }, watch);
  return { file, key, device, dla, shapes };
}

function build(request: BuildRequest, { onProgress, signal }: BuildWatch): Promise<void> {
  const { network } = request.options;
  return new Promise((resolve, reject) => {
    let outcome: Exclude<BuildMessage, { kind: 'progress' }> | null = null;
    const kill = startBuild(request, {
      onMessage(message) {
        if (message.kind === 'progress') onProgress?.(message.text, message.done);
        else outcome = message;
      },
      onEnd(reason) {
        signal?.removeEventListener('abort', kill);
        if (signal?.aborted) reject(new StationError('aborted', 'The engine was not built to its end.'));
        else if (outcome?.kind === 'built') resolve();
        else if (outcome?.kind !== 'failure')
          reject(tensorRtError('engine_build_failed', `its process ended (${reason})`, network));
        else if (outcome.code === 'unwritable') reject(unwritable(request.file, outcome.reason));
        else reject(tensorRtError(outcome.code, outcome.reason, network));
      },
    });
    signal?.addEventListener('abort', kill);
    if (signal?.aborted) kill();
  });
}
