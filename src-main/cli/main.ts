#!/usr/bin/env node
// The `stepwatch` program: its commands and their options. What a command does is in its own file.
import { Command, CommanderError, Option } from 'commander';
import { version } from '../../package.json';
import {
  annotations,
  parseSource,
  parseStreamTarget,
  StationError,
  toStationError,
} from '../../src-inference/contract/index.ts';
import { check } from './check.ts';
import { defaultModel, defaultWorkplace } from './defaults.ts';
import { doctor } from './doctor.ts';
import { exitCodes } from './exit-codes.ts';
import { addExport } from './export-command.ts';
import { fileSource } from './file-source.ts';
import { addHistory } from './history-command.ts';
import { learnRecipe } from './learn-recipe.ts';
import { addMeasuringCommands } from './measuring-commands.ts';
import { describeModel } from './model.ts';
import { addModelImport } from './model-import-command.ts';
import { watchNpm } from './npm-parent.ts';
import { openModes } from './open-address.ts';
import { printError } from './output.ts';
import { readOutputs } from './outputs.ts';
import { addPlant } from './plant-command.ts';
import { predict } from './predict.ts';
import { describeRecipe } from './recipe.ts';
import { runStation } from './run.ts';
import { send } from './send.ts';
import { serve } from './serve.ts';
import {
  addCheckerOptions,
  codeOption,
  jsonText,
  modelOption,
  networkOption,
  readCheckerOptions,
  readCodeOption,
  readNetworkOption,
  readSourceOption,
  rootOption,
  sourceFileOption,
} from './shared-options.ts';
import { addSiteOptions, readSiteOptions } from './site-options.ts';
import { addTeach } from './teach-command.ts';

const engineEntry = new URL('./engine.js', import.meta.url);
const wantsJson = process.argv.includes('--json');

const program = new Command('stepwatch')
  .description('Watches manual assembly on video and checks it against a recipe.')
  .addHelpText(
    'after',
    '\nExample:\n  stepwatch check VIDEO --recipe resources/recipes/coupling.yaml\n' +
      '\nHelp for one command:\n  stepwatch COMMAND --help',
  )
  .version(version)
  .configureOutput({ writeErr: () => undefined })
  .exitOverride();

addCheckerOptions(
  program
    .command('check')
    .description('Check a recorded assembly against a recipe: pass, warn or fail.')
    .argument('<video>', 'video file, in any format that GStreamer can decode')
    .requiredOption('--recipe <file>', 'the ordered steps of the part (docs/recipe.md)'),
)
  .addOption(codeOption())
  .option('--json', jsonText)
  .addHelpText('after', '\nExit code: 0 pass, 1 fail, 3 warn, 2 the video could not be checked.')
  .action(async (video: string, options) => {
    // Whatever ends the program before the verdict, the exit code must not be one of a verdict.
    process.exitCode = exitCodes.notChecked;
    process.exitCode = await check(engineEntry, {
      source: fileSource(video),
      outputs: [],
      recipe: options.recipe,
      ...readCheckerOptions(options),
      ...readCodeOption(options),
      json: options.json === true,
    });
  });

program
  .command('predict')
  .description('Print the action of every window of a video: start, end, probability, label.')
  .argument('<video>', 'video file, in any format that GStreamer can decode')
  .addOption(modelOption())
  .addOption(networkOption())
  .option('--json', 'print one JSON object for each window, with the probabilities of all labels')
  .action((video: string, options) =>
    predict(engineEntry, {
      video,
      model: options.model,
      ...readNetworkOption(options),
      json: options.json === true,
    }),
  );

const recipe = program
  .command('recipe')
  .description('Validate a recipe and print its steps.')
  .argument('<file>', 'recipe file (docs/recipe.md)')
  .addOption(modelOption())
  .option('--json', jsonText)
  .action((path: string, options) =>
    describeRecipe(engineEntry, { path, model: options.model, json: options.json === true }),
  );

recipe
  .command('learn')
  .description('Make a recipe from label files of good parts.')
  .argument('<dir>', 'folder with one CSV file for each good part; columns start,end,label')
  .option('--name <name>', 'name of the recipe in logs and commands', 'learnt')
  .option('--title <title>', 'title of the recipe on the screens', 'Learnt recipe')
  .option('--out <file>', 'file for the recipe; by default it is printed')
  .action((directory: string, options, command: Command) =>
    learnRecipe(engineEntry, {
      directory,
      name: options.name,
      title: options.title,
      model: command.optsWithGlobals().model,
      out: options.out ?? null,
    }),
  );

const model = program
  .command('model')
  .description('Validate a model: its card, and the network against the card.')
  .argument('<dir>', 'folder with model.yaml and the weights (docs/model-card.md)')
  .option('--accept', 'write the hashes of the networks into the card: they were changed on purpose')
  .option('--json', jsonText)
  .action((directory: string, options) =>
    describeModel(engineEntry, {
      directory,
      accept: options.accept === true,
      json: options.json === true,
    }),
  );

addModelImport(model, engineEntry);

