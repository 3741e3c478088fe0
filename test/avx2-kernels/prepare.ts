// Lets ONNX Runtime take its kernels for AVX2 on a CPU that has more, at full speed: a copy of the library asks a preloaded
// one what the CPU can do. Needs gcc and objdump. The installed library stays as it is.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const cpuid = Buffer.from([0x0f, 0xa2]);
/** `int3`, and nothing for the second byte. */
const breakpoint = Buffer.from([0xcc, 0x90]);
const wholeDisassemblyBytes = 4 * 2 ** 30;

/**
 * @param folder Takes the two libraries.
 * @returns The environment in which programs compute as on x64 without VNNI.
 */
export function prepareAvx2Kernels(folder: string): Readonly<Record<string, string>> {
  const shim = join(folder, 'hide-vnni.so');
  const source = join(import.meta.dirname, 'hide-vnni.c');
  // First of all libraries to start, since ONNX Runtime looks at the CPU while it is loaded.
  const flags = ['-O1', '-shared', '-fPIC', '-Wl,-z,initfirst'];
  execFileSync('gcc', [...flags, '-o', shim, source, '-ldl']);
  const installed = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  const library = join(installed, 'bin/napi-v6/linux/x64/libonnxruntime.so.1');
  const copy = join(folder, 'libonnxruntime.so.1');
  writeFileSync(copy, withBreakpoints(library));
  return { LD_PRELOAD: `${shim}:${copy}`, STEPWATCH_CPU: 'x64-avx2' };
}

function withBreakpoints(library: string): Uint8Array {
  const bytes = readFileSync(library);
  // Only true instructions: the two bytes occur inside of others as well.
  const filter = `objdump -d --no-show-raw-insn '${library}' | grep -P '\\tcpuid'`;
  const lines = execFileSync('bash', ['-c', filter], { encoding: 'utf8', maxBuffer: wholeDisassemblyBytes });
  const segments = segmentsOf(library);
  for (const line of lines.trim().split('\n')) {
    const address = Number.parseInt(line.split(':')[0]!, 16);
    const segment = segments.find(({ start, size }) => address >= start && address < start + size)!;
    const at = segment.offset + address - segment.start;
    if (!bytes.subarray(at, at + 2).equals(cpuid)) throw new Error(`no cpuid at ${address.toString(16)}`);
    breakpoint.copy(bytes, at);
  }
  return bytes;
}

function segmentsOf(library: string) {
  const lines = execFileSync('readelf', ['-lW', library], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const words = line.trim().split(/\s+/);
    if (words[0] !== 'LOAD') return [];
    const [offset, start, , size] = words.slice(1, 5).map((word) => Number.parseInt(word, 16));
    return [{ offset: offset!, start: start!, size: size! }];
  });
}
