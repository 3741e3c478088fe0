#!/usr/bin/env node
// The `stepwatch` program: what can be typed, and nothing of what is then done.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../../package.json';
import {
  annotations,
  type Precision,
  parseSource,
  parseStreamTarget,
  policies,
  precisions,
  StationError,
  toStationError,
} from '../../src-inference/contract/index.ts';
import { check } from './check.ts';
import { defaultModel, defaultRecordDirectory, defaultWorkplace } from './defaults.ts';
import { doctor } from './doctor.ts';
import { exitCodes } from './exit-codes.ts';
import { learnRecipe } from './learn-recipe.ts';
import { addMeasuringCommands } from './measuring-commands.ts';
import { describeModel } from './model.ts';
import { share } from './numbers.ts';
import { printError } from './output.ts';
import { outputsOf } from './outputs.ts';
import { predict } from './predict.ts';
import { describeRecipe } from './recipe.ts';
import { recordedFile } from './recorded-file.ts';
import { runStation } from './run.ts';
import { send } from './send.ts';
import { serve } from './serve.ts';
import { openings } from './show-address.ts';

const engineEntry = new URL('./engine.js', import.meta.url);
const wantsJson = process.argv.includes('--json');

const program = new Command('stepwatch')
  .description('Watches a manual assembly on video and checks it against a recipe.')
  .addHelpText(
    'after',
    '\nExample:\n  stepwatch check VIDEO --recipe resources/recipes/coupling.yaml\n' +
      '\n"stepwatch COMMAND --help" tells more about a command.',
  )
  .version(version)
  .configureOutput({ writeErr: () => undefined })
  .exitOverride();

program
  .command('check')
  .description('Check a recorded assembly against a recipe.')
  .argument('<video>', 'any file that GStreamer decodes')
  .requiredOption('--recipe <file>', 'the ordered steps of the part (docs/recipe.md)')
  .option('--model <dir>', 'folder with model.yaml and the weights', defaultModel)
  .addOption(new Option('--policy <name>', 'how steps are judged').choices(policies).default(policies[0]))
  .option('--fail-above <share>', 'how likely a mistake must be to fail a part (docs/checker.md)', share)
  .addOption(networkOption())
  .option('--log-dir <dir>', 'folder of the log and the journal', defaultRecordDirectory)
  .option('--no-log', 'write no log')
  .option('--json', 'print one JSON object and nothing else')
  .addHelpText('after', '\nExit code: 0 pass, 1 fail, 3 warn, 2 could not be checked.')
  .action(async (video: string, options) => {
    // Whatever ends the program before there is a verdict, its exit code is none.
    process.exitCode = exitCodes.notChecked;
    process.exitCode = await check(engineEntry, {
      source: recordedFile(video),
      outputs: [],
      model: options.model,
      recipe: options.recipe,
      policy: options.policy,
      ...(options.failAbove !== undefined && { failAbove: options.failAbove }),
      ...networkOf(options),
      recordDirectory: options.log ? options.logDir : null,
      json: options.json === true,
    });
  });

program
  .command('predict')
  .description('Name the action in every window of a video: start, end, label, probability.')
  .argument('<video>', 'any file that GStreamer decodes')
  .option('--model <dir>', 'folder with model.yaml and the weights', defaultModel)
  .addOption(networkOption())
  .option('--json', 'print one JSON object a line, with the probabilities of all labels')
  .action((video: string, options) =>
    predict(engineEntry, {
      video,
      model: options.model,
      ...networkOf(options),
      json: options.json === true,
    }),
  );

const recipe = program
  .command('recipe')
  .description('Validate a recipe and show it expanded to its steps.')
  .argument('<file>', 'a recipe (docs/recipe.md)')
  .option('--model <dir>', 'the model whose labels the recipe must use', defaultModel)
  .option('--json', 'print one JSON object and nothing else')
  .action((path: string, options) =>
    describeRecipe(engineEntry, { path, model: options.model, json: options.json === true }),
  );

recipe
  .command('learn')
  .description('Make a recipe of examples: what all of them have, in the orders that they allow.')
  .argument('<dir>', 'folder with one CSV file for each good part: start,end,label')
  .option('--name <name>', 'of the recipe, for logs and commands', 'learnt')
  .option('--title <title>', 'of the recipe, for people', 'Learnt recipe')
  .option('--out <file>', 'write it there; without it the recipe is printed')
  .action((directory: string, options, command: Command) =>
    learnRecipe(engineEntry, {
      directory,
      name: options.name,
      title: options.title,
      model: command.optsWithGlobals().model,
      out: options.out ?? null,
    }),
  );

program
  .command('model')
  .description('Validate a model: its card, and the network against the card.')
  .argument('<dir>', 'folder with model.yaml and the weights (docs/model-card.md)')
  .option('--json', 'print one JSON object and nothing else')
  .action((directory: string, options) =>
    describeModel(engineEntry, { directory, json: options.json === true }),
  );

