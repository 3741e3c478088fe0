// Compiles the stand-in of TensorRT, and the addon for it: see README.md.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
const addonSources = join(root, 'src-inference/model/native');

/** `V...`: what TensorRT implements behind its interfaces; the last two are of the parser. */
const implemented = [
  ...['VHostMemory', 'VTensor', 'VNetworkDefinition', 'VOptimizationProfile', 'VBuilderConfig', 'VBuilder'],
  ...['VRuntime', 'VCudaEngine', 'VExecutionContext', 'IParserError', 'IParser'],
] as const;

export interface StandIn {
  /** For programs that are to find the stand-in in place of TensorRT. */
  readonly environment: Readonly<Record<string, string>>;
  /** Of the headers. */
  readonly version: string;
}

/** Does nothing where all is compiled already. */
export async function buildStandIn(): Promise<StandIn> {
  const real = process.env.STEPWATCH_TENSORRT_HEADERS?.split(':') ?? null;
  const sanitize = process.env.STEPWATCH_SANITIZE !== undefined;
  const name = `tensorrt-stand-in${real === null ? '' : '-real-headers'}${sanitize ? '-sanitized' : ''}`;
  const folder = join(root, 'build', name);
  const headers = real ?? [join(import.meta.dirname, 'include')];
  mkdirSync(folder, { recursive: true });
  const stubs = join(folder, 'stubs.h');
  const stubText = real === null ? aliases() : stubsOf(real);
  if (!existsSync(stubs) || readFileSync(stubs, 'utf8') !== stubText) writeFileSync(stubs, stubText);
  const common = [
    ...[
      '-std=c++17',
      '-g',
      '-O1',
      '-Wall',
      '-Wextra',
      '-Wno-deprecated-declarations',
      '-Wno-unused-parameter',
      '-shared',
      '-fPIC',
    ],
    ...(sanitize ? ['-fsanitize=address', '-fno-omit-frame-pointer'] : []),
    ...headers.flatMap((path) => ['-isystem', path]),
  ];
  const library = (output: string, source: string): Promise<void> =>
    compile(
      join(folder, output),
      [import.meta.dirname, stubs, ...headers],
      [
        ...[...common, '-I', folder, '-I', import.meta.dirname, `-Wl,-soname,${output}`],
        join(import.meta.dirname, source),
      ],
    );
  await library('libcuda.so.1', 'libcuda.cpp');
  await library('libnvonnxparser.so.10', 'libnvonnxparser.cpp');
  await library('libnvinfer.so.10', 'libnvinfer.cpp');
  const addon = join(folder, 'stepwatch-tensorrt.node');
  const api = ['node_modules/node-addon-api', 'node_modules/node-api-headers/include'].map((path) =>
    join(root, path),
  );
  await compile(
    addon,
    [addonSources, ...headers],
    [
      ...[
        ...common,
        '-fvisibility=hidden',
        '-Wno-cast-function-type',
        '-DNAPI_VERSION=8',
        '-DNAPI_CPP_EXCEPTIONS',
      ],
      ...['-DNODE_GYP_MODULE_NAME=stepwatch_tensorrt', ...api.flatMap((path) => ['-isystem', path])],
      ...readdirSync(addonSources)
        .filter((file) => file.endsWith('.cpp'))
        .map((file) => join(addonSources, file)),
      '-ldl',
    ],
  );
  return {
    version: versionOf(headers),
    environment: {
      LD_LIBRARY_PATH: folder,
      STEPWATCH_TENSORRT_ADDON: addon,
      ...(sanitize && (await sanitizer())),
    },
  };
}

async function sanitizer(): Promise<Record<string, string>> {
  const { stdout } = await promisify(execFile)('g++', ['-print-file-name=libasan.so']);
  return {
    LD_PRELOAD: stdout.trim(),
    // Node keeps memory to its end on purpose: only what went through the addon counts.
    LSAN_OPTIONS: `suppressions=${join(import.meta.dirname, 'leaks.txt')}:print_suppressions=0`,
    ASAN_OPTIONS: 'detect_leaks=1:handle_segv=1',
  };
}

async function compile(output: string, sources: readonly string[], words: readonly string[]): Promise<void> {
  if (existsSync(output) && sources.every((source) => newestOf(source) < statSync(output).mtimeMs)) return;
  await promisify(execFile)('g++', [...words, '-o', output]);
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

function namespaceOf(name: string): string {
  return name.startsWith('V') ? `nvinfer1::apiv::${name}` : `nvonnxparser::${name}`;
}

const opening = '#pragma once\n#include <NvInfer.h>\n#include <NvOnnxParser.h>\n#include <cstdlib>\n';

/** Of our own headers everything is implemented. */
function aliases(): string {
  const lines = implemented.map((name) => `using Stub${name} = ${namespaceOf(name)};`);
  return `${opening}namespace standin {\n${lines.join('\n')}\n}\n`;
}

/** Of the real headers, every function that the stand-in lacks ends the process. */
function stubsOf(folders: readonly string[]): string {
  const texts = ['NvInferImpl.h', 'NvOnnxParser.h'].map((name) =>
    readFileSync(folders.map((folder) => join(folder, name)).find((path) => existsSync(path))!, 'utf8')
      .replaceAll(/\/\/.*$/gm, '')
      .replaceAll(/\s+/g, ' '),
  );
  const classes = implemented.map((name) => {
    const text = texts
      .map((one) => new RegExp(`class ${name}(?: : public \\w+)? \\{(.*?)\\};`).exec(one))
      .find((one) => one);
    const functions = text![1]!.matchAll(/virtual ([^;{}~]*?\)(?: const)?(?: noexcept)?) = 0;/g);
    const bodies = [...functions].map(
      ([, declaration]) => `  ${declaration!.replace(/^TRT_DEPRECATED /, '')} override { std::abort(); }`,
    );
    const [home] = namespaceOf(name).split('::');
    return [
      `namespace standin::of_${home} {`,
      `using namespace ${home};`,
      `struct Stub${name} : ${namespaceOf(name)} {\n${bodies.join('\n')}\n};`,
      '}',
      `namespace standin { using of_${home}::Stub${name}; }`,
    ].join('\n');
  });
  return `${opening}${classes.join('\n')}\n`;
}