addCheckerOptions(
  program
    .command('run')
    .description('Watch a source without a window, until it ends or Control-C stops the command.')
    .option('--source <source>', 'video file, udp://, rtsp://, camera: or test: (the default; docs/media.md)')
    .addOption(sourceFileOption())
    .option(
      '--recipe <file>',
      'the ordered steps of the part (docs/recipe.md); without it nothing is checked',
    ),
)
  .option('--shm <path>', 'socket through which other programs read annotated frames in shared memory')
  .option('--record <dir>', 'folder for annotated recordings (mp4), one for each part')
  .option(
    '--split <how>',
    'when a new recording begins: part (the default), never, or after a number of seconds',
  )
  .option(
    '--stream <target>',
    'send annotated H.264 to udp://HOST:PORT#format=rtp-h264|mpegts&bitrate=KILOBITS',
  )
  .addOption(codeOption())
  .option('--annotation <how>', `text on the frames: ${annotations.join(', ')} (docs/media.md)`)
  .option('--json', 'print every event as one JSON object')
  .addHelpText('after', '\nExit code: 0 the source ended or a signal stopped the command, 2 an error.')
  .action((options) =>
    runStation(engineEntry, {
      source: parseSource(readSourceOption(options) ?? 'test:'),
      recipe: options.recipe ?? null,
      ...readCheckerOptions(options),
      ...readCodeOption(options),
      outputs: readOutputs(options),
      json: options.json === true,
    }),
  );

addSiteOptions(
  program
    .command('serve')
    .description('Serve the station to browsers on this machine or, with a password, on other machines.'),
  8270,
)
  .option('--directory <dir>', 'folder of the station: settings, recipes, record', defaultWorkplace)
  .option('--source <source>', 'source to watch; by default the source that was watched last (docs/media.md)')
  .addOption(sourceFileOption())
  .addOption(rootOption())
  .addOption(
    new Option('--open [mode]', 'open the station in a browser, or in a window without toolbars')
      .choices(openModes)
      .preset('browser'),
  )
  .option('--address-file <file>', 'file for the address with its token, for programs that open the station')
  .option('--json', 'print the address as one JSON object')
  .addHelpText(
    'after',
    '\nMore in docs/station.md.\n\nExit code: 0 a signal stopped the station, 2 the station could not be served.',
  )
  .action((options) =>
    serve(engineEntry, {
      ...readSiteOptions(options),
      directory: options.directory,
      source: readSourceOption(options),
      roots: options.root,
      addressFile: options.addressFile ?? null,
      open: options.open ?? null,
      json: options.json === true,
      version,
    }),
  );

program
  .command('send')
  .description('Stream a video over UDP as a camera would: H.264 in RTP or in MPEG-TS.')
  .argument('<video>', 'video file, in any format that GStreamer can decode')
  .argument('<target>', 'udp://HOST:PORT#format=rtp-h264|mpegts&bitrate=KILOBITS')
  .option('--loop', 'start again when the video ends')
  .action((video: string, target: string, options) =>
    send(engineEntry, { video, target: parseStreamTarget(target), loop: options.loop === true }),
  );

program
  .command('doctor')
  .description('Show what is installed, what is missing, how to install it, and which network runs here.')
  .option('--model <dir>', 'the model whose network would run', defaultModel)
  .option('--json', jsonText)
  .addHelpText('after', '\nExit code: 0 nothing essential is missing, 2 something essential is missing.')
  .action(async (options) => {
    process.exitCode = await doctor(engineEntry, {
      model: options.model,
      json: options.json === true,
    });
  });

addTeach(program, engineEntry, version);
addHistory(program, engineEntry);
addExport(program, engineEntry);
addPlant(program, engineEntry, version);
addMeasuringCommands(program, engineEntry);

/** When nobody reads the standard output any more, and the command still ends what it has begun. */
let exitCode: number | null = null;
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  // `stepwatch predict x | head` closes the pipe early. That is a normal end.
  if (code !== 'EPIPE' && exitCode === null) printError(outputUnwritable(code), false);
  exitCode ??= code === 'EPIPE' ? Number(process.exitCode ?? 0) : exitCodes.notChecked;
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(exitCode);
});
// When the standard error output is closed, the exit code still tells.
process.stderr.on('error', () => undefined);
process.on('uncaughtException', (thrown) => {
  printError(toStationError(thrown), false);
  process.exit(exitCodes.notChecked);
});

// With npm gone, whoever started it wants this to end, in order.
watchNpm(process.env, () => void process.kill(process.pid, 'SIGTERM'));

try {
  await program.parseAsync();
  process.exitCode = exitCode ?? process.exitCode;
} catch (thrown) {
  process.exitCode = exitCode ?? fail(thrown);
}

function outputUnwritable(code = 'unknown'): StationError {
  return new StationError('output_unwritable', `The standard output cannot be written (${code}).`, {
    hint: 'Free some disk space, or redirect the output to another place.',
  });
}

function fail(thrown: unknown): number {
  if (thrown instanceof CommanderError) {
    if (thrown.exitCode === 0) return 0;
    // Without a command, the help is the whole answer.
    if (thrown.code === 'commander.help') {
      process.stderr.write(program.helpInformation());
      return exitCodes.notChecked;
    }
    printError(
      new StationError('usage', usageSentence(thrown.message), {
        hint: 'See stepwatch --help and stepwatch COMMAND --help.',
      }),
      wantsJson,
    );
    return exitCodes.notChecked;
  }
  printError(toStationError(thrown), wantsJson);
  return exitCodes.notChecked;
}

/** Makes sentences of commander's `error: unknown command 'chek'\n(Did you mean check?)`. */
function usageSentence(message: string): string {
  const [what, guess] = message.replace(/^error: /, '').split('\n');
  const sentence = `${what![0]!.toUpperCase()}${what!.slice(1).replace(/\.$/, '')}.`;
  return guess === undefined ? sentence : `${sentence} ${guess.replace(/^\(|\)$/g, '')}`;
}
