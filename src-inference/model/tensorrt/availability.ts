// Whether networks can run in TensorRT by our own addon, and how to get what is missing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../files/index.ts';
import type { NativeGap, NativeProbe } from './native.ts';
import { loadTensorRt } from './native.ts';

export interface Gap {
  readonly what: string;
  readonly hint: string;
}

export interface Availability {
  /** Null: there is no addon. */
  readonly probe: NativeProbe | null;
  /** Empty: networks can run. */
  readonly gaps: readonly Gap[];
}

/** JetPack 6 has TensorRT 10.3, JetPack 7.2 has 10.16; both bring the headers. */
const jetPack = 'On JetPack 6 and 7: sudo apt install nvidia-jetpack.';
const elsewhere = 'Elsewhere: TensorRT 10 of NVIDIA for your CUDA.';

const known = new Map<number, Availability>();

/** Looks once in the life of a process: a library that is loaded stays. @param device Number of the GPU. */
export function tensorRtAvailability(device = 0): Availability {
  let availability = known.get(device);
  if (availability === undefined) {
    const probe = loadTensorRt()?.probe(device) ?? null;
    availability = { probe, gaps: probe === null ? [notCompiled] : probe.missing.map(gapOf) };
    known.set(device, availability);
  }
  return availability;
}

/** A package comes as it was made: only a checkout can compile. */
const isCheckout = existsSync(join(packageRoot(), 'scripts/setup.sh'));

const notCompiled: Gap = isCheckout
  ? {
      what: 'the addon for TensorRT is not compiled',
      hint: `It needs NvInfer.h and NvOnnxParser.h. ${jetPack} ${elsewhere} Then run scripts/setup.sh.`,
    }
  : {
      what: 'the addon for TensorRT is not in this package',
      hint: 'Install one that was made with the headers of TensorRT (docs/packages.md).',
    };
const otherVersion = isCheckout ? 'run scripts/setup.sh' : 'install a package that was made for it';

function gapOf({ part, reason }: NativeGap): Gap {
  switch (part) {
    case 'driver':
      return {
        what: `the driver of the GPU is not there (${reason})`,
        hint: 'A Jetson has it when it was flashed with JetPack; in a container start with --runtime nvidia. Elsewhere install the NVIDIA driver.',
      };
    case 'gpu':
      return {
        what: `there is no GPU of that number (${reason})`,
        hint: 'Look with nvidia-smi, and correct backend.device in the card.',
      };
    case 'library':
      return { what: `libnvinfer.so.10 cannot be loaded (${reason})`, hint: `${jetPack} ${elsewhere}` };
    case 'version':
      return {
        what: reason,
        hint: `${jetPack} ${elsewhere} After a change of its main version ${otherVersion}.`,
      };
    case 'parser':
      return {
        what: `libnvonnxparser.so.10 cannot be loaded (${reason})`,
        hint: 'On JetPack 6 and 7: sudo apt install libnvonnxparsers10. Elsewhere it comes with TensorRT 10.',
      };
  }
}
