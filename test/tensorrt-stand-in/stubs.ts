// What the stand-in does not implement of TensorRT's interfaces.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `V...`: what TensorRT implements behind its interfaces; the last two are of the parser. */
const implemented = [
  ...['VHostMemory', 'VTensor', 'VNetworkDefinition', 'VOptimizationProfile', 'VBuilderConfig', 'VBuilder'],
  ...['VRuntime', 'VCudaEngine', 'VExecutionContext', 'IParserError', 'IParser'],
] as const;

function namespaceOf(name: string): string {
  return name.startsWith('V') ? `nvinfer1::apiv::${name}` : `nvonnxparser::${name}`;
}

const opening = '#pragma once\n#include <NvInfer.h>\n#include <NvOnnxParser.h>\n#include <cstdlib>\n';

/** Of our own headers everything is implemented. */
export function aliases(): string {
  const lines = implemented.map((name) => `using Stub${name} = ${namespaceOf(name)};`);
  return `${opening}namespace standin {\n${lines.join('\n')}\n}\n`;
}

/** Of the real headers, every function that the stand-in lacks ends the process. */
export function stubsOf(folders: readonly string[]): string {
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
