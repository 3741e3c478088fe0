// Where networks run: the backends, what each needs, and how ONNX Runtime is asked for them. TensorRT is reached by an addon of our
// own, or by ONNX Runtime.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type InferenceSession, listSupportedBackends } from 'onnxruntime-node';
import type { Backend, TensorRtReport } from '../contract/index.ts';
import type { BackendSettings } from './card.ts';
import type { Machine } from './choice.ts';
import { cpuCapability } from './cpu-capability.ts';
import { type Gap, tensorRtAvailability } from './tensorrt/index.ts';

/** Execution providers that this build of ONNX Runtime knows. */
export function listBackends(): readonly { readonly name: string; readonly bundled: boolean }[] {
  return listSupportedBackends().map(({ name, bundled }) => ({ name, bundled }));
}

export function runtimeVersion(): string {
  return createRequire(import.meta.url)('onnxruntime-node/package.json').version;
}

interface BackendKind {
  /** Null when networks can run on it. */
  readonly missing: () => Gap | null;
  /** The execution providers, from the preferred one on. */
  readonly providers: (settings: BackendSettings) => InferenceSession.SessionOptions['executionProviders'];
  /** What the binding has no option for, the provider reads from the environment. */
  readonly environment: (settings: BackendSettings) => Readonly<Record<string, string>>;
}

const kinds: Readonly<Record<Backend, BackendKind>> = {
  cpu: { missing: () => null, providers: () => ['cpu'], environment: () => ({}) },
  cuda: {
    missing: () => missingProvider('cuda'),
    providers: ({ device }) => [{ name: 'cuda', deviceId: device }, 'cpu'],
    environment: () => ({}),
  },
  tensorrt: {
    missing: missingTensorRt,
    providers: ({ device }) => [
      { name: 'tensorrt', deviceId: device },
      { name: 'cuda', deviceId: device },
      'cpu',
    ],
    // https://onnxruntime.ai/docs/execution-providers/TensorRT-ExecutionProvider.html
    environment: ({ fp16, int8, engineCache, workspaceMegabytes }) => ({
      ORT_TENSORRT_FP16_ENABLE: fp16 ? '1' : '0',
      ORT_TENSORRT_INT8_ENABLE: int8 ? '1' : '0',
      ...(engineCache !== null && {
        ORT_TENSORRT_ENGINE_CACHE_ENABLE: '1',
        ORT_TENSORRT_CACHE_PATH: engineCache,
      }),
      ...(workspaceMegabytes !== null && {
        ORT_TENSORRT_MAX_WORKSPACE_SIZE: String(workspaceMegabytes * 2 ** 20),
      }),
    }),
  },
};

export function thisMachine(): Machine {
  return {
    cpu: cpuCapability(),
    missing: { cpu: null, cuda: kinds.cuda.missing(), tensorrt: kinds.tensorrt.missing() },
  };
}

/** By what networks run in TensorRT here: our addon before the provider of ONNX Runtime; null: not at all. */
export function tensorRtBy(): TensorRtReport['by'] {
  if (tensorRtAvailability().gaps.length === 0) return 'addon';
  return missingProvider('tensorrt') === null ? 'onnxruntime' : null;
}

/** What of TensorRT this machine has, and how to get the rest. */
export function describeTensorRt(): TensorRtReport {
  const { probe, gaps } = tensorRtAvailability();
  return {
    by: tensorRtBy(),
    addon: probe?.compiledFor ?? null,
    library: probe?.library ?? null,
    driver: probe?.driver ?? null,
    gpu: probe?.gpu ? `${probe.gpu.name}, compute capability ${probe.gpu.computeCapability}` : null,
    missing: gaps,
  };
}

function missingTensorRt(): Gap | null {
  const [gap] = tensorRtAvailability().gaps;
  return tensorRtBy() === null ? gap! : null;
}

/** Sets what the providers read from the environment. Only the main thread's environment is the one of the process. */
export function prepareBackend(backend: Backend, settings: BackendSettings): void {
  Object.assign(process.env, kinds[backend].environment(settings));
}

export function providersOf(
  backend: Backend,
  settings: BackendSettings,
): NonNullable<InferenceSession.SessionOptions['executionProviders']> {
  return kinds[backend].providers(settings)!;
}

/** The providers for GPUs are libraries of their own, which the npm package does not bring. */
function missingProvider(name: 'cuda' | 'tensorrt'): Gap | null {
  if (!listSupportedBackends().some((one) => one.name === name)) {
    return {
      what: `ONNX Runtime for ${process.platform} ${process.arch} is built without it`,
      hint: 'Build onnxruntime-node with it, or leave the backend out of the card.',
    };
  }
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json')),
    'bin/napi-v6',
    process.platform,
    process.arch,
  );
  const library = `libonnxruntime_providers_${name}.so`;
  if (existsSync(join(folder, library))) return null;
  return {
    what: `the library ${library} is not installed`,
    hint:
      `Install CUDA 12${name === 'tensorrt' ? ' and TensorRT 10' : ''}, then the libraries of ONNX Runtime ${runtimeVersion()} ` +
      'with ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node; or leave the backend out of the card.',
  };
}
