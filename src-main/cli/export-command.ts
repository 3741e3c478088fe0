// stepwatch export triton DIR
import { type Command, Option } from 'commander';
import { precisions } from '../../src-inference/contract/index.ts';
import { printJson, printLine } from './output.ts';
import { jsonText, modelOption } from './shared-options.ts';
import { withEngine } from './with-engine.ts';

export function addExport(program: Command, engineEntry: URL): void {
  program
    .command('export')
    .description('Write a network for other programs.')
    .command('triton')
    .description(
      'Write a model of a Triton model repository, for an inference server (docs/inference-server.md).',
    )
    .argument('<dir>', 'the model repository; the model gets a folder of its own in it')
    .addOption(modelOption())
    .addOption(new Option('--precision <name>', 'network of the model').choices(precisions).default('fp32'))
    .option('--name <name>', 'name of the model on the server; by default as the card says')
    .option('--json', jsonText)
    .action(async (directory: string, options) => {
      const written = await withEngine(
        engineEntry,
        null,
        () => undefined,
        (engine) =>
          engine.request('exportTriton', {
            model: options.model,
            directory,
            name: options.name ?? null,
            precision: options.precision,
          }),
      );
      if (options.json) return printJson(written);
      printLine(`${written.directory}  ${written.precision}`);
      printLine(
        written.unbatchable === null
          ? `The server may name up to ${written.maxBatch} windows at once. Clips travel as bytes.`
          : `The server names one window at a time: ${written.unbatchable}.`,
      );
      printLine(`Use it with --server grpc://HOST:8001/${written.name}`);
    });
}
