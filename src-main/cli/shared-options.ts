// Options that several commands have.
import { type Command, Option } from 'commander';
import {
  type InferenceServerSpec,
  type Precision,
  parseServers,
  policies,
  precisions,
} from '../../src-inference/contract/index.ts';
import { defaultModel, defaultRecordDirectory } from './defaults.ts';
import { threshold } from './numbers.ts';

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
