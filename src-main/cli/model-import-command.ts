// stepwatch model import FILE: what can be typed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { normalisations } from '../../src-inference/contract/index.ts';
import { installRoot } from './defaults.ts';
import { importModel } from './model-import.ts';
import { wholeNumber } from './numbers.ts';

export function addModelImport(model: Command, engineEntry: URL): void {
  model
    .command('import')
    .description('Write a first model card for an ONNX file, and try the network on a video.')
    .argument('<file>', 'the network, as it was exported')
    .option('--directory <dir>', 'put the card and a copy of the network there; otherwise beside the file')
    .option('--name <name>', 'of the model; that of the file otherwise')
    .option('--labels <file>', 'names of the classes, one in each line, or JSON; "numbered" for class_0, ...')
    .option('--background <label>', 'the label for "nothing is being done"')
    .option('--window <seconds>', 'of video that the network looks at', positiveNumber)
    .option('--axes <order>', 'of the pictures, such as NCTHW, where the shape does not show it')
    .option('--frames <count>', 'pictures in a window, where the file does not fix it', wholeNumber)
    .option('--height <pixels>', 'where the file does not fix it', wholeNumber)
    .option('--width <pixels>', 'where the file does not fix it', wholeNumber)
    .addOption(
      new Option('--normalisation <name>', 'how the pixels were scaled in training').choices(normalisations),
    )
    .option('--mean <numbers>', 'one, or one for each channel: 0.45 or 0.485,0.456,0.406', numbersOf(1, 3))
    .option('--std <numbers>', 'as --mean', numbersOf(1, 3))
    .option('--range <numbers>', 'values of black and white before mean and std: 0,255', numbersOf(2, 2))
    .addOption(new Option('--channels <order>', 'RGB otherwise').choices(['RGB', 'BGR']))
    .option('--output <name>', 'which of several outputs answers the classes')
    .option('--try <video>', 'video that the network is tried on; a bundled one otherwise')
    .option('--force', 'replace files that are there')
    .option('--json', 'print one JSON object and nothing else')
    .addHelpText('after', '\nWhat is missing is asked for on a terminal, and listed elsewhere.')
    .action((file: string, options, command: Command) =>
      importModel(
        engineEntry,
        {
          file,
          directory: options.directory ?? null,
          name: options.name ?? null,
          answers: {
            labels: options.labels ?? null,
            background: options.background ?? null,
            window: options.window ?? null,
            axes: options.axes ?? null,
            frames: options.frames ?? null,
            height: options.height ?? null,
            width: options.width ?? null,
            normalisation: options.normalisation ?? null,
            mean: options.mean ?? null,
            std: options.std ?? null,
            range: options.range ?? null,
            channels: options.channels ?? null,
            output: options.output ?? null,
          },
          video: options.try ?? bundledVideo(),
          force: options.force === true,
        },
        { json: command.optsWithGlobals().json === true },
      ),
    );
}

/** Null where the package has none. */
function bundledVideo(): string | null {
  const path = join(installRoot, 'resources/demo/good.mp4');
  return existsSync(path) ? path : null;
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It is a number above 0.');
}

function numbersOf(...counts: readonly number[]): (text: string) => readonly number[] {
  return (text) => {
    const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
    if (counts.includes(values.length) && values.every(Number.isFinite)) return values;
    throw new InvalidArgumentError(
      `It is ${[...new Set(counts)].join(' or ')} numbers with commas between them.`,
    );
  };
}
