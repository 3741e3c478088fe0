// The command `teach` with its own commands (docs/teach.md).
import { type Command, Option } from 'commander';
import { labelFormats, teachMethods } from '../../src-inference/contract/index.ts';
import { defaultWorkplace } from './defaults.ts';
import { serve } from './serve.ts';
import { jsonText, readSourceOption, rootOption, sourceFileOption } from './shared-options.ts';
import { addVideos, deployNetwork, draftLabels, exportLabels, importLabels, rollBack } from './teach.ts';
import { describeProject, describeReport } from './teach-report.ts';
import { trainNetwork } from './teach-train.ts';

const stationOption = (): Option =>
  new Option('--directory <dir>', 'folder of the station').default(defaultWorkplace);
const formatOption = (): Option =>
  new Option('--format <name>', 'format of the labels (docs/teach.md)').choices(labelFormats).default('csv');
const rateText = 'frames a second, for formats that count frames';

export function addTeach(program: Command, engineEntry: URL, version: string): void {
  const teach = program
    .command('teach')
    .description('Teach a station a line of your own: serve it with its page Teach on a project.')
    .argument('<dir>', 'folder of the project; the page begins one when there is none')
    .addOption(stationOption())
    .option('--port <number>', 'port to listen on, on this machine; 0 for any free port', Number, 8270)
    .option('--source <source>', 'source to watch (docs/media.md)')
    .addOption(sourceFileOption())
    .addOption(rootOption())
    .option('--open', 'open the page in a browser')
    .addHelpText('after', '\nMore in docs/teach.md.')
    .action((directory: string, options) =>
      serve(engineEntry, {
        host: '127.0.0.1',
        port: options.port,
        names: [],
        directory: options.directory,
        source: readSourceOption(options),
        roots: options.root,
        teach: directory,
        passwordFile: null,
        viewerPasswordFile: null,
        metricsTokenFile: null,
        addressFile: null,
        open: options.open ? 'browser' : null,
        json: false,
        version,
      }),
    );

  teach
    .command('status')
    .description('Show the recordings, the networks and the training of a project.')
    .argument('<dir>', 'folder of the project')
    .option('--json', jsonText)
    .action((directory: string, options) =>
      describeProject(engineEntry, { directory, json: options.json === true }),
    );

  teach
    .command('add')
    .description('Add videos to a project; label files beside them (NAME.csv) are taken as confirmed.')
    .argument('<dir>', 'folder of the project; a new one is made')
    .argument('<videos...>', 'video files, in any format that GStreamer can decode')
    .requiredOption('--operator <name>', 'who does the work: a name or a number')
    .option('--labels <names>', 'for a new project: names of its actions, with commas between them')
    .action((directory: string, videos: string[], options) =>
      addVideos(engineEntry, {
        directory,
        videos,
        operator: options.operator,
        labels: options.labels === undefined ? [] : options.labels.split(','),
      }),
    );

  const labels = teach.command('labels').description('Read labels of other tools, or write them.');
  labels
    .command('import')
    .description('Read labels of another tool as a draft of a recording.')
    .argument('<dir>', 'folder of the project')
    .argument('<recording>', 'name of the recording')
    .argument('<file>', 'file with the labels')
    .addOption(formatOption())
    .option('--rate <number>', rateText, Number)
    .option('--tier <name>', 'tier, attribute or control with the actions, where there are several')
    .option('--video <name>', 'the video as the file names it, where there are several')
    .option('--confirm', 'take them as confirmed labels')
    .action((directory: string, recording: string, file: string, options) =>
      importLabels(engineEntry, {
        directory,
        recording,
        file,
        format: options.format,
        framesPerSecond: options.rate ?? null,
        tier: options.tier ?? null,
        video: options.video ?? null,
        confirm: options.confirm === true,
      }),
    );
  labels
    .command('export')
    .description('Write the labels of a recording for another tool.')
    .argument('<dir>', 'folder of the project')
    .argument('<recording>', 'name of the recording')
    .addOption(formatOption())
    .option('--rate <number>', rateText, Number)
    .option('--out <file>', 'file for the labels; by default they are printed')
    .action((directory: string, recording: string, options) =>
      exportLabels(engineEntry, {
        directory,
        recording,
        format: options.format,
        framesPerSecond: options.rate ?? null,
        out: options.out ?? null,
      }),
    );

  teach
    .command('draft')
    .description('Let the newest network label recordings; a person confirms the drafts on the page.')
    .argument('<dir>', 'folder of the project')
    .argument('[recordings...]', 'names of recordings; by default all without labels')
    .action((directory: string, recordings: string[]) => draftLabels(engineEntry, { directory, recordings }));

  teach
    .command('train')
    .description('Teach a network with the confirmed recordings, and say how good it is.')
    .argument('<dir>', 'folder of the project')
    .addOption(
      new Option(
        '--method <name>',
        'head: the last layer, in a minute; layers: a few new layers, in minutes; pytorch: the whole network',
      )
        .choices(teachMethods)
        .default('head'),
    )
    .option('--base <dir>', 'model whose network is taught on; by default the demo model')
    .option('--resume', 'go on with a training that was cancelled or interrupted')
    .option('--json', jsonText)
    .action((directory: string, options) =>
      trainNetwork(engineEntry, {
        directory,
        method: options.method,
        base: options.base ?? null,
        resume: options.resume === true,
        json: options.json === true,
      }),
    );

  teach
    .command('report')
    .description('Show how good a network is, and what would help.')
    .argument('<dir>', 'folder of the project')
    .argument('[network]', 'its number; by default the newest')
    .option('--json', jsonText)
    .action((directory: string, network: string | undefined, options) =>
      describeReport(engineEntry, { directory, network: network ?? null, json: options.json === true }),
    );

  teach
    .command('deploy')
    .description('Put a network in force on a station that does not run; a running one does it on its page.')
    .argument('<dir>', 'folder of the project')
    .argument('[network]', 'its number; by default the newest')
    .addOption(stationOption())
    .action((directory: string, network: string | undefined, options) =>
      deployNetwork(engineEntry, { directory, network: network ?? null, station: options.directory }),
    );

  teach
    .command('rollback')
    .description('Go back to what the station used before.')
    .argument('<dir>', 'folder of the project')
    .addOption(stationOption())
    .action((directory: string, options) => rollBack(engineEntry, { directory, station: options.directory }));
}
