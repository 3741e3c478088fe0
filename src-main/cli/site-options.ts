// Options of the commands that serve pages: where they listen, and who may come in.
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RolePasswords, SiteOptions } from '../http/index.ts';
import { isLoopback } from '../http/index.ts';
import { readMetricsToken, readPasswords } from './read-passwords.ts';

export interface SiteCommandOptions {
  readonly host: string;
  readonly port: number;
  readonly names: readonly string[];
  readonly passwordFile: string | null;
  readonly viewerPasswordFile: string | null;
  readonly metricsTokenFile: string | null;
}

export function addSiteOptions(command: Command, defaultPort: number): Command {
  return command
    .option('--port <number>', 'port to listen on; 0 for any free port', readPort, defaultPort)
    .option(
      '--host <address>',
      'address to listen on; addresses other than loopback need a password',
      '127.0.0.1',
    )
    .addOption(
      new Option('--name <name...>', 'further host names for browsers, such as the name of a proxy').default(
        [],
        'none',
      ),
    )
    .option(
      '--password-file <file>',
      'file with the password of operators in its first line (or set STEPWATCH_PASSWORD)',
    )
    .option(
      '--viewer-password-file <file>',
      'file with the password of viewers, who cannot change anything (or set STEPWATCH_VIEWER_PASSWORD)',
    )
    .option(
      '--metrics-token-file <file>',
      'file with the token by which programs read /metrics and /health (or set STEPWATCH_METRICS_TOKEN)',
    );
}

export function readSiteOptions(options: Record<string, unknown>): SiteCommandOptions {
  const {
    host,
    port,
    name,
    passwordFile = null,
    viewerPasswordFile = null,
    metricsTokenFile = null,
  } = options;
  return {
    host,
    port,
    names: name,
    passwordFile,
    viewerPasswordFile,
    metricsTokenFile,
  } as SiteCommandOptions;
}

/** With what the files, the environment and the terminal say. @throws StationError `usage`. */
export async function openSiteOptions(
  options: SiteCommandOptions,
): Promise<SiteOptions & { readonly passwords: RolePasswords | null }> {
  const { host, port, names } = options;
  const passwords = await readPasswords({
    operatorFile: options.passwordFile,
    viewerFile: options.viewerPasswordFile,
    environment: process.env,
    ask: !isLoopback(host) && process.stdin.isTTY === true,
  });
  const metricsToken = readMetricsToken(options.metricsTokenFile, process.env);
  return { host, port, names, passwords, metricsToken };
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new InvalidArgumentError('Give a whole number from 0 to 65535.');
}
