// Execution providers that this build of ONNX Runtime knows.
import { createRequire } from 'node:module';
import { listSupportedBackends } from 'onnxruntime-node';

export function listBackends(): readonly { readonly name: string; readonly bundled: boolean }[] {
  return listSupportedBackends().map(({ name, bundled }) => ({ name, bundled }));
}

export function runtimeVersion(): string {
  return createRequire(import.meta.url)('onnxruntime-node/package.json').version;
}