program
  .command('run')
  .description('Watch a source without any window, until it ends or a signal comes.')
  .option('--source <source>', 'file, udp://, rtsp://, camera: or test: (docs/media.md)', 'test:')
  .option(
    '--recipe <file>',
    'the ordered steps of the part; without it actions are named and nothing is checked',
  )
  .option('--model <dir>', 'folder with model.yaml and the weights', defaultModel)
  .addOption(new Option('--policy <name>', 'how steps are judged').choices(policies).default(policies[0]))
  .option('--fail-above <share>', 'how likely a mistake must be to fail a part (docs/checker.md)', share)
  .addOption(networkOption())
  .option('--log-dir <dir>', 'folder of the log and the journal', defaultRecordDirectory)
  .option('--no-log', 'write no log')
  .option('--shm <path>', 'put annotated frames into shared memory, behind this socket')
  .option('--record <dir>', 'record annotated mp4 files here, one for each part')
  .option('--split <how>', 'a new file for each "part", "never", or after so many seconds')
  .option(
    '--stream <target>',
    'send annotated H.264 to udp://HOST:PORT#format=rtp-h264|mpegts&bitrate=KILOBITS',
  )
  .option('--annotation <how>', `text on the frames: ${annotations.join(', ')} (docs/media.md)`)
  .option('--json', 'print one JSON object for every event')
  .addHelpText('after', '\nExit code: 0 ended, or stopped by a signal, 2 could not run.')
  .action((options) =>
    runStation(engineEntry, {
      source: parseSource(options.source),
      model: options.model,
      recipe: options.recipe ?? null,
      policy: options.policy,
      ...(options.failAbove !== undefined && { failAbove: options.failAbove }),
      ...networkOf(options),
      recordDirectory: options.log ? options.logDir : null,
      outputs: outputsOf(options),
      json: options.json === true,
    }),
  );

program
  .command('serve')
  .description('Serve the station to browsers: on this machine, or to others with a password.')
  .option('--port <number>', 'port to listen on; 0 for any that is free', readPort, 8270)
  .option('--host <address>', 'address to listen on; other than loopback only with a password', '127.0.0.1')
  .option('--name <name...>', 'further names that browsers reach it by, such as that of a proxy', [])
  .option('--password-file <file>', 'password of operators, in its first line (or STEPWATCH_PASSWORD)')
  .option(
    '--viewer-password-file <file>',
    'password of those who only look on (or STEPWATCH_VIEWER_PASSWORD)',
  )
  .option('--directory <dir>', 'folder of what the station remembers', defaultWorkplace)
  .option('--source <source>', 'watch this instead of what was watched last (docs/media.md)')
  .addOption(new Option('--open [how]', 'show it').choices(openings).preset('browser'))
  .option('--json', 'print the address as one JSON object')
  .addHelpText('after', '\nMore in docs/station.md. Exit code: 0 ended by a signal, 2 could not be served.')
  .action((options) =>
    serve(engineEntry, {
      host: options.host,
      port: options.port,
      names: options.name,
      directory: options.directory,
      source: options.source ?? null,
      passwordFile: options.passwordFile ?? null,
      viewerPasswordFile: options.viewerPasswordFile ?? null,
      open: options.open ?? null,
      json: options.json === true,
      version,
    }),
  );

program
  .command('send')
  .description('Send a video over UDP as a camera would: H.264 in RTP, or in MPEG-TS.')
  .argument('<video>', 'any file that GStreamer decodes')
  .argument('<target>', 'udp://HOST:PORT#format=rtp-h264|mpegts&bitrate=KILOBITS')
  .option('--loop', 'start again at the end')
  .action((video: string, target: string, options) =>
    send(engineEntry, { video, target: parseStreamTarget(target), loop: options.loop === true }),
  );

program
  .command('doctor')
  .description('Show what is installed, what does which job here, and how to get what is missing.')
  .option('--model <dir>', 'the model whose network would run', defaultModel)
  .option('--json', 'print one JSON object and nothing else')
  .addHelpText('after', '\nExit code: 0 nothing essential is missing, 2 something is.')
  .action(async (options) => {
    process.exitCode = await doctor(engineEntry, {
      model: options.model,
      json: options.json === true,
    });
  });

addMeasuringCommands(program, engineEntry);

process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  // `stepwatch predict x | head` closes the pipe early: that is how the person said "enough".
  if (code === 'EPIPE') process.exit();
  endWith(
    new StationError('output_unwritable', `The output cannot be written (${code}).`, {
      hint: 'Send it elsewhere, or free some space.',
    }),
  );
});
// Nobody reads the errors: the exit code says it still.
process.stderr.on('error', () => undefined);
process.on('uncaughtException', (thrown) => endWith(toStationError(thrown)));

function endWith(error: StationError): never {
  printError(error, false);
  process.exit(exitCodes.notChecked);
}

try {
  await program.parseAsync();
} catch (thrown) {
  process.exitCode = fail(thrown);
}

function fail(thrown: unknown): number {
  if (thrown instanceof CommanderError) {
    if (thrown.exitCode === 0) return 0;
    // Without a command commander has shown the help; there is nothing to add.
    if (thrown.code === 'commander.help') {
      process.stderr.write(program.helpInformation());
      return exitCodes.notChecked;
    }
    printError(
      new StationError('usage', usageSentence(thrown.message), {
        hint: 'stepwatch --help and stepwatch COMMAND --help show what can be typed.',
      }),
      wantsJson,
    );
    return exitCodes.notChecked;
  }
  printError(toStationError(thrown), wantsJson);
  return exitCodes.notChecked;
}

function networkOption(): Option {
  return new Option(
    '--precision <name>',
    'which network of the model; the best for this machine otherwise',
  ).choices(precisions);
}

function networkOf(options: { precision?: Precision }): { precision?: Precision } {
  return options.precision === undefined ? {} : { precision: options.precision };
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new InvalidArgumentError('It is a whole number from 0 to 65535.');
}

/** From commander's `error: unknown command 'chek'\n(Did you mean check?)`. */
function usageSentence(message: string): string {
  const [what, guess] = message.replace(/^error: /, '').split('\n');
  const sentence = `${what![0]!.toUpperCase()}${what!.slice(1).replace(/\.$/, '')}.`;
  return guess === undefined ? sentence : `${sentence} ${guess.replace(/^\(|\)$/g, '')}`;
}
