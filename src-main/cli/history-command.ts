// The command `history` with its own commands (docs/station-data.md).
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  allParts,
  exportFormats,
  type FileCount,
  type RetentionPreview,
  verdicts,
} from '../../src-inference/contract/index.ts';
import { defaultWorkplace } from './defaults.ts';
import { withJob } from './job-progress.ts';
import { counted, printJson, printLine } from './output.ts';
import { jsonText } from './shared-options.ts';

const stationOption = (): Option =>
  new Option('--directory <dir>', 'folder of the station').default(defaultWorkplace);

export function addHistory(program: Command, engineEntry: URL): void {
  const history = program
    .command('history')
    .description(
      'Export the parts that a station has made, delete old recordings and evidence, or build the index of its record again.',
    );

  history
    .command('export')
    .description('Write parts and their steps to a file, also while the station runs.')
    .requiredOption('--out <file>', 'file to write; an existing one is replaced')
    .addOption(
      new Option('--format <name>', 'csv and xlsx for spreadsheets, jsonl for programs')
        .choices(exportFormats)
        .default(exportFormats[0]),
    )
    .option('--from <day>', 'first day, such as 2026-11-24', readDay)
    .option('--to <day>', 'last day', readDay)
    .addOption(
      new Option('--verdict <verdict>', 'only parts with this verdict').choices([...verdicts, 'aborted']),
    )
    .option('--recipe <name>', 'only parts of this recipe')
    .option('--step <action>', 'only parts in which this step was not OK')
    .option('--serial <number>', 'only parts with this serial number')
    .addOption(stationOption())
    .option('--json', jsonText)
    .addHelpText('after', '\nThe columns are in docs/station-data.md.')
    .action(async (options) => {
      const { from: fromDay = null, to: toDay = null, verdict = null, recipe = null } = options;
      const { step = null, serial = null, format } = options;
      const conditions = { ...allParts, fromDay, toDay, verdict, recipe, step, serial };
      const out = resolve(options.out);
      const directory = resolve(options.directory);
      const { parts } = await withJob(engineEntry, (engine) =>
        engine.request('exportHistory', { directory, conditions, format, out }),
      );
      if (options.json) printJson({ out, parts });
      else printLine(`Wrote ${options.out}, ${counted(parts, 'part')}.`);
    });

  history
    .command('rebuild')
    .description('Build the index of the history again from the record. The station must not run.')
    .addOption(stationOption())
    .option('--json', jsonText)
    .action(async (options) => {
      const directory = resolve(options.directory);
      const built = await withJob(engineEntry, (engine) => engine.request('rebuildHistory', { directory }));
      if (options.json) printJson(built);
      else printLine(`Built the index: ${counted(built.parts, 'part')}, ${counted(built.steps, 'step')}.`);
    });

  addPrune(history, engineEntry);
}

function addPrune(history: Command, engineEntry: URL): void {
  history
    .command('prune')
    .description(
      'Delete the recordings and the evidence that the settings of the station let go. The station must not run, unless with --dry-run.',
    )
    .option('--dry-run', 'only say what would be deleted')
    .addOption(stationOption())
    .option('--json', jsonText)
    .addHelpText('after', '\nThe rules are in docs/station-data.md.')
    .action(async (options) => {
      const directory = resolve(options.directory);
      const dryRun = options.dryRun === true;
      const pruned = await withJob(engineEntry, (engine) =>
        engine.request('pruneHistory', { directory, dryRun }),
      );
      if (options.json) printJson(pruned);
      else for (const line of pruneLines(pruned, dryRun)) printLine(line);
    });
}

function pruneLines(
  { files, bytes, parts, reasons, kept, unseen, recordDays }: RetentionPreview,
  dryRun: boolean,
): readonly string[] {
  const size = (count: FileCount): string => `${counted(count.files, 'file')}, ${megabytes(count.bytes)}`;
  const why = {
    age: 'too old',
    outcomeBytes: 'over the limit of their verdict',
    totalBytes: 'over the limit of all',
  };
  return [
    `${dryRun ? 'Would delete' : 'Deleted'} ${size({ files, bytes })}, of ${counted(parts, 'part')}.`,
    ...Object.entries(why).flatMap(([reason, words]) => {
      const count = reasons[reason as keyof typeof reasons];
      return count.files === 0 ? [] : [`  ${words}: ${size(count)}`];
    }),
    ...(recordDays === 0 || !dryRun
      ? []
      : [`A running station would delete ${counted(recordDays, 'day')} of the record.`]),
    ...(kept.files === 0 ? [] : [`Kept for good: ${size(kept)}.`]),
    ...(unseen.files === 0 ? [] : [`Not seen by anybody, and therefore kept: ${size(unseen)}.`]),
  ];
}

function megabytes(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

function readDay(text: string): string {
  const date = new Date(`${text}T12:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && date.toJSON()?.startsWith(text)) return text;
  throw new InvalidArgumentError('Give a day as YEAR-MONTH-DAY, such as 2026-11-24.');
}
