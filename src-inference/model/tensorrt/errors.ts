// What the addon throws, as errors that a person can act on.
import { StationError } from '../../contract/index.ts';
import type { NativeFailure } from './native.ts';

/** @param reason In the words of TensorRT or the driver. @param file Of the network. */
export function tensorRtError(code: NativeFailure['code'], reason: string, file: string): StationError {
  const said = reason.trim().replace(/[.\s]*$/, '');
  const [message, hint] = texts[code](said);
  return new StationError(code, message, { where: file, hint });
}

export function isNativeFailure(thrown: unknown): thrown is NativeFailure {
  return (
    thrown instanceof Error &&
    (thrown as Partial<NativeFailure>).code !== undefined &&
    (thrown as NativeFailure).code in texts
  );
}

const texts: Readonly<
  Record<NativeFailure['code'], (said: string) => readonly [message: string, hint: string]>
> = {
  backend_unavailable: (said) => [
    `The backend tensorrt is not there: ${said}.`,
    'stepwatch doctor says what to install.',
  ],
  network_unsupported: (said) => [
    `TensorRT cannot run this network: ${said}.`,
    'Leave backend.name in the card at auto, or export the network without that operator.',
  ],
  engine_build_failed: (said) => [
    `TensorRT could not build an engine of the network: ${said}.`,
    'Where memory is short, close other programs or set backend.workspaceMegabytes in the card; otherwise leave backend.name at auto.',
  ],
  engine_unusable: (said) => [
    `The engine that TensorRT built cannot be loaded: ${said}.`,
    'It was thrown away and will be built again. If that does not help, reinstall TensorRT.',
  ],
  gpu_failed: (said) => [
    `The GPU failed: ${said}.`,
    'Look at its memory and temperature (tegrastats, nvidia-smi) and at dmesg; then start the station again.',
  ],
};
