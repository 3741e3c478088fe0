// The command `plant` with its own commands (docs/plant.md).
import type { Command } from 'commander';
import { defaultPlantData } from './defaults.ts';
import { migratePlant, servePlant } from './plant.ts';
import { addPlantRollout } from './plant-rollout-command.ts';
import { jsonText } from './shared-options.ts';
import { addSiteOptions, readSiteOptions } from './site-options.ts';

export function addPlant(program: Command, engineEntry: URL, version: string): void {
  const plant = program
    .command('plant')
    .description('Serve the wall and the figures of all stations, from the database of the plant.')
    .requiredOption('--database <url>', 'postgres://USER@HOST:5432/NAME, without the password')
    .option(
      '--database-password-file <file>',
      'file with the password of the database in its first line (or set STEPWATCH_DATABASE_PASSWORD)',
    )
    .option('--evidence <dir>', 'folder that the stations put their evidence into')
    .option('--s3-endpoint <url>', 'server of the bucket that the stations put their evidence into')
    .option('--s3-region <name>', 'region of the bucket', 'us-east-1')
    .option('--s3-bucket <name>', 'the bucket')
    .option(
      '--s3-key-file <file>',
      'file with a key that may read the bucket: its ID in the first line, the secret key in the second (or set STEPWATCH_S3_ACCESS_KEY_ID and STEPWATCH_S3_SECRET_ACCESS_KEY)',
    )
    .option('--data <dir>', 'folder that recipes and models for the stations are kept in', defaultPlantData);
  addSiteOptions(plant, 8280)
    .option('--json', jsonText)
    .addHelpText(
      'after',
      '\nMore in docs/plant.md.\n\nExit code: 0 a signal stopped the server, 2 it could not be started.',
    )
    .action((options) =>
      servePlant({
        ...readSiteOptions(options),
        database: options.database,
        databasePasswordFile: options.databasePasswordFile ?? null,
        evidence: options.evidence ?? null,
        bucket: {
          endpoint: options.s3Endpoint ?? null,
          region: options.s3Region,
          bucket: options.s3Bucket ?? null,
          keyFile: options.s3KeyFile ?? null,
        },
        data: options.data,
        json: options.json === true,
        version,
      }),
    );

  addPlantRollout(plant, engineEntry);

  plant
    .command('migrate')
    .description('Make the tables of the plant in its database, or bring them up to date.')
    .action(async (_, command: Command) => {
      const options = command.optsWithGlobals();
      await migratePlant({
        database: options.database,
        databasePasswordFile: options.databasePasswordFile ?? null,
        json: options.json === true,
        version,
      });
    });
}
