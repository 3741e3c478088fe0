// stepwatch plant: serves the pages of all stations, and makes the tables of their database.
import { resolve } from 'node:path';
import { isLoopback } from '../http/index.ts';
import { migratePlant as migrate, readDatabaseAddress, startPlant } from '../plant/index.ts';
import { builtScreens } from './defaults.ts';
import { colors, printJson, printLine } from './output.ts';
import { type BucketCommandOptions, readBucket } from './plant-bucket.ts';
import { readDatabasePassword } from './read-passwords.ts';
import { terminationSignals } from './signals.ts';
import { openSiteOptions, type SiteCommandOptions } from './site-options.ts';

interface PlantDatabaseOptions {
  /** Without the password. */
  readonly database: string;
  readonly databasePasswordFile: string | null;
  readonly json: boolean;
  readonly version: string;
}

export interface PlantCommandOptions extends PlantDatabaseOptions, SiteCommandOptions {
  readonly evidence: string | null;
  readonly bucket: BucketCommandOptions;
  readonly data: string;
}

/** Resolves when a signal has ended it. */
export async function servePlant(options: PlantCommandOptions): Promise<void> {
  const { host, version, json } = options;
  const site = await openSiteOptions(options);
  const evidence = options.evidence === null ? null : resolve(options.evidence);
  const bucket = readBucket(options.bucket, process.env);
  const served = await startPlant({
    ...site,
    database: addressOf(options),
    screens: builtScreens,
    evidence,
    bucket,
    data: resolve(options.data),
    version,
  });
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of terminationSignals) process.once(signal, () => resolve());
  });
  const { url, origin, port } = served;
  if (json) printJson({ url, origin, port });
  else {
    printLine();
    printLine(`  ${colors.bold('Stepwatch plant')}     ${colors.cyan(url)}`);
    if (!isLoopback(host)) printLine(`  Other machines      port ${port} of this machine, with a password`);
    else if (site.passwords !== null) printLine(`  With a password     ${origin}/login`);
    printLine(`  Database            ${options.database}`);
    if (evidence !== null) printLine(`  Evidence            ${evidence}`);
    if (bucket !== null) printLine(`  Evidence            ${bucket.bucket} on ${bucket.endpoint}`);
    printLine('  Stop                Control-C');
    printLine();
  }
  await interrupted;
  await served.close();
}

export async function migratePlant(options: PlantDatabaseOptions): Promise<void> {
  const { from, to } = await migrate(addressOf(options), options.version);
  if (options.json) printJson({ from, to });
  else if (from === to) printLine(`The tables are of version ${to} already.`);
  else printLine(`The tables are of version ${to} now${from === 0 ? '' : `; they were of version ${from}`}.`);
}

function addressOf({ database, databasePasswordFile }: PlantDatabaseOptions) {
  return readDatabaseAddress(database, readDatabasePassword(databasePasswordFile, process.env));
}
