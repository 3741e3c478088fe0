// Compiles the stand-in of TensorRT, and the addon for it: see README.md.
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { aliases, stubsOf } from './stubs.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const addonSources = join(root, 'src-inference/model/native');
const own = import.meta.dirname;

export interface StandIn {
  /** For programs that are to find the stand-in in place of TensorRT. */
  readonly environment: Readonly<Record<string, string>>;
  /** Of the headers. */
  readonly version: string;
  /** `without-node.cpp` under AddressSanitizer and LeakSanitizer; null when nobody asked for them. */
  readonly withoutNode: string | null;
}

/** Does nothing where all is compiled already. */
export async function buildStandIn(): Promise<StandIn> {
  const real = process.env.STEPWATCH_TENSORRT_HEADERS?.split(':') ?? null;
  const sanitize = process.env.STEPWATCH_SANITIZE !== undefined;
  const name = `tensorrt-stand-in${real === null ? '' : '-real-headers'}${sanitize ? '-sanitized' : ''}`;
  const folder = join(root, 'build', name);
  const headers = [join(addonSources, 'cuda-types'), ...(real ?? [join(own, 'include')])];
  mkdirSync(folder, { recursive: true });
  const stubs = join(folder, 'stubs.h');
  const stubText = real === null ? aliases() : stubsOf(real);
  if (!existsSync(stubs) || readFileSync(stubs, 'utf8') !== stubText) writeFileSync(stubs, stubText);

  const warnings = ['-Wall', '-Wextra', '-Wno-deprecated-declarations', '-Wno-unused-parameter'];
  const flags = [
    ...['-std=c++17', '-g', '-O0', ...warnings, ...headers.flatMap((path) => ['-isystem', path])],
    ...(sanitize ? ['-fsanitize=address', '-fno-omit-frame-pointer'] : []),
  ];
  const shared = [...flags, '-shared', '-fPIC'];
  const library = (output: string, source: string): Promise<string> =>
    compile(
      join(folder, output),
      [own, stubs, ...headers],
      [...[...shared, '-I', folder, '-I', own, `-Wl,-soname,${output}`], join(own, source)],
    );
  const sources = readdirSync(addonSources).filter((file) => file.endsWith('.cpp'));
  // These need Node.
  const core = sources.filter((file) => !['addon.cpp', 'build-job.cpp', 'engine-object.cpp'].includes(file));
  const api = ['node-addon-api', 'node-api-headers/include'].map((path) => join(root, 'node_modules', path));
  const compileAddon = (): Promise<string> =>
    compile(
      join(folder, 'stepwatch-tensorrt.node'),
      [addonSources, stubs, ...headers],
      [
        ...[...shared, '-fvisibility=hidden', '-Wno-cast-function-type', '-DNAPI_VERSION=8'],
        ...['-DNAPI_CPP_EXCEPTIONS', '-DNODE_GYP_MODULE_NAME=stepwatch_tensorrt'],
        ...api.flatMap((path) => ['-isystem', path]),
        ...[...sources.map((file) => join(addonSources, file)), '-ldl'],
      ],
    );
  const compileWithoutNode = (): Promise<string> =>
    compile(
      join(folder, 'without-node'),
      [own, addonSources, stubs, ...headers],
      [
        ...[...flags, '-I', addonSources, join(own, 'without-node.cpp')],
        ...[...core.map((file) => join(addonSources, file)), '-ldl'],
      ],
    );
  const compileLibraries = async (): Promise<void> => {
    await library('libcuda.so.1', 'libcuda.cpp');
    await library('libnvonnxparser.so.10', 'libnvonnxparser.cpp');
    await library('libnvinfer.so.10', 'libnvinfer.cpp');
  };
  const [addon] = await Promise.all([compileAddon(), compileLibraries()]);
  return {
    version: versionOf(headers),
    withoutNode: sanitize ? await compileWithoutNode() : null,
    environment: {
      LD_LIBRARY_PATH: folder,
      STEPWATCH_TENSORRT_ADDON: addon,
      ...(sanitize && (await preloaded())),
    },
  };
}

/** Node keeps memory to its end: leaks are looked for without it. */
async function preloaded(): Promise<Record<string, string>> {
  const { stdout } = await run('g++', ['-print-file-name=libasan.so']);
  return { LD_PRELOAD: stdout.trim(), ASAN_OPTIONS: 'detect_leaks=0' };
}

/** @returns The output. */
async function compile(
  output: string,
  sources: readonly string[],
  words: readonly string[],
): Promise<string> {
  const isCurrent =
    existsSync(output) && sources.every((source) => newestOf(source) < statSync(output).mtimeMs);
  if (isCurrent) return output;
  const part = `${output}.part`;
  await run('g++', [...words, '-o', part]);
  renameSync(part, output);
  return output;
}

function newestOf(path: string): number {
  const info = statSync(path);
  if (!info.isDirectory()) return info.mtimeMs;
  return Math.max(...readdirSync(path).map((name) => newestOf(join(path, name))));
}

function versionOf(headers: readonly string[]): string {
  const text = ['NvInferVersion.h', 'NvInfer.h']
    .flatMap((name) => headers.map((folder) => join(folder, name)))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const part = (name: string): string =>
    new RegExp(`define (?:NV_TENSORRT|TRT)_${name}(?:_ENTERPRISE)? (\\d+)`).exec(text)![1]!;
  return ['MAJOR', 'MINOR', 'PATCH'].map(part).join('.');
}
