#!/usr/bin/env node
// The `stepwatch` program: what can be typed, and nothing of what is then done.
import { Command, CommanderError, Option } from 'commander';
import { version } from '../../package.json';
import { policies, StationError, toStationError } from '../../src-inference/contract/index.ts';
import { check } from './check.ts';
import { defaultModel, defaultRecordDirectory } from './defaults.ts';
import { exitCodes } from './exit-codes.ts';
import { describeModel } from './model.ts';
import { printError } from './output.ts';
import { predict } from './predict.ts';
import { describeRecipe } from './recipe.ts';

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
  .option('--log-dir <dir>', 'folder of the log and the journal', defaultRecordDirectory)
  .option('--no-log', 'write no log')
  .option('--json', 'print one JSON object and nothing else')
  .addHelpText('after', '\nExit code: 0 pass, 1 fail, 3 warn, 2 could not be checked.')
  .action(async (video: string, options) => {
    // Whatever ends the program before there is a verdict, its exit code is none.
    process.exitCode = exitCodes.notChecked;
    process.exitCode = await check(engineEntry, {
      video,
      model: options.model,
      recipe: options.recipe,
      policy: options.policy,
      recordDirectory: options.log ? options.logDir : null,
      json: options.json === true,
    });
  });

program
  .command('predict')
  .description('Name the action in every window of a video: start, end, label, probability.')
  .argument('<video>', 'any file that GStreamer decodes')
  .option('--model <dir>', 'folder with model.yaml and the weights', defaultModel)
  .option('--json', 'print one JSON object a line, with the probabilities of all labels')
  .action((video: string, options) =>
    predict(engineEntry, { video, model: options.model, json: options.json === true }),
  );

program
  .command('recipe')
  .description('Validate a recipe and show it expanded to its steps.')
  .argument('<file>', 'a recipe (docs/recipe.md)')
  .option('--model <dir>', 'the model whose labels the recipe must use', defaultModel)
  .option('--json', 'print one JSON object and nothing else')
  .action((path: string, options) =>
    describeRecipe(engineEntry, { path, model: options.model, json: options.json === true }),
  );

program
  .command('model')
  .description('Validate a model: its card, and the network against the card.')
  .argument('<dir>', 'folder with model.yaml and the weights (docs/model-card.md)')
  .option('--json', 'print one JSON object and nothing else')
  .action((directory: string, options) =>
    describeModel(engineEntry, { directory, json: options.json === true }),
  );

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

/** From commander's `error: unknown command 'chek'\n(Did you mean check?)`. */
function usageSentence(message: string): string {
  const [what, guess] = message.replace(/^error: /, '').split('\n');
  const sentence = `${what![0]!.toUpperCase()}${what!.slice(1).replace(/\.$/, '')}.`;
  return guess === undefined ? sentence : `${sentence} ${guess.replace(/^\(|\)$/g, '')}`;
}
