// Options that several commands have.
import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import {
  type InferenceServerSpec,
  type Precision,
  parseServers,
  policies,
  precisions,
  StationError,
} from '../../src-inference/contract/index.ts';
import { defaultModel, defaultRecordDirectory } from './defaults.ts';
import { threshold } from './numbers.ts';
import { take } from './read-passwords.ts';

export const jsonText = 'print one JSON object and nothing else';

export function modelOption(): Option {
  return new Option('--model <dir>', 'folder with model.yaml and the weights').default(defaultModel);
}

export function networkOption(): Option {
  return new Option(
    '--precision <name>',
    'network of the model to use; by default the best one for this machine',
  ).choices(precisions);
}

function serverOption(): Option {
  return new Option(
    '--server <url...>',
    'inference servers that run the network, as grpc://HOST:8001/MODEL or http://HOST:8000/MODEL (docs/inference-server.md); ' +
      'while none answers, this machine does',
  );
}

export function codeOption(): Option {
  return new Option(
    '--code <text>',
    'code of the part that begins with the video, such as its serial number, for recipes with `when` (docs/recipe.md)',
  );
}

/** Who lists the processes of the machine sees the words of a command line, but not a file. */
export function sourceFileOption(): Option {
  return new Option(
    '--source-file <file>',
    'file with the source in its first line, for an address with a password (or set STEPWATCH_SOURCE)',
  ).conflicts('source');
}

/** Only who starts a station widens what its screens may name. */
export function rootOption(): Option {
  return new Option(
    '--root <dir>',
    'folder that screens may list, play and write to, besides the usual ones (docs/station.md); may be given several times',
  )
    .argParser((dir: string, before: readonly string[]) => [...before, dir])
    .default([], 'none');
}

/**
 * Value of `--source`, of `sourceFileOption`, or of the environment, which is taken out of it: programs that are started later do
 * not get it.
 *
 * @returns Null without one. @throws StationError `usage`.
 */
export function readSourceOption(
  { source, sourceFile }: { readonly source?: string; readonly sourceFile?: string },
  environment = process.env,
): string | null {
  const inherited = take(environment, 'STEPWATCH_SOURCE');
  if (sourceFile === undefined) return source ?? inherited;
  try {
    return readFileSync(sourceFile, 'utf8').split(/\r?\n/)[0]!.trim();
  } catch (cause) {
    throw new StationError('usage', 'The file with the source cannot be read.', {
      where: sourceFile,
      hint: 'Write the address of the source into its first line: chmod 600 FILE.',
      cause,
    });
  }
}

/** How parts are judged, and where the record of it goes. */
export function addCheckerOptions(command: Command): Command {
  return command
    .addOption(modelOption())
    .addOption(
      new Option(
        '--policy <name>',
        'how steps are judged; firstMatch and majority are only for comparison (docs/checker.md)',
      )
        .choices(policies)
        .default(policies[0]),
    )
    .option(
      '--fail-above <probability>',
      'fail a part when a mistake is at least this likely (docs/checker.md)',
      threshold,
    )
    .addOption(networkOption())
    .addOption(serverOption())
    .option('--log-dir <dir>', 'folder of the log and the journal', defaultRecordDirectory)
    .option('--no-log', 'write no log and no journal');
}

/** Values of `addCheckerOptions`, as commander gives them. */
interface CheckerOptions {
  readonly model: string;
  readonly policy: string;
  readonly failAbove?: number;
  readonly precision?: Precision;
  readonly server?: readonly string[];
  readonly logDir: string;
  readonly log: boolean;
}

export function readCheckerOptions(options: CheckerOptions) {
  return {
    model: options.model,
    policy: options.policy,
    ...(options.failAbove !== undefined && { failAbove: options.failAbove }),
    ...readNetworkOption(options),
    ...readServerOption(options),
    recordDirectory: options.log ? options.logDir : null,
  };
}

export function readNetworkOption({ precision }: { readonly precision?: Precision }): {
  readonly precision?: Precision;
} {
  return precision === undefined ? {} : { precision };
}

/** The token comes from the environment, where other users of the machine do not see it. */
function readServerOption({ server }: { readonly server?: readonly string[] }): {
  readonly server?: InferenceServerSpec;
} {
  if (server === undefined) return {};
  return { server: { ...parseServers(server), token: process.env.STEPWATCH_SERVER_TOKEN || null } };
}

export function readCodeOption({ code }: { readonly code?: string }): { readonly code?: string } {
  return code === undefined ? {} : { code };
}
