// The synthetic line on the command line: npx tsx models/training/line/main.ts --help
import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import { teachRequests, writeTeachProject } from './controller/teach-set.ts';
import { datasetRequests, demoRequests, freshRequests } from './coupling/dataset.ts';
import { renderAll } from './render-all.ts';
import { type ScenarioKind, scenarioKinds } from './scenario.ts';
import { type Split, splits } from './variation.ts';
import { type LineName, lineNames, renderVideo } from './video.ts';

const program = new Command('line').description(
  'Renders videos of a synthetic assembly line, with their labels.',
);
const jobs = new Option('--jobs <n>', 'processes at once').default(availableParallelism()).argParser(Number);

program
  .command('dataset')
  .description('The videos to train, validate and test on; continues where it was interrupted.')
  .requiredOption('--out <dir>')
  .option('--height <pixels>', 'height of the 16:9 picture', Number, 144)
  .option('--splits <list>', 'which splits', (text) => text.split(',') as Split[], [...splits])
  .option('--limit <n>', 'videos per split', Number)
  .addOption(jobs)
  .action((options) =>
    renderAll(datasetRequests(options.out, options.splits, options.height, options.limit), options.jobs),
  );

program
  .command('video')
  .description('One video.')
  .requiredOption('--out <file.mp4>')
  .option('--seed <text>', 'same seed, same video', '1')
  .addOption(new Option('--line <name>', 'which line').choices(lineNames).default('coupling'))
  .addOption(new Option('--split <name>', 'whose operators and cameras').choices(splits).default('test'))
  .addOption(new Option('--scenario <kind>', 'what happens').choices(scenarioKinds).default('good'))
  .option('--step <n>', 'step of the mistake, from 1', Number)
  .option('--height <pixels>', 'height of the 16:9 picture', Number, 1080)
  .option('--seconds <n>', 'ends early', Number)
  .action(async (options) => {
    await renderVideo({
      line: options.line as LineName,
      path: String(options.out).replace(/\.mp4$/, ''),
      split: options.split as Split,
      kind: options.scenario as ScenarioKind,
      seed: options.seed,
      height: options.height,
      step: options.step,
      seconds: options.seconds,
    });
  });

program
  .command('demo')
  .description('The six bundled videos.')
  .requiredOption('--out <dir>')
  .option('--height <pixels>', 'height of the 16:9 picture', Number, 1080)
  .addOption(jobs)
  .action((options) => renderAll(demoRequests(options.out, options.height), options.jobs));

program
  .command('fresh')
  .description('Videos of test operators that no data set holds: half of them good, half with one mistake.')
  .requiredOption('--out <dir>')
  .option('--count <n>', 'how many', Number, 20)
  .option('--seed <text>', 'another seed, other videos', '1')
  .option('--height <pixels>', 'height of the 16:9 picture', Number, 720)
  .addOption(jobs)
  .action((options) =>
    renderAll(freshRequests(options.out, options.count, options.height, options.seed), options.jobs),
  );

program
  .command('teach')
  .description(
    'A project that teaches the line of the pump controller, with labelled recordings; and parts by other operators.',
  )
  .requiredOption('--out <dir>', 'gets project/, unseen/ and parts/')
  .option('--recordings <n>', 'labelled recordings of the project', Number, 10)
  .option('--operators <n>', 'who made them', Number, 3)
  .option('--unseen <n>', 'labelled recordings by other operators', Number, 4)
  .option('--parts <n>', 'parts by other operators, half of them good, half with one mistake', Number, 0)
  .option('--seconds <n>', 'about how long a recording of the project is', Number, 60)
  .option('--height <pixels>', 'height of the 16:9 picture', Number, 144)
  .option('--seed <text>', 'another seed, other recordings', '1')
  .addOption(jobs)
  .action(async (options) => {
    await writeTeachProject(options.out);
    await renderAll(teachRequests(options.out, options), options.jobs);
  });

await program.parseAsync();
