// Options of the commands that optimize a network and measure it.
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { optimizedPrecisions, optimizerTargets, precisions } from '../../src-inference/contract/index.ts';
import { bench, benchNetworks, parseSize } from './bench.ts';
import { defaultModel, installRoot } from './defaults.ts';
import { evaluate } from './evaluate.ts';
import { evaluateChecker } from './evaluate-checker.ts';
import { evaluateStress } from './evaluate-checker-stress.ts';
import { evaluateLearned } from './evaluate-learned.ts';
import { accuracy, positiveNumber, secondsRange, thresholds, wholeNumber } from './numbers.ts';
import { optimize } from './optimize.ts';

export function addMeasuringCommands(program: Command, engineEntry: URL): void {
  addOptimize(program, engineEntry);
  addEvaluate(program, engineEntry);
  addEvaluateChecker(program, engineEntry);
  addBench(program, engineEntry);
}

function addOptimize(program: Command, engineEntry: URL): void {
  program
    .command('optimize')
    .description('Make the network of a model fast, and add the result to its card (docs/optimizer.md).')
    .argument('<dir>', 'folder with model.yaml and the weights')
    .addOption(
      new Option('--precision <name>', 'what to make')
        .choices(optimizedPrecisions)
        .default(optimizedPrecisions[0]),
    )
    .option(
      '--calibrate <video...>',
      'videos of the line; a CSV file of labels beside one is looked at as well',
    )
    .addOption(
      new Option('--target <machine>', 'what it is to run on')
        .choices(optimizerTargets)
        .default(optimizerTargets[0]),
    )
    .option('--clips <count>', 'most clips to calibrate with', (text) =>
      Math.max(1, Number.parseInt(text, 10) || 1),
    )
    .option('--verify', 'compare with the original after every pass')
    .option('--json', 'print one JSON object and nothing else')
    .action((model: string, options) =>
      optimize(engineEntry, {
        model,
        precision: options.precision,
        target: options.target,
        calibrate: options.calibrate ?? [],
        clips: options.clips ?? null,
        verify: options.verify === true,
        json: options.json === true,
      }),
    );
}

function addEvaluate(program: Command, engineEntry: URL): void {
  program
    .command('evaluate')
    .description('Measure a model on labelled videos, every network of its card side by side.')
    .argument('<dir>', 'folder with model.yaml and the weights')
    .requiredOption('--data <dir>', 'videos, each with a CSV file start,end,label beside it')
    .addOption(
      new Option('--precision <name...>', 'which networks; all that run here otherwise').choices(precisions),
    )
    .option('--recipe <file>', 'judge the videos against this recipe as well')
    .option('--html <file>', 'write a page with the results')
    .option('--no-write', 'leave the card as it is')
    .option('--json', 'print one JSON object and nothing else')
    .action((model: string, options) =>
      evaluate(engineEntry, {
        model,
        data: options.data,
        precisions: options.precision ?? null,
        recipe: options.recipe ?? null,
        write: options.write,
        html: options.html ?? null,
        json: options.json === true,
      }),
    );
}

function addEvaluateChecker(program: Command, engineEntry: URL): void {
  program
    .command('evaluate-checker')
    .description('Measure how well the checker judges simulated parts and annotated assemblies.')
    .option(
      '--recipe <file>',
      'recipe of the simulated parts',
      join(installRoot, 'resources/recipes/coupling.yaml'),
    )
    .option('--annotations <dir>', 'also measure on annotated assemblies with mistakes (docs/checker.md)')
    .option(
      '--learn <dir>',
      'instead: measure recipes that are learnt from recordings, a folder for each task (docs/checker.md)',
    )
    .option(
      '--parts <count>',
      'number of simulated parts for each row; 500, and 1000 with --stress',
      positiveNumber,
    )
    .option(
      '--seed <number>',
      'seed of the random numbers: the same seed gives the same results',
      wholeNumber,
      1,
    )
    .option(
      '--recordings <count>',
      'number of good parts from which the usual step times are learned',
      wholeNumber,
      20,
    )
    .addOption(
      new Option('--step-seconds <range>', 'shortest and longest median time of a step')
        .argParser(secondsRange)
        .default([2.5, 5], '2.5..5'),
    )
    .option(
      '--thresholds <list>',
      'measure the checker at these thresholds instead of all policies',
      thresholds,
    )
    .option(
      '--rates <file>',
      'write the error rates at these thresholds, in the format of resources/checker-rates.json',
    )
    .option('--stress', 'instead: measure it under the conditions that real lines have (docs/checker.md)')
    .option(
      '--accuracy <share>',
      'accuracy of the network with --stress (usually 0.9), of the labels with --learn (usually 1)',
      accuracy,
    )
    .option('--condition <id...>', 'with --stress: only these conditions, and no recall')
    .option('--unmeasured', 'with --stress: nobody has measured the errors of the network')
    .option('--no-limit', 'with --stress: leave out the limit, which takes most of the time')
    .option('--json', 'print one JSON object and nothing else')
    .action((options) => {
      const { recipe, seed, recordings } = options;
      const json = options.json === true;
      if (options.stress === true) {
        return evaluateStress(engineEntry, {
          recipe,
          annotations: options.annotations ?? null,
          seed,
          recordings,
          accuracy: options.accuracy ?? 0.9,
          parts: options.parts ?? 1000,
          measured: options.unmeasured !== true,
          withLimit: options.limit,
          conditions: options.condition ?? null,
          json,
        });
      }
      if (options.learn !== undefined) {
        const accuracy = options.accuracy ?? 1;
        return evaluateLearned(engineEntry, { directory: options.learn, accuracy, seed, json });
      }
      return evaluateChecker(engineEntry, {
        recipe,
        annotations: options.annotations ?? null,
        parts: options.parts ?? 500,
        seed,
        recordings,
        stepSeconds: options.stepSeconds,
        thresholds: options.thresholds ?? null,
        rates: options.rates ?? null,
        json,
      });
    });
}

function addBench(program: Command, engineEntry: URL): void {
  program
    .command('bench')
    .description(
      'Measure how fast a model runs on this machine, every network of its card and the plain way.',
    )
    .argument('[dir]', 'folder with model.yaml and the weights')
    .addOption(
      new Option('--network <name>', 'instead: the full-size network with random weights').choices(
        benchNetworks,
      ),
    )
    .option('--video <file>', 'measure with this video instead of a test picture')
    .addOption(new Option('--size <size>', 'of the test picture').default('1920x1080'))
    .option('--seconds <count>', 'length of the test picture', positiveNumber, 20)
    .option('--rounds <count>', 'how often each network has its turn', positiveNumber, 5)
    .option('--clips <count>', 'clips that are timed in each turn', positiveNumber, 3)
    .option(
      '--variants <name...>',
      'only these: plain, pytorch-eager, exported-fp32, lowered-fp32, int8, int8-qdq',
    )
    .option('--html <file>', 'write a page with the results')
    .option('--json', 'print one JSON object and nothing else')
    .action((directory: string | undefined, options) => {
      const { width, height } = parseSize(options.size);
      return bench(engineEntry, {
        // --network makes its own folder; without a folder the demo model is measured.
        model: options.network === undefined ? (directory ?? defaultModel) : null,
        video: options.video ?? null,
        width,
        height,
        seconds: options.seconds,
        rounds: options.rounds,
        clips: options.clips,
        variants: options.variants ?? null,
        html: options.html ?? null,
        json: options.json === true,
      });
    });
}
